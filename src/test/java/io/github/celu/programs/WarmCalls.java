package io.github.celu.programs;

import io.github.celu.Backend;
import io.github.celu.CELU;
import io.github.celu.ELU;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program that attacks warm calls: many threads call array methods at the same time, and others do so beside overflows of their
 * stack; each compares every element with the scalar call. The arguments are threads, calls of each, and overflows of each.
 */
public final class WarmCalls {
    private static final AtomicLong CALLS = new AtomicLong();
    private static final AtomicLong OVERFLOWS = new AtomicLong();
    private static final AtomicLong WRONG = new AtomicLong();

    private WarmCalls() {}

    public static void main(String[] args) throws InterruptedException {
        if (Usage.printed(args, 3, "Calls on many threads beside stack overflows: THREADS CALLS OVERFLOWS")) {
            return;
        }
        Backend.warmUp();
        int threads = Integer.parseInt(args[0]);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            SplittableRandom random = new SplittableRandom(i);
            all.add(new Thread(() -> {
                for (int call = 0; call < Integer.parseInt(args[1]); call++) {
                    call(random);
                }
            }));
            all.add(new Thread(null, () -> overflow(random, Integer.parseInt(args[2])), "deep", 256 * 1024));
        }
        for (Thread thread : all) {
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        System.out.println(CALLS + " calls, " + OVERFLOWS + " overflows, " + WRONG + " wrong");
        System.out.println(Backend.description());
        if (WRONG.get() > 0) {
            System.exit(1);
        }
    }

    private static void overflow(SplittableRandom random, int times) {
        for (int i = 0; i < times; i++) {
            try {
                deeper(random);
            } catch (StackOverflowError e) {
                OVERFLOWS.incrementAndGet();
            }
            call(random);
        }
    }

    private static void deeper(SplittableRandom random) {
        float[] x = {-1f, -2f, 3f};
        CELU.gradient(x, x, 0.7f);
        CELU.backwardAlpha(x, x, 0.7f);
        deeper(random);
    }

    private static void call(SplittableRandom random) {
        int length = random.nextInt(1, 3000);
        float alpha = random.nextInt(1, 40) / 8f;
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = (float) random.nextDouble(-10, 10);
        }
        float[] y = new float[length];
        float[] d = new float[length];
        CELU.applyAndGradient(x, y, d, alpha);
        float[] g = ELU.gradientAlpha(x, alpha);
        boolean right = true;
        for (int i = 0; i < length; i++) {
            right &= y[i] == CELU.apply(x[i], alpha) && d[i] == CELU.gradient(x[i], alpha);
            right &= g[i] == ELU.gradientAlpha(x[i], alpha);
        }
        CALLS.addAndGet(2);
        if (!right) {
            WRONG.incrementAndGet();
        }
    }
}
