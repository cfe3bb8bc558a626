package io.github.celu.internal.kernel;

import static io.github.celu.internal.kernel.Fma.fma;

import io.github.celu.internal.Arguments;

/**
 * The numbers of one α for {@code float}, and the scalar functions that all loops mirror line by line: for x &lt; 0 the value
 * a·expm1(x/b) and the derivative c·exp(x/b), elsewhere slope·x and slope. CELU has a = b = α and c = 1, ELU a = c = α and
 * b = 1. docs/algorithm.md derives the algorithm, docs/accuracy.md has the errors.
 *
 * <p>The argument is reduced in the x domain, x = n·b·ln2 + r with |r| &lt;= b·ln2/2, so that x itself, and not a rounded
 * x/b, enters the result: near zero the value is x plus a small correction. With u = b·expm1(r/b) − r, which is small,
 *
 * <pre>
 *   value      = a·(2ⁿ − 1) + (a/b)·2ⁿ·(r + u)
 *   derivative = (c/b)·2ⁿ·(b + r + u)
 * </pre>
 *
 * where 2ⁿ − 1 is exact, but for n = −25 and −26, where it is −1 and the value within 2⁻²⁴ of −a, and every product of a large
 * term is inside a fused multiply-add. The functions are written out at length because in JDK 17's interpreter a call takes
 * longer than all the arithmetic.
 */
public final class FloatKernel {
    /** Adding it rounds to an integer n and leaves n in the low bits of the sum. */
    public static final float SHIFT = 0x1.8p23f;

    /** Keeps c/b·2ⁿ a normal number until the derivative is multiplied by UNBIAS, wherever it is not zero. */
    public static final float BIAS = 0x1p76f;

    public static final float UNBIAS = 0x1p-76f;

    private static final int ONE = 0x3F800000; // the bits of 1
    private static final int INFINITY = 0x7F800000; // its bits

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
    private static final float VALUE_FLOOR = -18f;

    private static final float DERIVATIVE_FLOOR = -105f;

    /** Between these no coefficient Q5/b⁶ overflows, or underflows, and no result of a step does where it matters. */
    private static final float MODERATE_MIN = 0x1p-22f;

    private static final float MODERATE_MAX = 0x1p18f;

    static final int SLOTS = 256;

    /**
     * The kernels of the last calls, one for each slot; another α with the same slot takes its place. They are immutable, so a
     * race only makes one twice. The first call makes these, not a static initialiser: see {@link Headroom}.
     */
    private static FloatKernel[] celu;

    private static FloatKernel[] celuSecond;
    private static FloatKernel[] elu;
    private static FloatKernel[] eluSecond;
    private static FloatKernel expm1;

    public final float alpha;
    public final float slope; // what stands right of zero: the value slope·x and its derivative
    public final float a;
    public final float b;
    public final float c;
    public final float log2eOverB;
    public final float minusBLn2High;
    public final float minusBLn2Low;
    public final float q0; // Qk/b^(k+1)
    public final float q1;
    public final float q2;
    public final float q3;
    public final float q4;
    public final float q5;
    public final float aOverB;
    public final float cOverB;
    public final float cOverBLow; // what cOverB lacks of c/b, relative to it
    public final float valueFloor; // from here on down the value is −a
    public final float derivativeFloor; // from here on down the derivative is 0

    private final ExtremeFloat extreme; // or null

    /** For an α whose numbers serve; those of an extreme one are never used. */
    FloatKernel(float alpha, float slope, float a, float b, double c) {
        this(alpha, slope, a, b, c, null);
    }

    private FloatKernel(float alpha, float slope, ExtremeFloat extreme) {
        this(alpha, slope, 1f, 1f, 1.0, extreme);
    }

    private FloatKernel(float alpha, float slope, float a, float b, double c, ExtremeFloat extreme) {
        this.extreme = extreme;
        this.alpha = alpha;
        this.slope = slope;
        this.a = a;
        this.b = b;
        this.c = (float) c;
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
        aOverB = a / b;
        cOverB = (float) (c * overB);
        cOverBLow = (float) ((c * overB - cOverB) * (b / c));
        valueFloor = VALUE_FLOOR * b;
        derivativeFloor = (float) ((DERIVATIVE_FLOOR - LN2 * (Math.getExponent(c) + 1)) * b);
    }

    /** The first bits of a product with the golden ratio, which spreads any numbers. */
    static int slot(float alpha) {
        return Float.floatToRawIntBits(alpha) * 0x9E3779B9 >>> 24;
    }

    /** The kernel of CELU. */
    public static FloatKernel celu(float alpha) {
        FloatKernel[] slots = celu;
        if (slots == null) {
            Headroom.initializeFma();
            celu = slots = new FloatKernel[SLOTS];
        }
        int slot = slot(alpha);
        FloatKernel k = slots[slot];
        return k != null && k.alpha == alpha ? k : (slots[slot] = newCelu(alpha));
    }

    /**
     * The same for scalar calls. In a loop of them C2 looks it up once, before the loop, as long as none has missed here; arrays
     * and channels may have had any number of α.
     */
    public static FloatKernel scalarCelu(float alpha) {
        FloatKernel[] slots = celu;
        FloatKernel k = slots == null ? null : slots[slot(alpha)];
        return k != null && k.alpha == alpha ? k : celu(alpha);
    }

    /** The kernel whose derivative is the second derivative of CELU, 0 right of zero and exp(x/α)/α left of it. */
    public static FloatKernel celuSecond(float alpha) {
        FloatKernel[] slots = celuSecond;
        if (slots == null) {
            Headroom.initializeFma();
            celuSecond = slots = new FloatKernel[SLOTS];
        }
        int slot = slot(alpha);
        FloatKernel k = slots[slot];
        return k != null && k.alpha == alpha ? k : (slots[slot] = newCeluSecond(alpha));
    }

    /** The same for scalar calls. */
    public static FloatKernel scalarCeluSecond(float alpha) {
        FloatKernel[] slots = celuSecond;
        FloatKernel k = slots == null ? null : slots[slot(alpha)];
        return k != null && k.alpha == alpha ? k : celuSecond(alpha);
    }

    /** The kernel of ELU. */
    public static FloatKernel elu(float alpha) {
        FloatKernel[] slots = elu;
        if (slots == null) {
            Headroom.initializeFma();
            elu = slots = new FloatKernel[SLOTS];
        }
        int slot = slot(alpha);
        FloatKernel k = slots[slot];
        return k != null && k.alpha == alpha ? k : (slots[slot] = newElu(alpha, 1f));
    }

    /** The same for scalar calls. */
    public static FloatKernel scalarElu(float alpha) {
        FloatKernel[] slots = elu;
        FloatKernel k = slots == null ? null : slots[slot(alpha)];
        return k != null && k.alpha == alpha ? k : elu(alpha);
    }

    /** The kernel whose derivative is the second derivative of ELU, 0 right of zero and α·exp(x) left of it. */
    public static FloatKernel eluSecond(float alpha) {
        FloatKernel[] slots = eluSecond;
        if (slots == null) {
            Headroom.initializeFma();
            eluSecond = slots = new FloatKernel[SLOTS];
        }
        int slot = slot(alpha);
        FloatKernel k = slots[slot];
        return k != null && k.alpha == alpha ? k : (slots[slot] = newElu(alpha, 0f));
    }

    /** The same for scalar calls. */
    public static FloatKernel scalarEluSecond(float alpha) {
        FloatKernel[] slots = eluSecond;
        FloatKernel k = slots == null ? null : slots[slot(alpha)];
        return k != null && k.alpha == alpha ? k : eluSecond(alpha);
    }

    /** The kernel whose left value is the derivative of ELU in α, whatever α: 0 right of zero and expm1(x) left of it. */
    public static FloatKernel expm1(float alpha) {
        Arguments.eluAlpha(alpha);
        FloatKernel k = expm1;
        if (k == null) {
            Headroom.initializeFma();
            expm1 = k = new FloatKernel(1f, 1f, 1f, 1f, 1.0);
        }
        return k;
    }

    private static FloatKernel newCelu(float alpha) {
        return isModerate(alpha)
                ? new FloatKernel(alpha, 1f, alpha, alpha, 1.0)
                : new FloatKernel(alpha, 1f, ExtremeFloat.celu(alpha));
    }

    private static FloatKernel newCeluSecond(float alpha) {
        return isModerate(alpha)
                ? new FloatKernel(alpha, 0f, alpha, alpha, 1.0 / alpha)
                : new FloatKernel(alpha, 0f, ExtremeFloat.celuSecond(alpha));
    }

    private static FloatKernel newElu(float alpha, float slope) {
        return isModerate(alpha)
                ? new FloatKernel(alpha, slope, alpha, 1f, alpha)
                : new FloatKernel(alpha, slope, ExtremeFloat.elu(alpha));
    }

    private static boolean isModerate(float alpha) {
        return alpha >= MODERATE_MIN && alpha <= MODERATE_MAX;
    }

    /** Whether the loops may use these numbers: an extreme α has scalar functions only. */
    public boolean isModerate() {
        return extreme == null;
    }

    /** slope·x where x >= 0, otherwise a·expm1(x/b). */
    public float value(float x) {
        return select(x, slope * x, extreme == null ? valueLeft(x) : extreme.valueLeft(x));
    }

    /** 0 where x >= 0, otherwise a·expm1(x/b). */
    public float leftValue(float x) {
        return select(x, 0f, extreme == null ? valueLeft(x) : extreme.valueLeft(x));
    }

    /** slope where x >= 0, otherwise c·exp(x/b). */
    public float derivative(float x) {
        return select(x, slope, extreme == null ? derivativeLeft(x) : extreme.derivativeLeft(x));
    }

    /**
     * right where x >= 0, otherwise left. No branch: in data of mixed signs processors mispredict it, which takes twice as
     * long as all the arithmetic. C2 on x86 would make one of a conditional expression, too.
     */
    static float select(float x, float right, float left) {
        int bits = Float.floatToRawIntBits(x + 0f); // not −0
        int isLeft = (bits | INFINITY - bits) >> 31; // all ones for NaN, too
        return Float.intBitsToFloat(Float.floatToRawIntBits(right) & ~isLeft | Float.floatToRawIntBits(left) & isLeft);
    }

    /** dy times the derivative that follows from the output y = value(x) alone: c + y/b is c·exp(x/b) where y &lt; 0. */
    public float backwardFromOutput(float dy, float y) {
        return extreme == null ? dy * (y >= 0f ? slope : c + y / b) : extreme.backwardFromOutput(dy, y);
    }

    /** a·expm1(x/b) for x &lt; 0; −0 only where a·x underflows. */
    float valueLeft(float x) {
        float clamped = x < valueFloor ? valueFloor : x;
        float shifted = fma(clamped, log2eOverB, SHIFT);
        float n = shifted - SHIFT;
        float r = fma(n, minusBLn2High, clamped);
        float low = n * minusBLn2Low; // r lacks it: r itself is exact
        float s = r + low;
        float s2 = s * s;
        float q = fma(s2, fma(s2, q5, fma(s, q4, q3)), fma(s, q2, q1));
        float u = fma(s2 * s, q, fma(s2, q0, low));
        float power = Float.intBitsToFloat(ONE + (Float.floatToRawIntBits(shifted) << 23));
        float slopePower = aOverB * power;
        return fma(-a, 1f - power, fma(slopePower, r, slopePower * u));
    }

    /** c·exp(x/b) for x &lt; 0, from b + r and what its rounding, u and the rounding of c/b add to it. */
    float derivativeLeft(float x) {
        float clamped = x < derivativeFloor ? derivativeFloor : x;
        float shifted = fma(clamped, log2eOverB, SHIFT);
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(BIAS) + (Float.floatToRawIntBits(shifted) << 23));
        return exp(clamped, shifted - SHIFT, power) * UNBIAS;
    }

    /** c·exp(x/b)·power/2ⁿ for x near n·b·ln2. */
    float exp(float x, float n, float power) {
        float r = fma(n, minusBLn2High, x);
        float low = n * minusBLn2Low;
        float s = r + low;
        float s2 = s * s;
        float q = fma(s2, fma(s2, q5, fma(s, q4, q3)), fma(s, q2, q1));
        float u = fma(s2 * s, q, fma(s2, q0, low));
        float cPower = cOverB * power;
        float sum = b + r;
        float sumLow = fma(sum, cOverBLow, (r - (sum - b)) + u);
        return fma(cPower, sum, cPower * sumLow);
    }
}
