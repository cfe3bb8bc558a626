package io.github.celu;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Fingerprints of the bits of many results; as a program, prints them for the JVM it runs in. */
final class Bits {
    private Bits() {}

    public static void main(String[] args) {
        System.out.println(Backend.description());
        System.out.print(table(Integer.parseInt(args[0])));
    }

    /** One line for each range method: its hash over so many results for each of several alphas. */
    static String table(int resultsPerAlpha) {
        StringBuilder table = new StringBuilder();
        for (Api api : Api.ranges()) {
            long hash = 0;
            for (double alpha : api.type().alphas(api.owner())) {
                hash = hash(hash, api, alpha, resultsPerAlpha);
            }
            table.append(String.format(
                    "%-4s %-18s %-6s %016x\n", api.owner().getSimpleName(), api.name(), api.type().scalar, hash));
        }
        return table.toString();
    }

    /** In ranges of 1, 2, and up to 128 elements, so that sums too are many, and most of them finite. */
    private static long hash(long hash, Api api, double alpha, int count) {
        double[] x = api.type().samples(1, count, alpha);
        double[] dy = api.type().samples(2, count, 1);
        if (api.name().equals("backwardAlpha")) {
            dy = DoubleStream.of(dy).map(d -> Math.abs(d) < 4 ? d : 0.5).toArray();
        }
        double[][] inputs = api.inputs() == 1 ? new double[][] {x} : new double[][] {dy, x};
        int length = 1;
        for (int start = 0; start < count; start += length, length = length % 128 + 1) {
            int from = start;
            int to = Math.min(start + length, count);
            double[][] part = Stream.of(inputs)
                    .map(input -> Arrays.copyOfRange(input, from, to))
                    .toArray(double[][]::new);
            for (double[] output : api.run(alpha, part)) {
                for (double result : output) {
                    // any NaN counts as the same
                    hash = (hash ^ Double.doubleToLongBits(result)) * 0x9E3779B97F4A7C15L;
                    hash ^= hash >>> 32;
                }
            }
        }
        return hash;
    }
}
