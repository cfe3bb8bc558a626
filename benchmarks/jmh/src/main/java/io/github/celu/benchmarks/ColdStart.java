package io.github.celu.benchmarks;

import io.github.celu.Backend;
import io.github.celu.CELU;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import me.tongfei.progressbar.ProgressBar;

/**
 * The first calls of a program: {@value #CALLS} of {@code CELU.apply} on {@value #LENGTH} fresh floats each, in JVMs that have
 * just started, in several ways, and then more for some seconds, in which the vector loops take over. Prints a table of medians
 * over {@value #RUNS} JVMs for each way, which take turns.
 */
public final class ColdStart {
    private static final int RUNS = 11;
    private static final int CALLS = 2000;
    private static final int LENGTH = 1024;
    private static final long LATER_NANOS = 6_000_000_000L;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private ColdStart() {}

    private enum Way {
        /** What users without the vector module have. */
        PLAIN("plain"),
        /** What users with the module have: plain until the vector loops have been compiled in the background. */
        AUTO("auto"),
        /** Vector loops from the first call on. */
        VECTOR("vector"),
        /** Vector loops, and the first call waits until they have been compiled. */
        VECTOR_WARMED_UP("vector") {
            @Override
            void prepare() {
                float[] x = new float[LENGTH];
                float[] y = new float[LENGTH];
                long begin = System.nanoTime();
                for (int fast = 0; fast < 100; ) {
                    long start = System.nanoTime();
                    CELU.apply(x, y, 0.7f);
                    fast = System.nanoTime() - start < 2_000 ? fast + 1 : 0;
                    if (start - begin > PATIENCE_NANOS) {
                        throw new IllegalStateException("after a minute still not fast: " + Backend.description());
                    }
                }
            }
        };

        private final String backend;

        Way(String backend) {
            this.backend = backend;
        }

        void prepare() {}
    }

    /** With the name of a way: does the work, and prints the times of the first calls, and last the
     * longest of those after them, in nanoseconds. Otherwise starts the JVMs. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.println("Times the first calls of a program in " + RUNS * Way.values().length
                    + " new JVMs, and prints a table; takes no arguments.");
            return;
        }
        if (args.length > 0) {
            System.out.println(Arrays.toString(times(Way.valueOf(args[0]))));
            return;
        }
        Map<Way, List<long[]>> runs = new EnumMap<>(Way.class);
        try (ProgressBar bar = new ProgressBar("JVMs", RUNS * Way.values().length)) {
            for (int run = 0; run < RUNS; run++) {
                for (Way way : Way.values()) {
                    runs.computeIfAbsent(way, w -> new ArrayList<>()).add(start(way));
                    bar.step();
                }
            }
        }
        System.out.println(
                "| way | all calls, ms | first, ms | slowest other, ms | slowest later, ms |\n|---|--:|--:|--:|--:|");
        runs.forEach((way, times) -> System.out.printf(
                "| %s | %.1f | %.1f | %.2f | %.2f |%n",
                way,
                median(times, t -> Arrays.stream(t, 0, CALLS).sum()),
                median(times, t -> t[0]),
                median(times, t -> Arrays.stream(t, 1, CALLS).max().getAsLong()),
                median(times, t -> t[CALLS])));
    }

    private static long[] times(Way way) {
        float[][] x = new float[CALLS][LENGTH];
        SplittableRandom random = new SplittableRandom(170407483);
        for (float[] xs : x) {
            for (int i = 0; i < LENGTH; i++) {
                xs[i] = (float) random.nextDouble(-5, 5);
            }
        }
        System.gc(); // moves them now, and not during a call
        float[] y = new float[LENGTH];
        long[] times = new long[CALLS + 1];
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            if (i == 0) {
                way.prepare();
            }
            CELU.apply(x[i], y, 0.7f);
            times[i] = System.nanoTime() - start;
        }
        long end = System.nanoTime() + LATER_NANOS;
        for (long i = 0, start; (start = System.nanoTime()) < end; i++) {
            CELU.apply(x[(int) (i % CALLS)], y, 0.7f);
            times[CALLS] = Math.max(times[CALLS], System.nanoTime() - start);
        }
        if (Backend.active() != (way == Way.PLAIN ? Backend.PLAIN : Backend.VECTOR)) {
            throw new IllegalStateException(Backend.description());
        }
        return times;
    }

    private static long[] start(Way way) throws IOException, InterruptedException {
        List<String> options = List.of(ChildJvm.VECTOR_MODULE, "-Dio.github.celu.backend=" + way.backend);
        String times = ChildJvm.run(options, ColdStart.class, way.name());
        return Arrays.stream(times.replaceAll("[\\[\\]\\s]", "").split(","))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** In milliseconds. */
    private static double median(List<long[]> runs, ToLongFunction<long[]> figure) {
        return runs.stream()
                        .mapToLong(figure)
                        .sorted()
                        .skip(RUNS / 2)
                        .findFirst()
                        .getAsLong()
                / 1e6;
    }
}
