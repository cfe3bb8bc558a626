package io.github.celu.internal;

import static io.github.celu.internal.Fma.fma;

/**
 * The algorithm for {@code float}: for x &lt; 0 the value a·expm1(x/b) and the derivative c·exp(x/b), with a = b = α and
 * c = 1 for CELU, a = c = α and b = 1 for ELU. docs/accuracy.md derives it and lists the measured errors.
 *
 * <p>The argument is reduced in the x domain, x = n·b·ln2 + r with |r| &lt;= b·ln2/2, so that x itself, and not a rounded
 * x/b, enters the result: near zero the value is x plus a small correction. With h = r/(2b) everything comes from
 * z = (exp(2h) − 1 − 2h)/(2h) = h + h²·S(h):
 *
 * <pre>
 *   value      = a·(2ⁿ − 1) + (a/b)·2ⁿ·(r + r·z)
 *   derivative = 2c·2ⁿ·(1/2 + h + h·z)
 * </pre>
 *
 * where each large term is kept together with its rounding error. Largest errors found: value 0.93 ulp, derivative 0.86
 * ulp. {@link PlainFloat} and {@link VectorFloat} execute the very operations of this class.
 */
public final class FloatKernel {
    /** Adding it rounds to an integer n and leaves n in the low bits of the sum. */
    static final float SHIFT = 0x1.8p23f;

    /** Keeps c·2ⁿ a normal number until the derivative is multiplied by UNBIAS, wherever it is not zero. */
    static final float BIAS = 0x1p76f;

    static final float UNBIAS = 0x1p-76f;

    /** S(h) = (exp(2h) − 1 − 2h − 2h²)/(2h³) for |h| &lt;= ln2/4, error 2⁻²⁹ of the value; see CoefficientsTest. */
    static final float S0 = 0x1.555556p-1f; // 0.6666667

    static final float S1 = 0x1.55551ap-2f; // 0.33333245
    static final float S2 = 0x1.1110f6p-3f; // 0.13333313
    static final float S3 = 0x1.6d110ap-5f; // 0.04456379
    static final float S4 = 0x1.a0f86cp-7f; // 0.012724927

    private static final double LN2 = 0x1.62e42fefa39efp-1; // 0.6931471805599453
    private static final double LOG2E = 0x1.71547652b82fep0; // 1.4426950408889634

    /** At −18·b the value is −a, since exp(−18) < 2⁻²⁵; at −105·b exp(x/b) is 0, since exp(−105) < 2⁻¹⁵⁰. */
    private static final float VALUE_FLOOR = -18f;

    private static final float DERIVATIVE_FLOOR = -105f;

    /** Between these no intermediate result overflows, or underflows where it matters. */
    private static final float MODERATE_MIN = 0x1p-50f;

    private static final float MODERATE_MAX = 0x1p50f;

    final float a;
    final float c;
    final float valueFloor;
    final float derivativeFloor;
    final float log2eOverB;
    final float minusBLn2High;
    final float minusBLn2Low;
    final float halfOverB;
    final float halfOverBLow;
    final float hPerN;
    final float minusSlope; // −a/b, the value's slope at 0
    final float cBiased;

    private final boolean celu;
    private final float alpha;
    private final float scale;
    private final DoubleKernel wide;

    /** Scratch of the plain loops. A kernel serves one call, so the blocks of a call share it, and no two threads do. */
    private float[][] scratch;

    private FloatKernel(
            boolean celu, float alpha, float scale, float a, float b, float c, float slope, DoubleKernel wide) {
        this.celu = celu;
        this.alpha = alpha;
        this.scale = scale;
        this.wide = wide;
        this.a = a;
        this.c = c;
        valueFloor = VALUE_FLOOR * b;
        derivativeFloor = (float) ((DERIVATIVE_FLOOR - LN2 * (Math.getExponent(c) + 1)) * b);
        double bLn2 = b * LN2;
        minusBLn2High = (float) -bLn2;
        minusBLn2Low = (float) (-bLn2 - minusBLn2High);
        double overB = 1.0 / b;
        log2eOverB = (float) (LOG2E * overB);
        halfOverB = (float) (0.5 * overB);
        halfOverBLow = (float) (0.5 * overB - halfOverB);
        hPerN = (float) ((double) minusBLn2Low * halfOverB + (double) minusBLn2High * halfOverBLow);
        minusSlope = -slope;
        cBiased = c * BIAS;
    }

    /** The kernel of CELU; alpha is not NaN and not negative. */
    public static FloatKernel celu(float alpha) {
        // CELU(x, α) = CELU(2ᵏx, 2ᵏα)/2ᵏ exactly, which takes extreme α to moderate ones.
        float scale = alpha < MODERATE_MIN ? 0x1p100f : alpha > MODERATE_MAX ? 0x1p-78f : 1f;
        float b = alpha * scale;
        return new FloatKernel(true, alpha, scale, b, b, 1f, 1f, null);
    }

    /** The kernel of ELU; alpha is not NaN, not negative and finite. */
    public static FloatKernel elu(float alpha) {
        boolean extreme = alpha < MODERATE_MIN || alpha > MODERATE_MAX;
        return new FloatKernel(false, alpha, 1f, alpha, 1f, alpha, alpha, extreme ? DoubleKernel.elu(alpha) : null);
    }

    /** Whether the array loops of the backends may be used; otherwise arrays are done element by element. */
    boolean isModerate() {
        return scale == 1f && wide == null;
    }

    public float value(float x) {
        if (x >= 0f) {
            return x;
        }
        return isModerate() ? moderateValue(x) : extremeValue(x);
    }

    public float derivative(float x) {
        if (x >= 0f) {
            return 1f;
        }
        return isModerate() ? moderateDerivative(x) : extremeDerivative(x);
    }

    /** dy times the derivative that follows from the output y = value(x) alone. */
    float backwardFromOutput(float dy, float y) {
        if (alpha == 0f) {
            return y > 0f ? dy : Float.isNaN(y) ? y : Float.isNaN(dy) ? dy : 0f;
        }
        if (celu) {
            // α = ∞ apart, because y = −∞ is an output then
            return dy * (alpha == Float.POSITIVE_INFINITY && y < 0f ? 1f : 1f + Math.min(y, 0f) / alpha);
        }
        return dy * (y >= 0f ? 1f : alpha + y);
    }

    float[][] scratch(int arrays, int length) {
        if (scratch == null || scratch[0].length < length) {
            scratch = new float[arrays][length];
        }
        return scratch;
    }

    private float moderateValue(float x) {
        float clamped = x < valueFloor ? valueFloor : x;
        float shifted = shifted(clamped);
        float n = shifted - SHIFT;
        return -minusValue(clamped, n, z(clamped, n), scale(a, shifted), scale(minusSlope, shifted));
    }

    private float moderateDerivative(float x) {
        float clamped = x < derivativeFloor ? derivativeFloor : x;
        float shifted = shifted(clamped);
        float n = shifted - SHIFT;
        return derivative(clamped, n, z(clamped, n), scale(cBiased, shifted));
    }

    /** n + SHIFT with n = round(x·log2e/b). */
    float shifted(float x) {
        return fma(x, log2eOverB, SHIFT);
    }

    /** y·2ⁿ from n + SHIFT, for normal y and y·2ⁿ. */
    static float scale(float y, float shifted) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) + (Float.floatToRawIntBits(shifted) << 23));
    }

    /** z for valueFloor or derivativeFloor &lt;= x &lt;= 0. */
    float z(float x, float n) {
        float h = h(r(x, n), hCorrection(x, n));
        float h2 = h * h;
        float s = fma(h2, fma(h2, S4, fma(S3, h, S2)), fma(S1, h, S0));
        return fma(h2, s, h);
    }

    /** −a·expm1(x/b), never −0, for valueFloor &lt;= x &lt;= 0, aPower = a·2ⁿ and slopePower = −a/b·2ⁿ. */
    float minusValue(float x, float n, float z, float aPower, float slopePower) {
        float r = r(x, n);
        float rLow = n * minusBLn2Low;
        float u = fma(r + rLow, z, rLow); // what r lacks of (r + rLow)·(1 + z)
        float base = a - aPower;
        float baseLow = (a - base) - aPower;
        float sum = fma(slopePower, r, base);
        float sumLow = fma(slopePower, r, base - sum);
        return sum + fma(slopePower, u, baseLow + sumLow);
    }

    /** c·exp(x/b) for derivativeFloor &lt;= x &lt;= 0 and cPower = c·2ⁿ·BIAS. */
    float derivative(float x, float n, float z, float cPower) {
        float r = r(x, n);
        float correction = hCorrection(x, n);
        float h = h(r, correction);
        float sum = 0.5f + h;
        return fma(cPower, sum, cPower * sumLow(r, correction, h, z, sum)) * (2 * UNBIAS);
    }

    /** x − n·(the high part of b·ln2), which is exact. */
    private float r(float x, float n) {
        return fma(n, minusBLn2High, x);
    }

    /** What r·halfOverB lacks of h = (x/b − n·ln2)/2. */
    private float hCorrection(float x, float n) {
        return fma(n, hPerN, x * halfOverBLow);
    }

    private float h(float r, float correction) {
        return fma(r, halfOverB, correction);
    }

    /** What sum = 1/2 + h lacks of exp(2h)/2. */
    private float sumLow(float r, float correction, float h, float z, float sum) {
        float hLow = fma(r, halfOverB, -h) + correction;
        return fma(h, z, hLow) + (h - (sum - 0.5f));
    }

    private float extremeValue(float x) {
        if (Float.isNaN(x)) {
            return x;
        }
        if (alpha == 0f) {
            return 0f;
        }
        if (wide != null) {
            return (float) wide.value(x);
        }
        // the second: x/α so small that the correction of x is below a quarter ulp, while x·scale could underflow
        if (alpha == Float.POSITIVE_INFINITY || x > alpha * -0x1p-30f) {
            return x;
        }
        return moderateValue(x * scale) / scale;
    }

    private float extremeDerivative(float x) {
        if (Float.isNaN(x)) {
            return x;
        }
        if (alpha == 0f) {
            return 0f;
        }
        if (wide != null) {
            return (float) wide.derivative(x);
        }
        return alpha == Float.POSITIVE_INFINITY ? 1f : moderateDerivative(x * scale);
    }
}
