package io.github.celu.internal;

import io.github.celu.Samples;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Compares the loops of a backend with the scalar functions, bit for bit: all short lengths and some long ones, each
 * combination of results, the ranges apart or the same. As a program, checks the vector loops of the JVM it runs in and
 * prints how many bits they take at a time.
 */
final class LoopsCheck {
    /** Values y, derivatives d, derivatives times dy. */
    private static final String[] RESULTS = {"y", "d", "dy d", "y d"};

    /** Which of x, y, dy and d are in the same place. */
    private static final int[][] PLACES = {
        {0, 1, 2, 3}, {0, 0, 2, 3}, {0, 1, 2, 0}, {0, 1, 2, 2}, {0, 1, 0, 0}, {0, 1, 2, 1}
    };

    private static final int MARGIN = 20;

    /** The loops and scalar functions of a type, and of an alpha. Numbers of either type are double here. */
    private interface Loops {
        void run(double[][] memories, int[] place, String results, int[] offsets, int length);
    }

    private LoopsCheck() {}

    public static void main(String[] args) {
        check(new VectorFloat(), 0.7);
        check(new VectorDouble(), 0.7);
        System.out.println(VectorFloat.bits());
    }

    static void check(FloatBackend backend, double... alphas) {
        for (double alpha : alphas) {
            for (FloatKernel k : new FloatKernel[] {FloatKernel.celu((float) alpha), FloatKernel.elu((float) alpha)}) {
                double[][] samples = IntStream.range(0, 4)
                        .mapToObj(i -> doubles(Samples.floats(i, 2_200, (float) alpha)))
                        .toArray(double[][]::new);
                Loops loops = (memories, place, results, offsets, length) -> {
                    float[][] arrays = new float[4][];
                    for (int i = 0; i < 4; i++) {
                        arrays[i] = floats(memories[i]);
                    }
                    backend.run(
                            k,
                            arrays[place[0]],
                            offsets[place[0]],
                            results.startsWith("y") ? arrays[place[1]] : null,
                            offsets[place[1]],
                            results.contains("dy") ? arrays[place[2]] : null,
                            offsets[place[2]],
                            results.endsWith("d") ? arrays[place[3]] : null,
                            offsets[place[3]],
                            length);
                    for (int i = 0; i < 4; i++) {
                        memories[i] = doubles(arrays[i]);
                    }
                };
                String name = backend.getClass().getSimpleName() + ", alpha " + Double.toHexString(alpha);
                check(name, loops, samples, x -> k.value((float) x), x -> k.derivative((float) x), x -> (float) x);
            }
        }
    }

    static void check(DoubleBackend backend, double... alphas) {
        for (double alpha : alphas) {
            for (DoubleKernel k : new DoubleKernel[] {DoubleKernel.celu(alpha), DoubleKernel.elu(alpha)}) {
                double[][] samples = IntStream.range(0, 4)
                        .mapToObj(i -> Samples.doubles(i, 2_200, alpha))
                        .toArray(double[][]::new);
                Loops loops = (arrays, place, results, offsets, length) -> backend.run(
                        k,
                        arrays[place[0]],
                        offsets[place[0]],
                        results.startsWith("y") ? arrays[place[1]] : null,
                        offsets[place[1]],
                        results.contains("dy") ? arrays[place[2]] : null,
                        offsets[place[2]],
                        results.endsWith("d") ? arrays[place[3]] : null,
                        offsets[place[3]],
                        length);
                String name = backend.getClass().getSimpleName() + ", alpha " + Double.toHexString(alpha);
                check(name, loops, samples, k::value, k::derivative, x -> x);
            }
        }
    }

    private static void check(
            String name,
            Loops loops,
            double[][] samples,
            DoubleUnaryOperator value,
            DoubleUnaryOperator derivative,
            DoubleUnaryOperator round) {
        IntStream lengths =
                IntStream.concat(IntStream.rangeClosed(1, 70), IntStream.of(511, 512, 513, 1024, 1025, 2049));
        lengths.forEach(length -> {
            for (int[] place : PLACES) {
                for (String results : RESULTS) {
                    int[] offsets = {length % 17, length % 13, length % 11, length % 7};
                    double[][] actual = new double[4][];
                    double[][] expected = new double[4][];
                    for (int i = 0; i < 4; i++) {
                        actual[i] = Arrays.copyOf(samples[i], length + MARGIN);
                        expected[i] = actual[i].clone();
                    }
                    for (int i = 0; i < length; i++) {
                        double x = actual[place[0]][offsets[place[0]] + i];
                        double dy = actual[place[2]][offsets[place[2]] + i];
                        if (results.startsWith("y")) {
                            expected[place[1]][offsets[place[1]] + i] = value.applyAsDouble(x);
                        }
                        if (results.endsWith("d")) {
                            expected[place[3]][offsets[place[3]] + i] = results.contains("dy")
                                    ? round.applyAsDouble(dy * derivative.applyAsDouble(x))
                                    : derivative.applyAsDouble(x);
                        }
                    }
                    loops.run(actual, place, results, offsets, length);
                    for (int i = 0; i < 4; i++) {
                        int k = Arrays.mismatch(expected[i], actual[i]);
                        if (k >= 0) {
                            throw new AssertionError(String.format(
                                    "%s, length %d, offsets %s in arrays %s, results %s: %s instead of %s at %d of array %d",
                                    name,
                                    length,
                                    Arrays.toString(offsets),
                                    Arrays.toString(place),
                                    results,
                                    Double.toHexString(actual[i][k]),
                                    Double.toHexString(expected[i][k]),
                                    k,
                                    i));
                        }
                    }
                }
            }
        });
    }

    private static double[] doubles(float[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
    }

    private static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }
}
