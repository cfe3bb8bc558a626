package io.github.celu.testing;

/**
 * Inputs that are the same on every JVM: numbers of all magnitudes, most of them negative and where the functions bend,
 * with special ones among them.
 */
public final class Samples {
    private static final double[] SPECIAL_DOUBLES = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        -3 * Double.MIN_VALUE,
        -Math.nextDown(Double.MIN_NORMAL),
        -Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1.0,
        -1.0,
        -0x1p-54,
        -38.0,
        -708.5,
        -745.0,
        -746.0
    };

    private static final float[] SPECIAL_FLOATS = {
        0f,
        -0f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        -3 * Float.MIN_VALUE,
        -Math.nextDown(Float.MIN_NORMAL),
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1f,
        -1f,
        -0x1p-25f,
        -18f,
        -87.5f,
        -103f,
        -104f
    };

    private Samples() {}

    /** Returns numbers for a function that bends at the scale of alpha or of 1. */
    public static double[] doubles(int seed, int length, double alpha) {
        double[] x = new double[length];
        for (int i = 0; i < length; i++) {
            long random = random(seed, i);
            x[i] = switch (draw(random, 0, 8)) {
                case 0 -> SPECIAL_DOUBLES[draw(random, 4, SPECIAL_DOUBLES.length)];
                case 1 -> Double.longBitsToDouble(random);
                case 2, 3 -> near(random);
                default -> near(random) * alpha;
            };
        }
        return x;
    }

    /** Returns numbers for a function that bends at the scale of alpha or of 1. */
    public static float[] floats(int seed, int length, float alpha) {
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            long random = random(seed, i);
            x[i] = switch (draw(random, 0, 8)) {
                case 0 -> SPECIAL_FLOATS[draw(random, 4, SPECIAL_FLOATS.length)];
                case 1 -> Float.intBitsToFloat((int) (random >>> 32));
                case 2, 3 -> (float) near(random);
                default -> (float) (near(random) * alpha);
            };
        }
        return x;
    }

    /** From 2⁻⁶⁰ to 2¹¹, most of it above 2⁻⁶, and seven times out of eight negative. */
    private static double near(long random) {
        int exponent = draw(random, 8, 4) == 0 ? draw(random, 12, 54) - 60 : draw(random, 12, 17) - 6;
        double significand = Double.longBitsToDouble(0x3FFL << 52 | random >>> 12);
        return Math.scalb(draw(random, 20, 8) == 0 ? significand : -significand, exponent);
    }

    /** A number from 0 to bound − 1 out of the bits from the given one on. */
    private static int draw(long random, int bit, int bound) {
        return (int) Long.remainderUnsigned(random >>> bit, bound);
    }

    /** SplitMix64 (Steele, Lea and Flood 2014), written out because no JDK promises the numbers of its own. */
    private static long random(int seed, int index) {
        long z = ((long) seed << 32 | index) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
