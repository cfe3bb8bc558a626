package io.github.celu.internal.kernel;

import static io.github.celu.internal.kernel.Fma.fma;

import io.github.celu.internal.Arguments;

/**
 * The numbers of one α for {@code double}, and the scalar functions that all loops mirror line by line: see {@link FloatKernel}
 * for the method.
 */
public final class DoubleKernel {
    /** Adding it rounds to an integer n and leaves n in the low bits of the sum. */
    public static final double SHIFT = 0x1.8p52;

    /** Keeps c/b·2ⁿ a normal number until the derivative is multiplied by UNBIAS, wherever it is not zero. */
    public static final double BIAS = 0x1p500;

    public static final double UNBIAS = 0x1p-500;

    private static final long ONE = 0x3FF0000000000000L; // the bits of 1
    private static final long INFINITY = 0x7FF0000000000000L; // its bits

    /** Q(t) = (expm1(t) − t)/t² for |t| &lt;= ln2/2, error 2⁻⁶⁰ of the value; see CoefficientsTest. */
    private static final double Q0 = 0x1.0p-1; // 0.5

    private static final double Q1 = 0x1.5555555555557p-3; // 0.1666666666666667
    private static final double Q2 = 0x1.5555555555556p-5; // 0.04166666666666667
    private static final double Q3 = 0x1.11111111100dcp-7; // 0.008333333333326136
    private static final double Q4 = 0x1.6c16c16c162d4p-10; // 0.0013888888888883748
    private static final double Q5 = 0x1.a01a01abe7fe1p-13; // 1.9841269874820627E-4
    private static final double Q6 = 0x1.a01a01a6d889cp-16; // 2.4801587325547743E-5
    private static final double Q7 = 0x1.71de0231960ebp-19; // 2.7557255400206422E-6
    private static final double Q8 = 0x1.27e4db646b17ep-22; // 2.75572736431103E-7
    private static final double Q9 = 0x1.af4de97ca4194p-26; // 2.5105217004720745E-8
    private static final double Q10 = 0x1.1f730349868cep-29; // 2.0914686968086876E-9

    private static final double LN2 = 0x1.62e42fefa39efp-1; // 0.6931471805599453
    private static final double LN2_LOW = 0x1.abc9e3b39803fp-56; // 2.3190468138462996E-17
    private static final double LOG2E = 0x1.71547652b82fep0; // 1.4426950408889634

    /** At −38·b the value is −a, since exp(−38) < 2⁻⁵⁴; at −746·b exp(x/b) is 0, since exp(−746) < 2⁻¹⁰⁷⁵. */
    private static final double VALUE_FLOOR = -38.0;

    private static final double DERIVATIVE_FLOOR = -746.0;

    /** Between these no coefficient Q10/b¹¹ overflows, or underflows, and no result of a step does where it matters. */
    private static final double MODERATE_MIN = 0x1p-88;

    private static final double MODERATE_MAX = 0x1p88;

    static final int SLOTS = FloatKernel.SLOTS;

    /** The kernels of the last calls, one for each slot of α: see {@link FloatKernel}. */
    private static DoubleKernel[] celu;

    private static DoubleKernel[] celuSecond;
    private static DoubleKernel[] elu;
    private static DoubleKernel[] eluSecond;
    private static DoubleKernel expm1;

    public final double alpha;
    public final double slope; // what stands right of zero: the value slope·x and its derivative
    public final double a;
    public final double b;
    public final double c;
    public final double log2eOverB;
    public final double minusBLn2High;
    public final double minusBLn2Low;
    public final double q0; // Qk/b^(k+1)
    public final double q1;
    public final double q2;
    public final double q3;
    public final double q4;
    public final double q5;
    public final double q6;
    public final double q7;
    public final double q8;
    public final double q9;
    public final double q10;
    public final double aOverB;
    public final double cOverB;
    public final double cOverBLow; // what cOverB lacks of c/b, relative to it
    public final double valueFloor; // from here on down the value is −a
    public final double derivativeFloor; // from here on down the derivative is 0

    private final ExtremeDouble extreme; // or null

    /**
     * For an α whose numbers serve; those of an extreme one are never used.
     *
     * @param cLow what c lacks, relative to it
     */
    DoubleKernel(double alpha, double slope, double a, double b, double c, double cLow) {
        this(alpha, slope, a, b, c, cLow, null);
    }

    private DoubleKernel(double alpha, double slope, ExtremeDouble extreme) {
        this(alpha, slope, 1.0, 1.0, 1.0, 0.0, extreme);
    }

    private DoubleKernel(double alpha, double slope, double a, double b, double c, double cLow, ExtremeDouble extreme) {
        this.extreme = extreme;
        this.alpha = alpha;
        this.slope = slope;
        this.a = a;
        this.b = b;
        this.c = c;
        double bLn2 = b * LN2;
        minusBLn2High = -bLn2;
        minusBLn2Low = -fma(b, LN2_LOW, fma(b, LN2, -bLn2));
        double overB = 1.0 / b;
        double overBLow = fma(-b, overB, 1.0) * overB;
        double overB2 = overB * overB;
        double overB4 = overB2 * overB2;
        double overB8 = overB4 * overB4;
        log2eOverB = LOG2E * overB;
        q0 = Q0 * overB;
        q1 = Q1 * overB2;
        // With what q0 lacks of 1/2b, such that q0·r² + q2·r⁴ is right at the ends of the interval, |r| = b·ln2/2.
        q2 = overB2 * fma(Q0 * overBLow, 4 / (LN2 * LN2), Q2 * overB);
        q3 = Q3 * overB4;
        q4 = Q4 * overB * overB4;
        q5 = Q5 * overB2 * overB4;
        q6 = Q6 * overB * overB2 * overB4;
        q7 = Q7 * overB8;
        q8 = Q8 * overB * overB8;
        q9 = Q9 * overB2 * overB8;
        q10 = Q10 * overB * overB2 * overB8;
        aOverB = a / b;
        cOverB = c * overB;
        cOverBLow = fma(c, overB, -cOverB) * (b / c) + overBLow * b + cLow;
        valueFloor = VALUE_FLOOR * b;
        derivativeFloor = (DERIVATIVE_FLOOR - LN2 * (Math.getExponent(c) + 1)) * b;
    }

    /** The first bits of a product with the golden ratio, which spreads any numbers. */
    static int slot(double alpha) {
        long bits = Double.doubleToRawLongBits(alpha);
        return ((int) (bits >>> 32) ^ (int) bits) * 0x9E3779B9 >>> 24;
    }

    /** The kernel of CELU. */
    public static DoubleKernel celu(double alpha) {
        DoubleKernel[] slots = celu;
        if (slots == null) {
            Headroom.initializeFma();
            celu = slots = new DoubleKernel[SLOTS];
        }
        int slot = slot(alpha);
        DoubleKernel k = slots[slot];
        return k != null && k.alpha == alpha ? k : (slots[slot] = newCelu(alpha));
    }

    /**
     * The same for scalar calls. In a loop of them C2 looks it up once, before the loop, as long as none has missed here; arrays
     * and channels may have had any number of α.
     */
    public static DoubleKernel scalarCelu(double alpha) {
        DoubleKernel[] slots = celu;
        DoubleKernel k = slots == null ? null : slots[slot(alpha)];
        return k != null && k.alpha == alpha ? k : celu(alpha);
    }

    /** The kernel whose derivative is the second derivative of CELU, 0 right of zero and exp(x/α)/α left of it. */
    public static DoubleKernel celuSecond(double alpha) {
        DoubleKernel[] slots = celuSecond;
        if (slots == null) {
            Headroom.initializeFma();
            celuSecond = slots = new DoubleKernel[SLOTS];
        }
        int slot = slot(alpha);
        DoubleKernel k = slots[slot];
        return k != null && k.alpha == alpha ? k : (slots[slot] = newCeluSecond(alpha));
    }

    /** The same for scalar calls. */
    public static DoubleKernel scalarCeluSecond(double alpha) {
        DoubleKernel[] slots = celuSecond;
        DoubleKernel k = slots == null ? null : slots[slot(alpha)];
        return k != null && k.alpha == alpha ? k : celuSecond(alpha);
    }

    /** The kernel of ELU. */
    public static DoubleKernel elu(double alpha) {
        DoubleKernel[] slots = elu;
        if (slots == null) {
            Headroom.initializeFma();
            elu = slots = new DoubleKernel[SLOTS];
        }
        int slot = slot(alpha);
        DoubleKernel k = slots[slot];
        return k != null && k.alpha == alpha ? k : (slots[slot] = newElu(alpha, 1.0));
    }

    /** The same for scalar calls. */
    public static DoubleKernel scalarElu(double alpha) {
        DoubleKernel[] slots = elu;
        DoubleKernel k = slots == null ? null : slots[slot(alpha)];
        return k != null && k.alpha == alpha ? k : elu(alpha);
    }

    /** The kernel whose derivative is the second derivative of ELU, 0 right of zero and α·exp(x) left of it. */
    public static DoubleKernel eluSecond(double alpha) {
        DoubleKernel[] slots = eluSecond;
        if (slots == null) {
            Headroom.initializeFma();
            eluSecond = slots = new DoubleKernel[SLOTS];
        }
        int slot = slot(alpha);
        DoubleKernel k = slots[slot];
        return k != null && k.alpha == alpha ? k : (slots[slot] = newElu(alpha, 0.0));
    }

    /** The same for scalar calls. */
    public static DoubleKernel scalarEluSecond(double alpha) {
        DoubleKernel[] slots = eluSecond;
        DoubleKernel k = slots == null ? null : slots[slot(alpha)];
        return k != null && k.alpha == alpha ? k : eluSecond(alpha);
    }

    /** The kernel whose left value is the derivative of ELU in α, whatever α: 0 right of zero and expm1(x) left of it. */
    public static DoubleKernel expm1(double alpha) {
        Arguments.eluAlpha(alpha);
        DoubleKernel k = expm1;
        if (k == null) {
            Headroom.initializeFma();
            expm1 = k = new DoubleKernel(1.0, 1.0, 1.0, 1.0, 1.0, 0.0);
        }
        return k;
    }

    private static DoubleKernel newCelu(double alpha) {
        return isModerate(alpha) ? moderateCelu(alpha) : new DoubleKernel(alpha, 1.0, ExtremeDouble.celu(alpha));
    }

    static DoubleKernel moderateCelu(double alpha) {
        return new DoubleKernel(alpha, 1.0, alpha, alpha, 1.0, 0.0);
    }

    private static DoubleKernel newCeluSecond(double alpha) {
        return isModerate(alpha)
                ? moderateCeluSecond(alpha)
                : new DoubleKernel(alpha, 0.0, ExtremeDouble.celuSecond(alpha));
    }

    static DoubleKernel moderateCeluSecond(double alpha) {
        double c = 1.0 / alpha;
        return new DoubleKernel(alpha, 0.0, alpha, alpha, c, fma(-alpha, c, 1.0));
    }

    private static DoubleKernel newElu(double alpha, double slope) {
        return isModerate(alpha)
                ? new DoubleKernel(alpha, slope, alpha, 1.0, alpha, 0.0)
                : new DoubleKernel(alpha, slope, ExtremeDouble.elu(alpha));
    }

    private static boolean isModerate(double alpha) {
        return alpha >= MODERATE_MIN && alpha <= MODERATE_MAX;
    }

    /** Whether the loops may use these numbers: an extreme α has scalar functions only. */
    public boolean isModerate() {
        return extreme == null;
    }

    /** slope·x where x >= 0, otherwise a·expm1(x/b). */
    public double value(double x) {
        return select(x, slope * x, extreme == null ? valueLeft(x) : extreme.valueLeft(x));
    }

    /** 0 where x >= 0, otherwise a·expm1(x/b). */
    public double leftValue(double x) {
        return select(x, 0.0, extreme == null ? valueLeft(x) : extreme.valueLeft(x));
    }

    /** slope where x >= 0, otherwise c·exp(x/b). */
    public double derivative(double x) {
        return select(x, slope, extreme == null ? derivativeLeft(x) : extreme.derivativeLeft(x));
    }

    /** right where x >= 0, otherwise left, without a branch: see FloatKernel. */
    static double select(double x, double right, double left) {
        long bits = Double.doubleToRawLongBits(x + 0.0); // not −0
        long isLeft = (bits | INFINITY - bits) >> 63; // all ones for NaN, too
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(right) & ~isLeft | Double.doubleToRawLongBits(left) & isLeft);
    }

    /** dy times the derivative that follows from the output y = value(x) alone: c + y/b is c·exp(x/b) where y &lt; 0. */
    public double backwardFromOutput(double dy, double y) {
        return extreme == null ? dy * (y >= 0.0 ? slope : c + y / b) : extreme.backwardFromOutput(dy, y);
    }

    /**
     * a·expm1(x/b) for x &lt; 0; −0 only where a·x underflows. The two large terms keep their rounding errors, where FloatKernel does without:
     * ln2, rounded to a double, is off by so much that ELU would be by up to 1.05 ulp.
     */
    double valueLeft(double x) {
        double clamped = x < valueFloor ? valueFloor : x;
        double shifted = fma(clamped, log2eOverB, SHIFT);
        double n = shifted - SHIFT;
        double r = fma(n, minusBLn2High, clamped);
        double low = n * minusBLn2Low; // r lacks it: r itself is exact
        double s = r + low;
        double s2 = s * s;
        double s4 = s2 * s2;
        double qLow = fma(s2, fma(s, q4, q3), fma(s, q2, q1));
        double qHigh = fma(s2, fma(s, q8, q7), fma(s, q6, q5));
        double q = fma(s4, fma(s4, fma(s, q10, q9), qHigh), qLow);
        double u = fma(s2 * s, q, fma(s2, q0, low));
        double power = Double.longBitsToDouble(ONE + (Double.doubleToRawLongBits(shifted) << 52));
        double aPower = a * power;
        double base = a - aPower;
        double baseLow = (a - base) - aPower;
        double minusSlopePower = -aOverB * power;
        double sum = fma(minusSlopePower, r, base);
        double sumLow = fma(minusSlopePower, r, base - sum);
        return -(sum + fma(minusSlopePower, u, baseLow + sumLow));
    }

    /** c·exp(x/b) for x &lt; 0, from b + r and what its rounding, u and the rounding of c/b add to it. */
    double derivativeLeft(double x) {
        double clamped = x < derivativeFloor ? derivativeFloor : x;
        double shifted = fma(clamped, log2eOverB, SHIFT);
        double power =
                Double.longBitsToDouble(Double.doubleToRawLongBits(BIAS) + (Double.doubleToRawLongBits(shifted) << 52));
        return exp(clamped, shifted - SHIFT, power) * UNBIAS;
    }

    /** c·exp(x/b)·power/2ⁿ for x near n·b·ln2. */
    double exp(double x, double n, double power) {
        double r = fma(n, minusBLn2High, x);
        double low = n * minusBLn2Low;
        double s = r + low;
        double s2 = s * s;
        double s4 = s2 * s2;
        double qLow = fma(s2, fma(s, q4, q3), fma(s, q2, q1));
        double qHigh = fma(s2, fma(s, q8, q7), fma(s, q6, q5));
        double q = fma(s4, fma(s4, fma(s, q10, q9), qHigh), qLow);
        double u = fma(s2 * s, q, fma(s2, q0, low));
        double cPower = cOverB * power;
        double sum = b + r;
        double sumLow = fma(sum, cOverBLow, (r - (sum - b)) + u);
        return fma(cPower, sum, cPower * sumLow);
    }
}
