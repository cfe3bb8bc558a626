package io.github.celu;

import io.github.celu.testing.Api;
import io.github.celu.testing.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ranges of arrays: every short length, every alignment, one array in several parts. Each element has the bits of the
 * scalar call, and no element outside the output range is written.
 */
class RangesTest {
    /** Three of the widest vectors and a bit more. */
    private static final int MAX_LENGTH = 70;

    private static final int OFFSETS = 18;

    private static final double GUARD = 123.25;

    static List<Api> ranges() {
        return Api.ranges();
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void everyLengthAndOffset(Api api) {
        for (double alpha : api.type().alphas(api.owner())) {
            double[][] inputs = inputs(api, alpha, 2_500);
            double[][] expected = api.elementByElement(alpha, inputs);
            for (int length = 0; length <= MAX_LENGTH; length++) {
                for (int i = 0; i < OFFSETS; i++) {
                    int[] offsets = {i, (5 * i + length) % OFFSETS, (7 * i + 3 * length) % OFFSETS};
                    assertRange(api, alpha, inputs, expected, 31 * length + i, length, offsets);
                }
            }
            for (int length : new int[] {383, 384, 511, 512, 513, 767, 769, 1024, 1025, 1535, 1537, 2049}) {
                assertRange(api, alpha, inputs, expected, length % 100, length, 5, 0, 9);
            }
        }
    }

    /** The two or three ranges side by side, the same, or overlapping by any number of elements in either direction. */
    @ParameterizedTest
    @MethodSource("ranges")
    void overlapBehavesAsIfCopiedFirst(Api api) {
        int[] shifts = IntStream.rangeClosed(-OFFSETS, OFFSETS).toArray();
        for (double alpha : new double[] {api.type().round(0.7), api.type().min}) {
            for (int length : new int[] {1, 2, 7, 16, 31, 32, 33, MAX_LENGTH}) {
                assertOverlaps(api, alpha, length, shifts);
            }
        }
    }

    /** The same where blocks of scratch come into it. */
    @ParameterizedTest
    @MethodSource("ranges")
    void longOverlapBehavesAsIfCopiedFirst(Api api) {
        int[] shifts = {-2048, -1025, -1024, -1023, -512, -511, -16, -1, 0, 1, 16, 511, 512, 1023, 1024, 1025, 2048};
        for (int length : new int[] {513, 1025, 2047, 2049}) {
            assertOverlaps(api, 2.5, length, shifts);
        }
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void inPlaceAtEveryLength(Api api) {
        for (double alpha : api.type().alphas(api.owner())) {
            for (int length = 0; length <= MAX_LENGTH; length++) {
                assertOverlaps(api, alpha, length, 0);
            }
        }
    }

    /** The elements from start on, put at the given offsets. */
    private static void assertRange(
            Api api, double alpha, double[][] inputs, double[][] expected, int start, int length, int... offsets) {
        Type type = api.type();
        double[][] before = new double[api.inputs() + api.outputs()][];
        for (int i = 0; i < before.length; i++) {
            before[i] = new double[offsets[i] + length + OFFSETS];
            Arrays.fill(before[i], GUARD);
        }
        double[][] after = Stream.of(before).map(double[]::clone).toArray(double[][]::new);
        for (int i = 0; i < api.inputs(); i++) {
            System.arraycopy(inputs[i], start, before[i], offsets[i], length);
            System.arraycopy(inputs[i], start, after[i], offsets[i], length);
        }
        for (int i = 0; i < api.outputs(); i++) {
            int output = api.inputs() + i;
            System.arraycopy(expected[i], start, after[output], offsets[output], length);
        }
        Object[] arrays = Stream.of(before).map(type::array).toArray();
        Object result = api.call(arguments(api, arrays, offsets, length, alpha));
        Supplier<String> what = () -> api + ", alpha " + Double.toHexString(alpha) + ", length " + length + ", offsets "
                + Arrays.toString(offsets) + ", inputs "
                + Stream.of(before).limit(api.inputs()).map(RangesTest::hex).toList();
        for (int i = 0; i < arrays.length; i++) {
            Type.assertSame(after[i], Type.doubles(arrays[i]), what);
        }
        if (result != null) {
            Type.assertSame(Api.sum(expected[api.outputs()], start, length), Type.doubles(result), what);
        }
    }

    private static void assertOverlaps(Api api, double alpha, int length, int... shifts) {
        int margin = Math.abs(shifts[0]);
        double[][] memories = new double[2][];
        for (int i = 0; i < memories.length; i++) {
            memories[i] = api.type().samples(10 + i, length + 2 * margin, alpha);
        }
        if (api.inputs() + api.outputs() == 2) {
            for (int shift : shifts) {
                assertOverlap(api, alpha, length, memories, new int[] {0, 0}, margin, margin + shift);
            }
            return;
        }
        for (int shift : shifts) {
            for (int otherShift : shifts) {
                int[] offsets = {margin, margin + shift, margin + otherShift};
                assertOverlap(api, alpha, length, memories, new int[] {0, 0, 0}, offsets);
            }
            for (int[] place : new int[][] {{0, 0, 1}, {0, 1, 0}, {0, 1, 1}}) {
                assertOverlap(api, alpha, length, memories, place, margin, margin + shift, margin);
                assertOverlap(api, alpha, length, memories, place, margin, margin, margin + shift);
            }
        }
    }

    /** Range i lies in memory place[i]. The same call on separate arrays tells what should come out. */
    private static void assertOverlap(
            Api api, double alpha, int length, double[][] memories, int[] place, int... offsets) {
        double[][] inputs = IntStream.range(0, api.inputs())
                .mapToObj(i -> Arrays.copyOfRange(memories[place[i]], offsets[i], offsets[i] + length))
                .toArray(double[][]::new);
        double[][] outputs = api.run(alpha, inputs);
        double[][] after = Stream.of(memories).map(double[]::clone).toArray(double[][]::new);
        for (int i = 0; i < api.outputs(); i++) {
            int output = api.inputs() + i;
            System.arraycopy(outputs[i], 0, after[place[output]], offsets[output], length);
        }
        Object[] spaces = Stream.of(memories).map(api.type()::array).toArray();
        Object[] arrays = IntStream.of(place).mapToObj(i -> spaces[i]).toArray();
        Object result = api.call(arguments(api, arrays, offsets, length, alpha));
        Supplier<String> what = () -> api + ", alpha " + Double.toHexString(alpha) + ", length " + length + ", offsets "
                + Arrays.toString(offsets) + " in arrays " + Arrays.toString(place) + ", inputs "
                + Stream.of(inputs).map(RangesTest::hex).toList();
        for (int i = 0; i < spaces.length; i++) {
            Type.assertSame(after[i], Type.doubles(spaces[i]), what);
        }
        if (result != null) {
            Type.assertSame(outputs[api.outputs()], Type.doubles(result), what);
        }
    }

    /** In the order of the parameters: array, offset, array, offset, and so on. */
    private static Object[] arguments(Api api, Object[] arrays, int[] offsets, int length, double alpha) {
        Object[] arguments = new Object[2 * arrays.length + 2];
        for (int i = 0; i < arrays.length; i++) {
            arguments[2 * i] = arrays[i];
            arguments[2 * i + 1] = offsets[i];
        }
        arguments[2 * arrays.length] = length;
        arguments[2 * arrays.length + 1] = api.type().scalar(alpha);
        return arguments;
    }

    /** x, or dy and x. */
    private static double[][] inputs(Api api, double alpha, int length) {
        double[] x = api.type().samples(1, length, alpha);
        return api.inputs() == 1
                ? new double[][] {x}
                : new double[][] {api.type().samples(2, length, 1), x};
    }

    private static List<String> hex(double[] values) {
        return Arrays.stream(values).mapToObj(Double::toHexString).toList();
    }
}
