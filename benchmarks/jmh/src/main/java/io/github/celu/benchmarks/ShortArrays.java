package io.github.celu.benchmarks;

import io.github.celu.Backend;
import io.github.celu.CELU;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Calls on short arrays beside loops of scalar calls, in a program that mixes all these lengths, so that C2 compiles for all of
 * them. Prints for each length how many times as long as the loop an array call takes: medians of {@value #ROUNDS} rounds, in which
 * lengths and candidates take turns.
 */
public final class ShortArrays {
    private static final List<Integer> LENGTHS =
            List.of(4, 7, 8, 12, 15, 16, 17, 24, 31, 32, 48, 64, 100, 127, 128, 200, 256, 500, 1024, 2048, 4096);
    private static final int ROUNDS = 301;

    /** In one round, of one length. */
    private static final int ELEMENTS = 1 << 14;

    private static final float ALPHA = 0.7f;

    private ShortArrays() {}

    /** Without arguments starts a JVM for each backend and heap, which has an argument. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.println(
                    "Compares short arrays with loops of scalar calls, and prints tables; takes no arguments.");
        } else if (args.length > 0) {
            System.out.println("\n" + args[0] + ", " + Backend.warmUp() + "\n");
            table();
        } else {
            for (String backend : List.of("plain", "vector")) {
                for (String heap : List.of("-Xmx64m", "-Xms4g")) {
                    List<String> options = List.of(ChildJvm.VECTOR_MODULE, "-Dio.github.celu.backend=" + backend, heap);
                    System.out.print(ChildJvm.run(options, ShortArrays.class, heap));
                }
            }
        }
    }

    private static void table() {
        Random random = new Random(170407483);
        int[] order = LENGTHS.stream().mapToInt(i -> i).toArray();
        double[][][] times = new double[order.length][4][ROUNDS]; // of float and double arrays and loops
        List<Integer> turns =
                Arrays.asList(LENGTHS.stream().map(LENGTHS::indexOf).toArray(Integer[]::new));
        for (int round = -ROUNDS; round < ROUNDS; round++) { // the first half is for the compilers
            Collections.shuffle(turns, random);
            for (int i : turns) {
                for (int candidate = 0; candidate < 4; candidate++) {
                    times[i][candidate][Math.max(round, 0)] = time(candidate, order[i], random);
                }
            }
        }
        System.out.println("| length | float, ns | times a loop | double, ns | times a loop |\n|--:|--:|--:|--:|--:|");
        for (int i = 0; i < order.length; i++) {
            double[] medians =
                    Arrays.stream(times[i]).mapToDouble(ShortArrays::median).toArray();
            System.out.printf(
                    "| %d | %.0f | %.2f | %.0f | %.2f |%n",
                    order[i], medians[0], medians[0] / medians[2], medians[1], medians[1] / medians[3]);
        }
    }

    /** Nanoseconds a call. */
    private static double time(int candidate, int length, Random random) {
        float[] x = new float[length];
        float[] y = new float[length];
        double[] doubles = new double[length];
        double[] doubleValues = new double[length];
        for (int i = 0; i < length; i++) {
            doubles[i] = x[i] = random.nextFloat() * 10 - 5;
        }
        int calls = ELEMENTS / length;
        long start = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            switch (candidate) {
                case 0 -> CELU.apply(x, y, ALPHA);
                case 1 -> CELU.apply(doubles, doubleValues, ALPHA);
                case 2 -> loop(x, y);
                default -> loop(doubles, doubleValues);
            }
        }
        return (double) (System.nanoTime() - start) / calls;
    }

    private static void loop(float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] = CELU.apply(x[i], ALPHA);
        }
    }

    private static void loop(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] = CELU.apply(x[i], ALPHA);
        }
    }

    private static double median(double[] times) {
        return Arrays.stream(times).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    }
}
