package io.github.celu.internal;

/**
 * The algorithm for {@code float}: for x &lt; 0 the value a·expm1(x/b) and the derivative c·exp(x/b), with a = b = α and
 * c = 1 for CELU, a = c = α and b = 1 for ELU. docs/accuracy.md derives it and lists the measured errors.
 *
 * <p>The argument is reduced in the x domain, x = n·b·ln2 + r with |r| &lt;= b·ln2/2, so that x itself, and not a rounded
 * x/b, enters the result: near zero the value is x plus a small correction. With u = b·expm1(r/b) − r, which is small,
 *
 * <pre>
 *   value      = a·(2ⁿ − 1) + (a/b)·2ⁿ·(r + u)
 *   derivative = (c/b)·2ⁿ·(b + r + u)
 * </pre>
 *
 * where 2ⁿ − 1 is exact and every product of a large term is inside a fused multiply-add. Largest errors found: value 0.96
 * ulp, derivative 0.84 ulp. {@link PlainFloat}, {@link VectorFloat} and {@link SoftFloatKernel} execute the very operations of
 * this class, which are written out at length: in JDK 17's interpreter a call takes longer than all the arithmetic.
 */
public class FloatKernel {
    /** Adding it rounds to an integer n and leaves n in the low bits of the sum. */
    static final float SHIFT = 0x1.8p23f;

    /** Keeps c/b·2ⁿ a normal number until the derivative is multiplied by UNBIAS, wherever it is not zero. */
    static final float BIAS = 0x1p76f;

    static final float UNBIAS = 0x1p-76f;

    static final int ONE = Float.floatToRawIntBits(1f);
    static final int BIAS_BITS = Float.floatToRawIntBits(BIAS);
    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    /** Q(t) = (expm1(t) − t)/t² for |t| &lt;= ln2/2, error 2⁻³⁰ of the value; see CoefficientsTest. */
    private static final double Q0 = 0x1.0000000b9129bp-1; // 0.500000001346581

    private static final double Q1 = 0x1.5555555a78ed4p-3; // 0.16666666681623232
    private static final double Q2 = 0x1.5554e9063586ep-5; // 0.041666464925285904
    private static final double Q3 = 0x1.1110e0f238322p-7; // 0.0083333109254809
    private static final double Q4 = 0x1.6d43246b523b4p-10; // 0.0013933649996309251
    private static final double Q5 = 0x1.a124f19fe89acp-13; // 1.9890990824673654E-4

    private static final double LN2 = 0x1.62e42fefa39efp-1; // 0.6931471805599453
    private static final double LOG2E = 0x1.71547652b82fep0; // 1.4426950408889634

    /** At −18·b the value is −a, since exp(−18) < 2⁻²⁵; at −105·b exp(x/b) is 0, since exp(−105) < 2⁻¹⁵⁰. */
    static final float VALUE_FLOOR = -18f;

    private static final float DERIVATIVE_FLOOR = -105f;

    /** Between these no coefficient Q5/b⁶ overflows, or underflows, and no result of a step does where it matters. */
    private static final float MODERATE_MIN = 0x1p-22f;

    private static final float MODERATE_MAX = 0x1p18f;

    /** The same for ELU, where b is 1. */
    private static final float ELU_MODERATE_MIN = 0x1p-50f;

    private static final float ELU_MODERATE_MAX = 0x1p50f;

    final float a;
    final float b;
    final float c;
    final float log2eOverB;
    final float minusBLn2High;
    final float minusBLn2Low;
    final float q0; // Qk/b^(k+1)
    final float q1;
    final float q2;
    final float q3;
    final float q4;
    final float q5;
    final float minusSlope; // −a/b, the value's slope at 0
    final float cOverB;
    final float cOverBLow; // what cOverB lacks of c/b, relative to it
    final float derivativeFloor; // from here on down the derivative is 0

    private final boolean celu;
    private final float alpha;
    private final float scale;
    private final DoubleKernel wide;
    private final boolean moderate;

    FloatKernel(
            boolean celu,
            float alpha,
            float scale,
            float a,
            float b,
            float c,
            float slope,
            float derivativeFloor,
            DoubleKernel wide) {
        this.celu = celu;
        this.alpha = alpha;
        this.scale = scale;
        this.wide = wide;
        moderate = scale == 1f && wide == null;
        this.a = a;
        this.b = b;
        this.c = c;
        minusSlope = -slope;
        double bLn2 = b * LN2;
        minusBLn2High = (float) -bLn2;
        minusBLn2Low = (float) (-bLn2 - minusBLn2High);
        double overB = 1.0 / b;
        double overB2 = overB * overB;
        log2eOverB = (float) (LOG2E * overB);
        q0 = (float) (Q0 * overB);
        q1 = (float) (Q1 * overB2);
        // With the rounding error of q0, such that q0·r² + q2·r⁴ is right at the ends of the interval, |r| = b·ln2/2.
        q2 = (float) (overB2 * (Q2 * overB + (Q0 * overB - q0) * (4 / (LN2 * LN2))));
        q3 = (float) (Q3 * (overB2 * overB2));
        q4 = (float) (Q4 * overB * (overB2 * overB2));
        q5 = (float) (Q5 * overB2 * (overB2 * overB2));
        cOverB = (float) (c * overB);
        cOverBLow = (float) ((c * overB - cOverB) * b); // 0 for ELU, where b is 1; for CELU c is 1
        this.derivativeFloor = derivativeFloor;
    }

    /** The kernel of CELU; alpha is not NaN and not negative. */
    public static FloatKernel celu(float alpha) {
        // CELU(x, α) = CELU(2ᵏx, 2ᵏα)/2ᵏ exactly, which takes extreme α to moderate ones.
        boolean moderate = alpha >= MODERATE_MIN && alpha <= MODERATE_MAX;
        float scale = moderate ? 1f : Math.scalb(1f, -Math.max(-127, Math.min(Math.getExponent(alpha), 120)));
        float b = alpha * scale;
        float floor = DERIVATIVE_FLOOR * b;
        return Fma.HARDWARE
                ? new FloatKernel(true, alpha, scale, b, b, 1f, 1f, floor, null)
                : new SoftFloatKernel(true, alpha, scale, b, b, 1f, 1f, floor, null);
    }

    /** The kernel of ELU; alpha is not NaN, not negative and finite. */
    public static FloatKernel elu(float alpha) {
        boolean extreme = alpha < ELU_MODERATE_MIN || alpha > ELU_MODERATE_MAX;
        float floor = (float) (DERIVATIVE_FLOOR - LN2 * (Math.getExponent(alpha) + 1));
        DoubleKernel wide = extreme ? DoubleKernel.elu(alpha) : null;
        return Fma.HARDWARE
                ? new FloatKernel(false, alpha, 1f, alpha, 1f, alpha, alpha, floor, wide)
                : new SoftFloatKernel(false, alpha, 1f, alpha, 1f, alpha, alpha, floor, wide);
    }

    /** Whether the array loops of the backends may be used; otherwise arrays are done element by element. */
    boolean isModerate() {
        return moderate;
    }

    public float value(float x) {
        if (moderate) {
            return select(x, x, moderateValue(x));
        }
        return x >= 0f ? x : extremeValue(x);
    }

    public float derivative(float x) {
        if (moderate) {
            return select(x, 1f, moderateDerivative(x));
        }
        return x >= 0f ? 1f : extremeDerivative(x);
    }

    /**
     * positive where x >= 0, otherwise negative. No branch: in data of mixed signs processors mispredict it, which takes twice as
     * long as all the arithmetic. C2 on x86 would make one of a conditional expression, too.
     */
    private static float select(float x, float positive, float negative) {
        int bits = Float.floatToRawIntBits(x + 0f); // not −0
        int isNegative = (bits | INFINITY - bits) >> 31; // all ones for NaN, too
        return Float.intBitsToFloat(
                Float.floatToRawIntBits(positive) & ~isNegative | Float.floatToRawIntBits(negative) & isNegative);
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

    /** a·expm1(x/b), never −0, for moderate α and x &lt; 0. */
    float moderateValue(float x) {
        float floor = VALUE_FLOOR * b;
        float clamped = x < floor ? floor : x;
        float shifted = Math.fma(clamped, log2eOverB, SHIFT);
        float n = shifted - SHIFT;
        float r = Math.fma(n, minusBLn2High, clamped);
        float low = n * minusBLn2Low; // r lacks it: r itself is exact
        float s = r + low;
        float s2 = s * s;
        float q = Math.fma(s2, Math.fma(s2, q5, Math.fma(s, q4, q3)), Math.fma(s, q2, q1));
        float u = Math.fma(s2 * s, q, Math.fma(s2, q0, low));
        float power = Float.intBitsToFloat(ONE + (Float.floatToRawIntBits(shifted) << 23));
        float slopePower = minusSlope * power;
        return -Math.fma(a, 1f - power, Math.fma(slopePower, r, slopePower * u));
    }

    /** c·exp(x/b) for moderate α and x &lt; 0, from b + r and what its rounding, u and the rounding of c/b add to it. */
    float moderateDerivative(float x) {
        float clamped = x < derivativeFloor ? derivativeFloor : x;
        float shifted = Math.fma(clamped, log2eOverB, SHIFT);
        float n = shifted - SHIFT;
        float r = Math.fma(n, minusBLn2High, clamped);
        float low = n * minusBLn2Low;
        float s = r + low;
        float s2 = s * s;
        float q = Math.fma(s2, Math.fma(s2, q5, Math.fma(s, q4, q3)), Math.fma(s, q2, q1));
        float u = Math.fma(s2 * s, q, Math.fma(s2, q0, low));
        float power = Float.intBitsToFloat(BIAS_BITS + (Float.floatToRawIntBits(shifted) << 23));
        float cPower = cOverB * power;
        float sum = b + r;
        float sumLow = Math.fma(sum, cOverBLow, (r - (sum - b)) + u);
        return Math.fma(cPower, sum, cPower * sumLow) * UNBIAS;
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
