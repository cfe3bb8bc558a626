package io.github.celu.benchmarks;

import io.github.celu.Backend;
import io.github.celu.CELU;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The guide's parallel loop over {@value #LENGTH} floats: for each length of a block, how many times as fast as one call it is.
 * Medians of {@value #ROUNDS} rounds, in which the lengths take turns.
 */
public final class ParallelLoop {
    private static final int LENGTH = 100_000_000;
    private static final List<Integer> BLOCKS =
            List.of(1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22, LENGTH / 2);
    private static final int ROUNDS = 21;
    private static final float ALPHA = 2f;

    private ParallelLoop() {}

    /** Starts a JVM for each backend; takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0) {
            System.out.println("Compares a parallel loop over 100 million floats with one call; takes no arguments.");
            return;
        }
        System.out.println(Runtime.getRuntime().availableProcessors() + " processors\n");
        System.out.println("| block | "
                + BLOCKS.stream()
                        .map(block -> String.format(Locale.ROOT, "%,d", block))
                        .collect(Collectors.joining(" | "))
                + " |");
        System.out.println("|---|" + "--:|".repeat(BLOCKS.size()));
        for (String backend : List.of("plain", "vector")) {
            List<String> options = List.of(ChildJvm.VECTOR_MODULE, "-Dio.github.celu.backend=" + backend, "-Xms2g");
            System.out.print(ChildJvm.run(options, OneJvm.class));
        }
    }

    /** What runs in each JVM. */
    static final class OneJvm {
        private OneJvm() {}

        public static void main(String[] args) {
            System.out.println("| " + Backend.warmUp() + " | " + String.join(" | ", ratios()) + " |");
        }
    }

    private static List<String> ratios() {
        SplittableRandom random = new SplittableRandom(170407483);
        float[] x = new float[LENGTH];
        float[] y = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            x[i] = (float) random.nextDouble(-5, 5);
        }
        double[] one = new double[ROUNDS];
        double[][] parallel = new double[BLOCKS.size()][ROUNDS];
        for (int round = -2; round < ROUNDS; round++) { // the first two are for the compilers
            int r = Math.max(round, 0);
            one[r] = time(() -> CELU.apply(x, y, ALPHA));
            for (int i = 0; i < parallel.length; i++) {
                int block = BLOCKS.get(i);
                parallel[i][r] = time(() -> applyInParallel(x, y, ALPHA, block));
            }
        }
        return Arrays.stream(parallel)
                .map(times -> String.format(Locale.ROOT, "%.1f", median(one) / median(times)))
                .toList();
    }

    private static void applyInParallel(float[] x, float[] y, float alpha, int block) {
        int blocks = (x.length - 1) / block + 1;
        IntStream.range(0, blocks).parallel().forEach(i -> {
            int from = i * block;
            CELU.apply(x, from, y, from, Math.min(block, x.length - from), alpha);
        });
    }

    private static double time(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return System.nanoTime() - start;
    }

    private static double median(double[] times) {
        return Arrays.stream(times).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    }
}
