package io.github.celu.testing;

import io.github.celu.CELU;
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** The two types of numbers. Tests compute in double, which holds every float, so that each is written only once. */
public enum Type {
    FLOAT(
            float.class,
            FloatBuffer.class,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            Float.MIN_EXPONENT - 23,
            Float.MAX_EXPONENT,
            0x1p-50,
            0x1p-22,
            0x1p18,
            0x1p50),
    DOUBLE(
            double.class,
            DoubleBuffer.class,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.MIN_EXPONENT - 52,
            Double.MAX_EXPONENT,
            0x1p-400,
            0x1p-88,
            0x1p88,
            0x1p400);

    public final Class<?> scalar;
    public final Class<?> array;
    public final Class<? extends Buffer> buffer;

    /** The smallest positive number. */
    public final double min;

    public final double max;

    /** Of the smallest and the largest number. */
    public final int minExponent;

    public final int maxExponent;

    private final double[] ends;

    Type(
            Class<?> scalar,
            Class<? extends Buffer> buffer,
            double min,
            double max,
            int minExponent,
            int maxExponent,
            double... ends) {
        this.scalar = scalar;
        this.array = scalar.arrayType();
        this.buffer = buffer;
        this.min = min;
        this.max = max;
        this.minExponent = minExponent;
        this.maxExponent = maxExponent;
        this.ends = ends;
    }

    /** The type that a class of scalars, arrays or buffers belongs to. */
    public static Type of(Class<?> c) {
        for (Type type : values()) {
            if (c == type.scalar || c == type.array || c == type.buffer) {
                return type;
            }
        }
        throw new AssertionError("neither a float nor a double kind of thing: " + c);
    }

    /** The limits, the ends of the moderate ones for ELU and for CELU, and some others; ELU has no limit at ∞. */
    public double[] alphas(Class<?> function) {
        DoubleStream finite = DoubleStream.concat(
                DoubleStream.of(0, min, round(1e-30), round(0.7), 1, 2.5, round(1e30), max), DoubleStream.of(ends));
        return function == CELU.class
                ? DoubleStream.concat(finite, DoubleStream.of(Double.POSITIVE_INFINITY))
                        .toArray()
                : finite.toArray();
    }

    public double[] samples(int seed, int length, double alpha) {
        return this == FLOAT
                ? doubles(Samples.floats(seed, length, (float) alpha))
                : Samples.doubles(seed, length, alpha);
    }

    public double round(double x) {
        return this == FLOAT ? (float) x : x;
    }

    public double ulp(double x) {
        return this == FLOAT ? Math.ulp((float) x) : Math.ulp(x);
    }

    public double nextUp(double x) {
        return this == FLOAT ? Math.nextUp((float) x) : Math.nextUp(x);
    }

    public Object scalar(double x) {
        return this == FLOAT ? (Object) (float) x : (Object) x;
    }

    public Object array(double... values) {
        if (this == DOUBLE) {
            return values.clone();
        }
        float[] array = new float[values.length];
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) values[i];
        }
        return array;
    }

    public static Buffer wrap(Object array) {
        return array instanceof float[] floats ? FloatBuffer.wrap(floats) : DoubleBuffer.wrap((double[]) array);
    }

    /** What an array holds, or all that a buffer holds wherever its position is, or one number. */
    public static double[] doubles(Object from) {
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
    public static void assertSame(double[] expected, double[] actual, Supplier<String> what) {
        int i = Arrays.mismatch(expected, actual);
        if (i >= 0) {
            throw new AssertionError(
                    what.get() + ": element " + i + " is " + hex(actual, i) + ", not " + hex(expected, i));
        }
    }

    public static String hex(double[] values, int i) {
        return i < values.length ? Double.toHexString(values[i]) : "missing";
    }
}
