package io.github.celu.internal.kernel;

import static io.github.celu.internal.kernel.Fma.fma;

import io.github.celu.internal.Arguments;

/**
 * The numbers of one α for CELU's derivative in α of {@code float}, and the scalar function that all loops mirror line by
 * line: for x &lt; 0, with t = −x/α,
 *
 * <pre>
 *   expm1(−t) + t·exp(−t) = −(1 − 2⁻ⁿ·(1 + t)·exp(−r)),   t = n·ln2 + r
 * </pre>
 *
 * It works in {@code double}, because the terms cancel near zero. With p = r²·Q(−r) = exp(−r) − 1 + r,
 * (1 + t)·exp(−r) = 1 + n·ln2 + (p + t·(p − r)), so at n = 0 nothing large is left to cancel.
 */
public final class FloatAlphaKernel {
    /** Adding it rounds to an integer n and leaves n in the low bits of the sum. */
    public static final double SHIFT = 0x1.8p52;

    /**
     * 2^(127 − 1023), the difference of the biases: a double that is a float times this has the exponent field of the float, so that
     * shifting its bits makes the float, and a subnormal one is rounded alike.
     */
    public static final double FLOAT_SCALE = 0x1p-896;

    /** Q(−r) for |r| &lt;= ln2/2 with q0 = 1/2, error 2^-28.9 of the result; see CoefficientsTest. */
    public static final double Q0 = 0.5;

    public static final double Q1 = -0x1.5555514e587c1p-3; // -0.16666663666097573
    public static final double Q2 = 0x1.5554d71ca6fc4p-5; // 0.04166643156096897
    public static final double Q3 = -0x1.11158f884d03ap-7; // -0.008333869060699429
    public static final double Q4 = 0x1.6d61df1563437p-10; // 0.0013938228997603227
    public static final double Q5 = -0x1.9c030639413a5p-13; // -1.9646254239816005E-4
    public static final double LN2 = 0x1.62e42fefa39efp-1; // 0.6931471805599453

    private static final double LOG2E = 0x1.71547652b82fep0; // 1.4426950408889634

    /** At t = 21 the result is −1, since 22·exp(−21) < 2⁻²⁵. */
    private static final double LIMIT = 21.0;

    /** Between these the loops, which scale by FLOAT_SCALE, neither over- nor underflow. */
    private static final float MODERATE_MIN = 0x1p-100f;

    private static final float MODERATE_MAX = 0x1p100f;

    /** The kernels of the last calls: see FloatKernel. */
    private static FloatAlphaKernel[] celu;

    public final float alpha;
    public final double overAlpha;
    public final double minusLog2eOverAlpha;
    public final double limit; // from here on the result is −1

    private FloatAlphaKernel(float alpha) {
        Arguments.celuAlpha(alpha);
        this.alpha = alpha;
        // The limits: for α → 0 every x < 0 is beyond t = 21, for α → ∞ every t is 0.
        overAlpha = alpha == 0f ? 0x1p200 : alpha == Float.POSITIVE_INFINITY ? 1.0 : 1.0 / alpha;
        limit = alpha == Float.POSITIVE_INFINITY ? 0.0 : LIMIT / overAlpha;
        minusLog2eOverAlpha = -LOG2E * overAlpha;
    }

    /** The kernel of CELU. */
    public static FloatAlphaKernel celu(float alpha) {
        FloatAlphaKernel[] slots = celu;
        if (slots == null) {
            Headroom.initializeFma();
            celu = slots = new FloatAlphaKernel[FloatKernel.SLOTS];
        }
        int slot = FloatKernel.slot(alpha);
        FloatAlphaKernel k = slots[slot];
        return k != null && k.alpha == alpha ? k : (slots[slot] = new FloatAlphaKernel(alpha));
    }

    /** The same for scalar calls: see FloatKernel. */
    public static FloatAlphaKernel scalarCelu(float alpha) {
        FloatAlphaKernel[] slots = celu;
        FloatAlphaKernel k = slots == null ? null : slots[FloatKernel.slot(alpha)];
        return k != null && k.alpha == alpha ? k : celu(alpha);
    }

    /** Whether the loops may use these numbers: other α have scalar functions only. */
    public boolean isModerate() {
        return alpha >= MODERATE_MIN && alpha <= MODERATE_MAX;
    }

    /** 0 where x >= 0, otherwise the derivative of CELU in α. */
    public float derivative(float x) {
        return FloatKernel.select(x, 0f, derivativeLeft(x));
    }

    private float derivativeLeft(float x) {
        double w = -x > limit ? limit : -x;
        double t = w * overAlpha;
        double shifted = fma(w, minusLog2eOverAlpha, SHIFT);
        double n = shifted - SHIFT; // not positive: the power is 2ⁿ
        double r = fma(n, LN2, t);
        double r2 = r * r;
        double q = fma(r2, fma(r2, fma(r, Q5, Q4), fma(r, Q3, Q2)), fma(r, Q1, Q0));
        double p = r2 * q;
        double sum = fma(n, -LN2, fma(t, p - r, p));
        double power = Double.longBitsToDouble(
                Double.doubleToRawLongBits(FLOAT_SCALE) + (Double.doubleToRawLongBits(shifted) << 52));
        // Rounded to a float where that has the bits of a double with this scale, gradual underflow included.
        return (float) (fma(power, sum, power - FLOAT_SCALE) / FLOAT_SCALE);
    }
}
