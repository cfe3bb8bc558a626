package io.github.celu.internal;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Objects;

/** Argument checks whose messages name the argument and its value. All of them come before the first write. */
public final class Arguments {
    private Arguments() {}

    /** For CELU, whose limit α = ∞ is the identity. */
    public static void celuAlpha(double alpha) {
        if (!(alpha >= 0.0)) {
            throw new IllegalArgumentException("alpha must not be negative or NaN: " + alpha);
        }
    }

    /** For CELU, whose limit α = ∞ is the identity. */
    public static void celuAlpha(float alpha) {
        if (!(alpha >= 0f)) {
            throw new IllegalArgumentException("alpha must not be negative or NaN: " + alpha);
        }
    }

    /** For ELU, which has no limit at α = ∞. */
    public static void eluAlpha(double alpha) {
        if (!(alpha >= 0.0 && alpha <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("alpha must be finite and not negative: " + alpha);
        }
    }

    /** For ELU, which has no limit at α = ∞. */
    public static void eluAlpha(float alpha) {
        if (!(alpha >= 0f && alpha <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("alpha must be finite and not negative: " + alpha);
        }
    }

    public static int length(float[] array, String name) {
        return notNull(array, name).length;
    }

    public static int length(double[] array, String name) {
        return notNull(array, name).length;
    }

    public static void sameLength(int length, String name, int otherLength, String otherName) {
        if (length != otherLength) {
            throw new IllegalArgumentException(
                    "lengths differ: " + name + " has " + length + ", " + otherName + " has " + otherLength);
        }
    }

    public static void range(float[] array, String name, int offset, int length) {
        range(length(array, name), name, offset, length);
    }

    public static void range(double[] array, String name, int offset, int length) {
        range(length(array, name), name, offset, length);
    }

    private static void range(int arrayLength, String name, int offset, int length) {
        if ((offset | length) < 0 || length > arrayLength - offset) {
            throw new IndexOutOfBoundsException("offset " + offset + " and length " + length + " do not fit into "
                    + name + " of length " + arrayLength);
        }
    }

    /** How many elements remain. (With a Buffer as parameter, the verifier of its callers would load both kinds.) */
    public static int remaining(FloatBuffer buffer, String name) {
        return notNull(buffer, name).remaining();
    }

    public static int remaining(DoubleBuffer buffer, String name) {
        return notNull(buffer, name).remaining();
    }

    public static void writable(FloatBuffer buffer) {
        writable(buffer.isReadOnly());
    }

    public static void writable(DoubleBuffer buffer) {
        writable(buffer.isReadOnly());
    }

    private static void writable(boolean isReadOnly) {
        if (isReadOnly) {
            throw new ReadOnlyBufferException();
        }
    }

    private static <T> T notNull(T value, String name) {
        return Objects.requireNonNull(value, name);
    }
}
