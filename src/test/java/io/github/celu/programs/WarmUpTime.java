package io.github.celu.programs;

import io.github.celu.Backend;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * Prints what {@link Backend#warmUp} comes to, how long it took, and how much processor time its threads had, seen every 10 ms, and
 * the whole JVM with its compilers.
 */
public final class WarmUpTime {
    private WarmUpTime() {}

    public static void main(String[] args) throws InterruptedException {
        if (Usage.printed(args, 0, "Prints what the warm-up of all loops costs; takes no arguments.")) {
            return;
        }
        long start = System.nanoTime();
        Thread warmUp = new Thread(Backend::warmUp);
        warmUp.start();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, Long> nanos = new HashMap<>();
        while (warmUp.isAlive()) {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("celu warm-up"))
                    .forEach(
                            thread -> nanos.merge(thread.getId(), threads.getThreadCpuTime(thread.getId()), Math::max));
            warmUp.join(10);
        }
        long end = System.nanoTime();
        double own = nanos.values().stream().mapToLong(n -> n).sum() / 1e9;
        double all = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
        System.out.println(Backend.description());
        System.out.printf(
                "%.1f s; processor time of the warm-up's threads %.1f s, of the JVM %.1f s%n",
                (end - start) / 1e9, own, all);
    }
}
