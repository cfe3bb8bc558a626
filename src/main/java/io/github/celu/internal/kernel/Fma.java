package io.github.celu.internal.kernel;

/**
 * Fused multiply-add with the bits of {@link Math#fma} and without its worst case.
 *
 * <p>Where the processor or the JVM has no fused multiply-add instruction, {@code Math.fma} goes through
 * {@link java.math.BigDecimal} and takes a microsecond or more a call. The software versions here give the same
 * bits in about 2 (float) and 11 (double) nanoseconds.
 */
public final class Fma {
    private static final long FRACTION = (1L << 52) - 1;
    private static final long INFINITY = 0x7FFL << 52;

    /** A NaN that carries a number. */
    private static final long NAN = INFINITY | 1L << 51 | 42;

    /** Whether {@link Math#fma} is an instruction here. It decides which way is taken, never the result. */
    public static final boolean HARDWARE = isHardware(Double.longBitsToDouble(NAN));

    private Fma() {}

    /** Being called is enough: the JVM initialises the class. */
    static void initialize() {}

    /** Returns {@code a * b + c}, rounded once. */
    public static float fma(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : soft(a, b, c);
    }

    /** Returns {@code a * b + c}, rounded once. */
    public static double fma(double a, double b, double c) {
        return HARDWARE ? Math.fma(a, b, c) : soft(a, b, c);
    }

    /**
     * No portable API tells. But most processors hand on what a NaN carries, and {@code Math.fma} in Java does not. (Not timed where
     * that decides: BigDecimal, for the first time in a JVM, needs more stack and heap than {@link Headroom} asks for.)
     */
    private static boolean isHardware(double nan) {
        boolean handsOn = Double.doubleToRawLongBits(nan + 1) == NAN;
        return handsOn ? Double.doubleToRawLongBits(Math.fma(nan, 1.0, 1.0)) == NAN : isFast();
    }

    /**
     * For RISC-V, where every NaN is the same. Four calls take about 0.1 µs with the instruction, even in an interpreter, and over
     * 2 µs without it, even when BigDecimal has long been compiled. The shortest of several tries counts, because any one of them may
     * be interrupted, and the clock's own time does not, because some clocks are slow. A wrong answer would cost time, not accuracy.
     */
    private static boolean isFast() {
        long clock = Long.MAX_VALUE;
        long calls = Long.MAX_VALUE;
        double x = 1.1;
        for (int i = 0; i < 5; i++) {
            long before = System.nanoTime();
            long start = System.nanoTime();
            x = Math.fma(x, 1.3, -0.7);
            x = Math.fma(x, 1.3, -0.7);
            x = Math.fma(x, 1.3, -0.7);
            x = Math.fma(x, 1.3, -0.7);
            calls = Math.min(calls, System.nanoTime() - start);
            clock = Math.min(clock, start - before);
        }
        // x is finite, but a compiler that does not know must keep the calls.
        return calls - clock < 500 && Double.isFinite(x);
    }

    /**
     * The product of two floats is exact in double. The sum is rounded to odd: an inexact result always ends in a one
     * bit, so the second rounding, to float, sees on which side of a tie the exact sum lies. (Boldo and Melquiond,
     * "Emulation of a FMA and correctly rounded sums: proved algorithms using rounding to odd", 2008.)
     */
    public static float soft(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double part = sum - product;
        double error = (product - (sum - part)) + (c - part);
        // Not error != 0, which is true for the NaN that comes with an infinite sum.
        if (error < 0 || error > 0) {
            long bits = Double.doubleToRawLongBits(sum);
            if ((bits & 1) == 0) {
                sum = Double.longBitsToDouble(error > 0 == sum > 0 ? bits + 1 : bits - 1);
            }
        }
        return (float) sum;
    }

    /**
     * Integer arithmetic on 128 bits: both terms as {@code (high, low) * 2^exponent}, the smaller one shifted to the
     * exponent of the larger with its lost bits gathered in the last ("sticky") bit, added, and rounded to even.
     */
    public static double soft(double a, double b, double c) {
        if (a == 0 || b == 0 || !Double.isFinite(a) || !Double.isFinite(b)) {
            return a * b + c;
        }
        if (c == 0) {
            return a * b; // adding +0.0 would lose the sign of a product that underflows
        }
        if (!Double.isFinite(c)) {
            return c; // a * b may overflow to the opposite infinity, and the sum would be NaN
        }
        long aBits = Double.doubleToRawLongBits(a);
        long bBits = Double.doubleToRawLongBits(b);
        long cBits = Double.doubleToRawLongBits(c);
        // The product is in [2^124, 2^126) with 20 zeros at its end, c in [2^125, 2^126) with 73.
        long aSignificand = significand(aBits) << 10;
        long bSignificand = significand(bBits) << 10;
        long high = Math.multiplyHigh(aSignificand, bSignificand);
        long low = aSignificand * bSignificand;
        int exponent = exponent(aBits) + exponent(bBits) - 20;
        long sign = aBits ^ bBits;
        long addendHigh = significand(cBits) << 9;
        long addendLow = 0;
        int shift = exponent - (exponent(cBits) - 73);
        long negate = (sign ^ cBits) >> 63;
        if (shift < 0) {
            exponent -= shift;
            shift = -shift;
            sign = cBits;
            addendLow = low;
            low = 0;
            long swap = addendHigh;
            addendHigh = high;
            high = swap;
        }
        // Bits get lost only in a shift by more than 20, and after that no more than one bit can cancel.
        long lost;
        if (shift < 64) {
            lost = (addendLow << 1) << (63 - shift);
            addendLow = addendLow >>> shift | (addendHigh << 1) << (63 - shift);
            addendHigh >>>= shift;
        } else {
            shift = Math.min(shift, 127);
            lost = addendLow | (addendHigh << 1) << (127 - shift);
            addendLow = addendHigh >>> (shift - 64);
            addendHigh = 0;
        }
        addendLow |= sticky(lost);

        // Add, or subtract in two's complement; then take the absolute value in the same way.
        addendLow = (addendLow ^ negate) - negate;
        addendHigh = (addendHigh ^ negate) + (addendLow == 0 ? -negate : 0);
        low += addendLow;
        high += addendHigh + (low + Long.MIN_VALUE < addendLow + Long.MIN_VALUE ? 1 : 0);
        negate = high >> 63;
        sign ^= negate;
        low = (low ^ negate) - negate;
        high = (high ^ negate) + (low == 0 ? -negate : 0);

        if (high == 0) {
            if (low == 0) {
                return 0.0;
            }
            // So much cancels only if nothing was lost, so low ends in zeros and the shift loses nothing either.
            high = low >>> 1;
            exponent -= 63;
            low = 0;
        }
        int leading = Long.numberOfLeadingZeros(high) - 1;
        long sum = high << leading | (low >>> 1) >>> (63 - leading) | sticky(low << leading);
        exponent -= leading - 64;

        // Of the 63 bits of the sum a normal number keeps 53, a subnormal one as many as its exponent leaves.
        int drop = Math.max(10, -1074 - exponent);
        if (drop > 63) {
            return Double.longBitsToDouble(sign & Long.MIN_VALUE);
        }
        int biased = exponent + drop + 1074;
        long rounded = (sum + (1L << (drop - 1)) - 1 + (sum >>> drop & 1)) >>> drop;
        // A carry out of the significand moves on into the exponent, up to infinity.
        long bits = biased > 2045 ? INFINITY : ((long) biased << 52) + rounded;
        return Double.longBitsToDouble(sign & Long.MIN_VALUE | bits);
    }

    /** The significand in [2^52, 2^53), for subnormal numbers too. */
    private static long significand(long bits) {
        long fraction = bits & FRACTION;
        return (bits & INFINITY) != 0 ? fraction | 1L << 52 : fraction << (Long.numberOfLeadingZeros(fraction) - 11);
    }

    /** The exponent that belongs to {@link #significand}: a number is {@code significand * 2^exponent}. */
    private static int exponent(long bits) {
        int biased = (int) (bits >>> 52) & 0x7FF;
        return biased != 0 ? biased - 1075 : -1063 - Long.numberOfLeadingZeros(bits & FRACTION);
    }

    private static long sticky(long lost) {
        return lost == 0 ? 0 : 1;
    }
}
