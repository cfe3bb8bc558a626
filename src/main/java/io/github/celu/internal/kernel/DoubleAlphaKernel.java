package io.github.celu.internal.kernel;

import static io.github.celu.internal.kernel.Fma.fma;

import io.github.celu.internal.Arguments;

/**
 * The numbers of one α for CELU's derivative in α of {@code double}, and the scalar function that all loops mirror line by
 * line: for x &lt; 0, with t = −x/α,
 *
 * <pre>
 *   expm1(−t) + t·exp(−t) = −(1 − 2⁻ⁿ·(1 + t)·exp(−r)),   t = n·ln2 + r
 * </pre>
 *
 * where n = 0 up to t = 1/2, and exp(−r) = 1 − r + r²·(1/2 − r·M(r)). Far from zero, n > 0, the product is subtracted from 1
 * with what all its steps round off; near zero, n = 0, where that would cancel, the same is r²·(1/2 − r/2 + (r + r²)·M(r)). The
 * result is minus that.
 * Leaving out any one of the low parts costs 3 to 4.6 ulp.
 */
public final class DoubleAlphaKernel {
    /** Adding it rounds to an integer n and leaves n in the low bits of the sum. */
    public static final double SHIFT = 0x1.8p52;

    /** M(r) = (1/2 − (exp(−r) − 1 + r)/r²)/r for −0.2 &lt;= r &lt;= 1/2, error 2⁻⁵⁵ of the result; see CoefficientsTest. */
    public static final double M0 = 0x1.5555555555556p-3; // 0.16666666666666669

    public static final double M1 = -0x1.55555555554efp-5; // -0.04166666666666596
    public static final double M2 = 0x1.111111110f26cp-7; // 0.008333333333319724
    public static final double M3 = -0x1.6c16c16bf864cp-10; // -0.001388888888861922
    public static final double M4 = 0x1.a01a01b76edd3p-13; // 1.9841269907581882E-4
    public static final double M5 = -0x1.a01a05e7cfb30p-16; // -2.4801591194330275E-5
    public static final double M6 = 0x1.71de375ce0af2p-19; // 2.755731584648334E-6
    public static final double M7 = -0x1.27d41afcf4c71p-22; // -2.7551179454278E-7
    public static final double M8 = 0x1.aad4f397e59c4p-26; // 2.4844883122685358E-8
    public static final double M9 = -0x1.ee25c86023078p-30; // -1.7976984554043676E-9

    public static final double LOG2E = 0x1.71547652b82fep0; // 1.4426950408889634
    public static final double MINUS_LN2 = -0x1.62e42fefa39efp-1; // -0.6931471805599453
    public static final double MINUS_LN2_LOW = -0x1.abc9e3b39803fp-56; // -2.3190468138462996E-17

    /** n = round(t·log2e + OFFSET) is 0 up to t = 1/2. */
    public static final double OFFSET = 0.5 - 0.5 * LOG2E;

    private static final long ONE = 0x3FF0000000000000L; // the bits of 1

    /** At t = 42 the result is −1, since 43·exp(−42) < 2⁻⁵⁴. */
    private static final double LIMIT = 42.0;

    /** Between these no step over- or underflows where it matters. */
    private static final double MODERATE_MIN = 0x1p-400;

    private static final double MODERATE_MAX = 0x1p400;

    /** The kernels of the last calls: see FloatKernel. */
    private static DoubleAlphaKernel[] celu;

    public final double alpha;
    public final double overAlpha; // of α·2ᵏ, whose derivative at x·2ᵏ is the same: α itself but for extreme ones
    public final double overAlphaLow; // what overAlpha lacks
    public final double limit; // from here on the result is −1

    private final double xScale; // 2ᵏ

    private DoubleAlphaKernel(double alpha) {
        Arguments.celuAlpha(alpha);
        this.alpha = alpha;
        // The limits: for α → 0 every x < 0 is scaled to −∞, α → ∞ has a way of its own.
        boolean finite = alpha > 0.0 && alpha < Double.POSITIVE_INFINITY;
        xScale = alpha == 0.0 ? Double.POSITIVE_INFINITY : finite && !isModerate() ? ScaledDouble.scale(alpha) : 1.0;
        double scaled = finite ? alpha * xScale : 1.0;
        overAlpha = 1.0 / scaled;
        overAlphaLow = fma(-scaled, overAlpha, 1.0) * overAlpha;
        limit = alpha == Double.POSITIVE_INFINITY ? 0.0 : LIMIT * scaled;
    }

    /** The kernel of CELU. */
    public static DoubleAlphaKernel celu(double alpha) {
        DoubleAlphaKernel[] slots = celu;
        if (slots == null) {
            Headroom.initializeFma();
            celu = slots = new DoubleAlphaKernel[DoubleKernel.SLOTS];
        }
        int slot = DoubleKernel.slot(alpha);
        DoubleAlphaKernel k = slots[slot];
        return k != null && k.alpha == alpha ? k : (slots[slot] = new DoubleAlphaKernel(alpha));
    }

    /** The same for scalar calls: see DoubleKernel. */
    public static DoubleAlphaKernel scalarCelu(double alpha) {
        DoubleAlphaKernel[] slots = celu;
        DoubleAlphaKernel k = slots == null ? null : slots[DoubleKernel.slot(alpha)];
        return k != null && k.alpha == alpha ? k : celu(alpha);
    }

    /** Whether the loops may use these numbers, which do without xScale. */
    public boolean isModerate() {
        return alpha >= MODERATE_MIN && alpha <= MODERATE_MAX;
    }

    /** 0 where x >= 0, otherwise the derivative of CELU in α. */
    public double derivative(double x) {
        return DoubleKernel.select(x, 0.0, derivativeLeft(x));
    }

    private double derivativeLeft(double x) {
        if (limit == 0.0) {
            return x == x ? 0.0 : x;
        }
        double minusX = -x * xScale;
        double w = minusX > limit ? limit : minusX;
        double t = w * overAlpha;
        double tLow = fma(w, overAlphaLow, fma(w, overAlpha, -t));
        double shifted = fma(t, LOG2E, OFFSET) + SHIFT;
        double n = shifted - SHIFT;
        double r = fma(n, MINUS_LN2, t);
        double rLow = fma(n, MINUS_LN2_LOW, tLow);
        double s = r + rLow;
        double s2 = s * s;
        double s4 = s2 * s2;
        double mLow = fma(s2, fma(s, M3, M2), fma(s, M1, M0));
        double mHigh = fma(s4, fma(s, M9, M8), fma(s2, fma(s, M7, M6), fma(s, M5, M4)));
        double m = fma(s4, mHigh, mLow);
        double rest = 1.0 - r;

        // near: s²·(h + hLow) with what s² and the sum s round off
        double s2Low = fma(s, s, -s2);
        double sLow = (r - s) + rLow;
        double sum = fma(s, s, s);
        double line = fma(s, -0.5, 0.5);
        double lineLow = fma(s, -0.5, 0.5 - line);
        double h = fma(sum, m, line);
        double hLow = fma(sum, m, line - h) + lineLow;
        double near = fma(s2, h, fma(s2, hLow, fma(s2Low, h, s * sLow * rest)));

        // far: 1 − 2⁻ⁿ·(v + vLow)·(rest + restLow) with v = 1 + t and rest = exp(−r) but for restLow
        double minusPower = -Double.longBitsToDouble(ONE - (Double.doubleToRawLongBits(shifted) << 52));
        double u = s2 * fma(-s, m, 0.5);
        double v = 1.0 + t;
        double vLow = (t - (v - 1.0)) + tLow;
        double restLow = ((1.0 - rest) - r) + (u - rLow);
        double product = v * rest;
        double productLow = fma(vLow, rest, fma(v, restLow, fma(v, rest, -product)));
        double difference = fma(minusPower, product, 1.0);
        double differenceLow = fma(minusPower, product, 1.0 - difference);
        double far = difference + fma(minusPower, productLow, differenceLow);
        return -(n == 0.0 ? near : far);
    }
}
