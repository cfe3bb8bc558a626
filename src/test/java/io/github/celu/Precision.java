package io.github.celu;

import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** The two types of the library. Tests compute in double, which holds every float, so that each is written only once. */
enum Precision {
    FLOAT(float.class, FloatBuffer.class, Float.MIN_VALUE, Float.MAX_VALUE, 0x1p-50, 0x1p-22, 0x1p18, 0x1p50),
    DOUBLE(double.class, DoubleBuffer.class, Double.MIN_VALUE, Double.MAX_VALUE, 0x1p-400, 0x1p-88, 0x1p88, 0x1p400);

    final Class<?> scalar;
    final Class<?> array;
    final Class<? extends Buffer> buffer;
    final double min;
    final double max;
    private final double[] ends;

    Precision(Class<?> scalar, Class<? extends Buffer> buffer, double min, double max, double... ends) {
        this.scalar = scalar;
        this.array = scalar.arrayType();
        this.buffer = buffer;
        this.min = min;
        this.max = max;
        this.ends = ends;
    }

    /** The type that a class of scalars, arrays or buffers belongs to. */
    static Precision of(Class<?> c) {
        for (Precision type : values()) {
            if (c == type.scalar || c == type.array || c == type.buffer) {
                return type;
            }
        }
        throw new AssertionError("neither a float nor a double kind of thing: " + c);
    }

    /** The limits, the ends of the moderate ones for ELU and for CELU, and some others; ELU has no limit at ∞. */
    double[] alphas(Class<?> function) {
        DoubleStream finite = DoubleStream.concat(
                DoubleStream.of(0, min, round(1e-30), round(0.7), 1, 2.5, round(1e30), max), DoubleStream.of(ends));
        return function == CELU.class
                ? DoubleStream.concat(finite, DoubleStream.of(Double.POSITIVE_INFINITY))
                        .toArray()
                : finite.toArray();
    }

    double[] samples(int seed, int length, double alpha) {
        return this == FLOAT
                ? doubles(Samples.floats(seed, length, (float) alpha))
                : Samples.doubles(seed, length, alpha);
    }

    double round(double value) {
        return this == FLOAT ? (float) value : value;
    }

    Object scalar(double value) {
        return this == FLOAT ? (Object) (float) value : (Object) value;
    }

    Object array(double... values) {
        if (this == DOUBLE) {
            return values.clone();
        }
        float[] array = new float[values.length];
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) values[i];
        }
        return array;
    }

    static Buffer wrap(Object array) {
        return array instanceof float[] floats ? FloatBuffer.wrap(floats) : DoubleBuffer.wrap((double[]) array);
    }

    /** What an array holds, or all that a buffer holds wherever its position is, or one number. */
    static double[] doubles(Object from) {
        if (from instanceof float[] array) {
            double[] values = new double[array.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = array[i];
            }
            return values;
        }
        if (from instanceof FloatBuffer buffer) {
            float[] values = new float[buffer.capacity()];
            buffer.duplicate().clear().get(values);
            return doubles(values);
        }
        if (from instanceof DoubleBuffer buffer) {
            double[] values = new double[buffer.capacity()];
            buffer.duplicate().clear().get(values);
            return values;
        }
        return from instanceof Number number ? new double[] {number.doubleValue()} : (double[]) from;
    }

    /** Fails unless the bits are the same, any NaN being as good as any other. */
    static void assertSame(double[] expected, double[] actual, Supplier<String> what) {
        int i = Arrays.mismatch(expected, actual);
        if (i >= 0) {
            throw new AssertionError(
                    what.get() + ": element " + i + " is " + hex(actual, i) + ", not " + hex(expected, i));
        }
    }

    static String hex(double[] values, int i) {
        return i < values.length ? Double.toHexString(values[i]) : "missing";
    }
}
