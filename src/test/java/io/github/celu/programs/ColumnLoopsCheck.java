package io.github.celu.programs;

import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.DoubleColumnLoops;
import io.github.celu.internal.loops.FloatColumnLoops;
import io.github.celu.testing.Type;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Compares every method of some loops for columns with the scalar functions of the columns' kernels, bit for bit, and sees that
 * nothing else is written. Numbers of either type are double here.
 */
public final class ColumnLoopsCheck {
    private static final double[] FLOAT_ALPHAS = {0.7, 0x1p-22, 2.5, 1, 0x1p18};
    private static final double[] DOUBLE_ALPHAS = {0.7, 0x1p-88, 2.5, 1, 0x1p88};

    private static final double[] EXTREME_ALPHAS = {0, 0.7, 0x1p-149, 2.5};

    /** Channels and inner: about the lanes of a vector, dividing them or not; about a block of plain loops; and the most there are. */
    private static final int[][] SHAPES = {
        {1, 1},
        {2, 1},
        {3, 1},
        {5, 1},
        {7, 1},
        {8, 1},
        {15, 1},
        {16, 1},
        {17, 1},
        {32, 1},
        {33, 1},
        {100, 1},
        {3, 4},
        {5, 7},
        {511, 1},
        {171, 3},
        {3, 200},
        {4_095, 1}
    };

    /** Also more than a block, whatever the columns. */
    private static final int[] ROWS = {0, 1, 2, 15, 16, 17, 33, 400};

    private static final int MARGIN = 20;

    private ColumnLoopsCheck() {}

    public static void check(FloatColumnLoops loops, boolean extremes) {
        check(loops, FloatColumnLoops.class, Type.FLOAT, FLOAT_ALPHAS);
        if (extremes) {
            check(loops, FloatColumnLoops.class, Type.FLOAT, EXTREME_ALPHAS);
        }
    }

    public static void check(DoubleColumnLoops loops, boolean extremes) {
        check(loops, DoubleColumnLoops.class, Type.DOUBLE, DOUBLE_ALPHAS);
        if (extremes) {
            check(loops, DoubleColumnLoops.class, Type.DOUBLE, EXTREME_ALPHAS);
        }
    }

    /** Those that run a loop. */
    public static List<Method> methods(Class<?> loops) {
        return List.of(loops.getMethods());
    }

    private static void check(Object loops, Class<?> type, Type elements, double[] alphas) {
        IntFunction<Object[]> celu = channels -> kernels(elements, channels, alphas, false);
        IntFunction<Object[]> elu = channels -> kernels(elements, channels, alphas, true);
        for (Method method : methods(type)) {
            for (int[] shape : SHAPES) {
                for (int rows : shape[0] * shape[1] > 100 ? new int[] {17} : ROWS) {
                    check(loops, elements, method, celu.apply(shape[0]), shape[1], rows, false);
                    check(loops, elements, method, celu.apply(shape[0]), shape[1], rows, true);
                    check(loops, elements, method, elu.apply(shape[0]), shape[1], rows, false);
                }
            }
        }
    }

    private static Object[] kernels(Type type, int channels, double[] alphas, boolean elu) {
        Object[] kernels = type == Type.FLOAT ? new FloatKernel[channels] : new DoubleKernel[channels];
        for (int c = 0; c < channels; c++) {
            double alpha = alphas[c % alphas.length];
            float a = (float) alpha;
            kernels[c] = type == Type.FLOAT
                    ? elu ? FloatKernel.elu(a) : FloatKernel.celu(a)
                    : elu ? DoubleKernel.elu(alpha) : (Object) DoubleKernel.celu(alpha);
        }
        return kernels;
    }

    private static void check(
            Object loops, Type type, Method method, Object[] kernels, int inner, int rows, boolean inPlace) {
        int columns = kernels.length * inner;
        int length = rows * columns;
        int inputs = method.getName().equals("backward") ? 2 : 1;
        int[] offsets = {length % 17, length % 13, inPlace ? length % 17 : length % 11};
        double[][] arrays = new double[3][];
        for (int i = 0; i < 3; i++) {
            arrays[i] = LoopsCheck.samples(type, i, length + MARGIN, 0.7, 0.7);
        }
        int output = inPlace ? 0 : 2;
        double[] expected = arrays[output].clone();
        for (int i = 0; i < length; i++) {
            Object k = kernels[i % columns / inner];
            double first = arrays[0][offsets[0] + i];
            double result = inputs == 1
                    ? element(method, k, first)
                    : type.round(first * element(method, k, arrays[1][offsets[1] + i]));
            expected[offsets[output] + i] = result;
        }
        Object[] actual = Stream.of(arrays).map(type::array).toArray();
        Object out = actual[output];
        Object[] arguments = inputs == 1
                ? new Object[] {kernels, kernels.length, inner, actual[0], offsets[0], out, offsets[output], length}
                : new Object[] {
                    kernels,
                    kernels.length,
                    inner,
                    actual[0],
                    offsets[0],
                    actual[1],
                    offsets[1],
                    out,
                    offsets[output],
                    length
                };

        LoopsCheck.invoke(method, loops, arguments);

        double[] result = Type.doubles(out);
        int k = Arrays.mismatch(expected, result);
        if (k >= 0) {
            throw new AssertionError(String.format(
                    "%s.%s, %d channels, inner %d, %d rows, offsets %s%s: %s instead of %s at %d",
                    loops.getClass().getSimpleName(),
                    method.getName(),
                    kernels.length,
                    inner,
                    rows,
                    Arrays.toString(offsets),
                    inPlace ? ", in place" : "",
                    Double.toHexString(result[k]),
                    Double.toHexString(expected[k]),
                    k));
        }
    }

    private static double element(Method method, Object kernel, double x) {
        boolean value = method.getName().equals("value");
        if (kernel instanceof FloatKernel k) {
            return value ? k.value((float) x) : k.derivative((float) x);
        }
        DoubleKernel k = (DoubleKernel) kernel;
        return value ? k.value(x) : k.derivative(x);
    }
}
