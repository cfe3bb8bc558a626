package io.github.celu.programs;

import io.github.celu.Backend;
import io.github.celu.testing.Api;
import io.github.celu.testing.Type;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Fingerprints of the bits of many results; as a program, prints the JVM it runs in, the backend, and them. */
public final class Bits {
    private Bits() {}

    public static void main(String[] args) {
        if (Usage.printed(args, 1, "Prints hashes of the results of all functions: RESULTS for each alpha")) {
            return;
        }
        System.out.println(Stream.of("java.vm.name", "java.vm.version", "os.arch")
                .map(System::getProperty)
                .collect(Collectors.joining(" ")));
        System.out.println(Backend.description());
        System.out.print(table(Integer.parseInt(args[0])));
    }

    /** One line for each range method: its hash over so many results for each of several alphas, or with these as channels. */
    public static String table(int resultsPerAlpha) {
        StringBuilder table = new StringBuilder();
        for (Api api : Api.ranges()) {
            long hash = 0;
            for (double alpha : api.type().alphas(api.owner())) {
                hash = hash(hash, api, alpha, resultsPerAlpha);
            }
            table.append(String.format(
                    "%-4s %-18s %-6s %016x\n", api.owner().getSimpleName(), api.name(), api.type().scalar, hash));
        }
        for (Api api : Api.CHANNELS) {
            if (api.isRange()) {
                table.append(String.format(
                        "%-4s %-27s %-6s %016x\n",
                        api.owner().getSimpleName(),
                        api.name() + ", channels",
                        api.type().scalar,
                        channels(api, resultsPerAlpha)));
            }
        }
        return table.toString();
    }

    /** All alphas and moderate ones, which take other ways; neighbours of one channel and of several. */
    private static long channels(Api api, int count) {
        double[] moderate = {0.7, 2.5, 1, 0.01, 30};
        long hash = 0;
        for (int inner : new int[] {1, 3, 200}) {
            hash = channels(hash, api, api.type().alphas(api.owner()), inner, count);
            hash = channels(hash, api, moderate, inner, count);
        }
        return hash;
    }

    /** Goes on with the hash over so many results, or somewhat fewer, of a method with these alphas as channels. */
    public static long channels(long hash, Api api, double[] alphas, int inner, int count) {
        int length = count / (alphas.length * inner) * alphas.length * inner;
        double[] sums = new double[alphas.length];
        Object output = api.type().array(new double[length]);
        double[] x = DoubleStream.of(api.type().samples(1, length, 1))
                .map(xi -> Double.isNaN(xi) ? -0.5 : xi)
                .toArray();
        double[] dy = DoubleStream.of(api.type().samples(2, length, 1))
                .map(d -> Math.abs(d) < 4 ? d : 0.5)
                .toArray();
        Object[] arguments = api.parameters().stream()
                .map(parameter -> switch (parameter.getName()) {
                    case "x" -> api.type().array(x);
                    case "dy" -> api.type().array(dy);
                    case "alpha" -> api.type().array(alphas);
                    case "dalpha" -> sums;
                    case "inner" -> inner;
                    case "length" -> length;
                    default -> parameter.getType() == int.class ? 0 : output;
                })
                .toArray();
        api.call(arguments);
        return hash(hash(hash, Type.doubles(output)), sums);
    }

    /** In one range of half the elements, long enough for any loop, and ranges of 1, 2, 3 and so on. */
    private static long hash(long hash, Api api, double alpha, int count) {
        double[] x = api.type().samples(1, count, alpha);
        double[] dy = api.type().samples(2, count, 1);
        if (api.returnsSum()) { // one NaN or huge term would be all there is to see of a sum
            x = DoubleStream.of(x).map(xi -> Double.isNaN(xi) ? -0.5 : xi).toArray();
            dy = DoubleStream.of(dy).map(d -> Math.abs(d) < 4 ? d : 0.5).toArray();
        }
        double[][] inputs = api.inputs() == 1 ? new double[][] {x} : new double[][] {dy, x};
        int next = 1;
        int to = 0;
        while (to < count) {
            int from = to;
            to = from == 0 ? count / 2 : Math.min(from + next++, count);
            int end = to;
            double[][] part = Stream.of(inputs)
                    .map(input -> Arrays.copyOfRange(input, from, end))
                    .toArray(double[][]::new);
            for (double[] output : api.run(alpha, part)) {
                hash = hash(hash, output);
            }
        }
        return hash;
    }

    /** Any NaN counts as the same. */
    private static long hash(long before, double[] results) {
        long hash = before;
        for (double result : results) {
            hash = (hash ^ Double.doubleToLongBits(result)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
