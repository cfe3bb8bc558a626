package io.github.celu.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The software versions and the wrappers of {@link Fma} against {@link Math#fma}, bit for bit. */
class FmaTest {
    /** Without the instruction the yardstick itself takes microseconds. */
    private static final int COUNT = Fma.HARDWARE ? 300_000 : 10_000;

    private static final double[] DOUBLES = {
        0.0,
        Double.MIN_VALUE,
        3 * Double.MIN_VALUE,
        Math.nextDown(Double.MIN_NORMAL),
        Double.MIN_NORMAL,
        0x1p-537,
        0x1p-53,
        0.5,
        Math.nextDown(1.0),
        1.0,
        Math.nextUp(1.0),
        3.0,
        0x1p53,
        0x1p512,
        0x1p1023,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN
    };

    private static final float[] FLOATS = {
        0f,
        Float.MIN_VALUE,
        3 * Float.MIN_VALUE,
        Math.nextDown(Float.MIN_NORMAL),
        Float.MIN_NORMAL,
        0x1p-75f,
        0x1p-24f,
        0.5f,
        Math.nextDown(1f),
        1f,
        Math.nextUp(1f),
        3f,
        0x1p24f,
        0x1p64f,
        0x1p127f,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NaN
    };

    private final SplittableRandom random = new SplittableRandom(20170424);

    @Test
    void specialDoubles() {
        for (double a : DOUBLES) {
            for (double b : DOUBLES) {
                for (double c : DOUBLES) {
                    for (int signs = 0; signs < 4; signs++) {
                        check((signs & 1) == 0 ? a : -a, b, (signs & 2) == 0 ? c : -c);
                    }
                }
            }
        }
    }

    @Test
    void specialFloats() {
        for (float a : FLOATS) {
            for (float b : FLOATS) {
                for (float c : FLOATS) {
                    for (int signs = 0; signs < 4; signs++) {
                        check((signs & 1) == 0 ? a : -a, b, (signs & 2) == 0 ? c : -c);
                    }
                }
            }
        }
    }

    @Test
    void anyBits() {
        for (int i = 0; i < COUNT; i++) {
            check(
                    Double.longBitsToDouble(random.nextLong()),
                    Double.longBitsToDouble(random.nextLong()),
                    Double.longBitsToDouble(random.nextLong()));
            check(
                    Float.intBitsToFloat(random.nextInt()),
                    Float.intBitsToFloat(random.nextInt()),
                    Float.intBitsToFloat(random.nextInt()));
        }
    }

    /** Terms of similar size, which cancel, tie and round in every way. */
    @Test
    void similarTerms() {
        for (int i = 0; i < COUNT; i++) {
            checkDoubles(random.nextInt(-100, 100), 120);
            checkFloats(random.nextInt(-20, 20), 60);
        }
    }

    @Test
    void nearUnderflow() {
        for (int i = 0; i < COUNT; i++) {
            checkDoubles(random.nextInt(-1080, -960), 60);
            checkFloats(random.nextInt(-155, -90), 30);
        }
    }

    @Test
    void nearOverflow() {
        for (int i = 0; i < COUNT; i++) {
            checkDoubles(random.nextInt(1020, 1026), 60);
            checkFloats(random.nextInt(124, 130), 30);
        }
    }

    /** The addend is the negated rounded product or a neighbour of it, so that little more than its error is left. */
    @Test
    void cancellation() {
        for (int i = 0; i < COUNT; i++) {
            double a = randomDouble(random.nextInt(-1000, 500));
            double b = randomDouble(random.nextInt(-500, 500));
            double c = -(a * b);
            check(a, b, c);
            check(a, b, Math.nextUp(c));
            check(a, b, Math.nextDown(c));
            float s = randomFloat(random.nextInt(-120, 60));
            float t = randomFloat(random.nextInt(-60, 60));
            float u = -(s * t);
            check(s, t, u);
            check(s, t, Math.nextUp(u));
            check(s, t, Math.nextDown(u));
        }
    }

    /** Values worked out by hand, independent of {@link Math#fma}. */
    @Test
    void byHand() {
        assertEquals(0x1p-60, Fma.soft(1 + 0x1p-30, 1 + 0x1p-30, -(1 + 0x1p-29)));
        assertEquals(0x1p-28f, Fma.soft(1 + 0x1p-14f, 1 + 0x1p-14f, -(1 + 0x1p-13f)));
        // ties to even, and ties that a term far below decides
        assertEquals(1.0, Fma.soft(0x1p-27, 0x1p-26, 1.0));
        assertEquals(1 + 0x1p-51, Fma.soft(3 * 0x1p-27, 0x1p-26, 1.0));
        assertEquals(1 + 0x1p-52, Fma.soft(0x1p-27, Math.nextUp(0x1p-26), 1.0));
        assertEquals(1f, Fma.soft(0x1p-12f, 0x1p-12f, 1f));
        assertEquals(1 + 0x1p-22f, Fma.soft(3 * 0x1p-12f, 0x1p-12f, 1f));
        assertEquals(1 + 0x1p-23f, Fma.soft(0x1p-12f, Math.nextUp(0x1p-12f), 1f));
        // half of the smallest number, and a little more
        assertEquals(0.0, Fma.soft(0x1p-1000, 0x1p-75, 0.0));
        assertEquals(Double.MIN_VALUE, Fma.soft(0x1p-1000, Math.nextUp(0x1p-75), 0.0));
        // the last number, and half a step beyond it
        assertEquals(Double.MAX_VALUE, Fma.soft(0x1p500, Math.nextDown(0x1p470), Double.MAX_VALUE));
        assertEquals(Double.POSITIVE_INFINITY, Fma.soft(0x1p500, 0x1p470, Double.MAX_VALUE));
        // signs of zero, and a product that overflows
        assertEquals(-0.0, Fma.soft(-Double.MIN_VALUE, Double.MIN_VALUE, 0.0));
        assertEquals(0.0, Fma.soft(-1.0, 1.0, 1.0));
        assertEquals(-0.0, Fma.soft(-0.0, 1.0, -0.0));
        assertEquals(Double.NEGATIVE_INFINITY, Fma.soft(0x1p1000, 0x1p1000, Double.NEGATIVE_INFINITY));
    }

    /** A product of the given exponent, and an addend whose exponent is within {@code spread} of it. */
    private void checkDoubles(int exponent, int spread) {
        int half = exponent / 2 + random.nextInt(-20, 20);
        check(
                randomDouble(half),
                randomDouble(exponent - half),
                randomDouble(exponent + random.nextInt(-spread, spread)));
    }

    private void checkFloats(int exponent, int spread) {
        int half = exponent / 2 + random.nextInt(-20, 20);
        check(randomFloat(half), randomFloat(exponent - half), randomFloat(exponent + random.nextInt(-spread, spread)));
    }

    private static void check(double a, double b, double c) {
        long expected = Double.doubleToLongBits(Math.fma(a, b, c));
        if (Double.doubleToLongBits(Fma.soft(a, b, c)) != expected
                || Double.doubleToLongBits(Fma.fma(a, b, c)) != expected) {
            fail(Double.toHexString(a) + " * " + Double.toHexString(b) + " + " + Double.toHexString(c) + " = "
                    + Double.toHexString(Math.fma(a, b, c)) + ", not " + Double.toHexString(Fma.soft(a, b, c)));
        }
    }

    private static void check(float a, float b, float c) {
        int expected = Float.floatToIntBits(Math.fma(a, b, c));
        if (Float.floatToIntBits(Fma.soft(a, b, c)) != expected || Float.floatToIntBits(Fma.fma(a, b, c)) != expected) {
            fail(Float.toHexString(a) + "f * " + Float.toHexString(b) + "f + " + Float.toHexString(c) + "f = "
                    + Float.toHexString(Math.fma(a, b, c)) + ", not " + Float.toHexString(Fma.soft(a, b, c)));
        }
    }

    private double randomDouble(int exponent) {
        double significand = Double.longBitsToDouble(0x3FFL << 52 | fraction(52));
        return sign() * Math.scalb(significand, Math.min(exponent, 1023));
    }

    private float randomFloat(int exponent) {
        float significand = Float.intBitsToFloat(0x7F << 23 | (int) fraction(23));
        return sign() * Math.scalb(significand, Math.min(exponent, 127));
    }

    private int sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    /** Random bits, one bit, or a run of ones: the last two make ties and long carries common. */
    private long fraction(int width) {
        switch (random.nextInt(4)) {
            case 0:
                return 1L << random.nextInt(width);
            case 1:
                return (1L << width) - (1L << random.nextInt(width));
            default:
                return random.nextLong() >>> (64 - width);
        }
    }
}
