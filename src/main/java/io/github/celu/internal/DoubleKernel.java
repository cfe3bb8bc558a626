package io.github.celu.internal;

import static io.github.celu.internal.Fma.fma;

/**
 * The algorithm for {@code double}, the mirror image of {@link FloatKernel}: see there for the method. It also has the
 * derivative in α and the second derivative, which {@code float} callers get from here, rounded once.
 *
 * <p>Largest errors found: value 0.96 ulp, derivative 0.81 ulp, gradientAlpha 1.51 ulp, secondDerivative 1.50 ulp.
 */
public class DoubleKernel {
    /** Adding it rounds to an integer n and leaves n in the low bits of the sum. */
    static final double SHIFT = 0x1.8p52;

    /** Keeps c/b·2ⁿ a normal number until the derivative is multiplied by UNBIAS, wherever it is not zero. */
    static final double BIAS = 0x1p500;

    static final double UNBIAS = 0x1p-500;

    static final long ONE = Double.doubleToRawLongBits(1.0);
    static final long BIAS_BITS = Double.doubleToRawLongBits(BIAS);
    private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    private static final long FRACTION = (1L << 52) - 1;

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

    /** G(t) = ((1 − (1 − t)·exp(t))/t² − 1/2)/t for −5/8 &lt;= t &lt;= 0, error 2⁻⁵⁷ of the result; see CoefficientsTest. */
    static final double G0 = 0x1.5555555555555p-2; // 0.3333333333333333

    static final double G0_LOW = 0x1.4f7f536affebp-56; // 1.8187348686932976E-17
    static final double G1 = 0x1.ffffffffffff7p-4; // 0.12499999999999988
    static final double G2 = 0x1.1111111110ca6p-5; // 0.033333333333325485
    static final double G3 = 0x1.c71c71c6e5341p-8; // 0.006944444444248189
    static final double G4 = 0x1.3813812cff4aap-10; // 0.001190476187957127
    static final double G5 = 0x1.6c16bed39a05bp-13; // 1.7361109222524787E-4
    static final double G6 = 0x1.71ddd91b63477p-16; // 2.2045766952017973E-5
    static final double G7 = 0x1.4cd87183a024ep-19; // 2.47989209062352E-6
    static final double G8 = 0x1.0c700cd1dba58p-22; // 2.5000208580305794E-7
    static final double G9 = 0x1.7fa52871fbc64p-26; // 2.2331086708902623E-8
    static final double G10 = 0x1.96c5ed1116e5cp-30; // 1.4798320939066544E-9

    private static final double LN2_HIGH = 0x1.62e42fefa39efp-1; // 0.6931471805599453
    private static final double LN2_LOW = 0x1.abc9e3b39803fp-56; // 2.3190468138462996E-17
    private static final double LOG2E = 0x1.71547652b82fep0; // 1.4426950408889634

    /** At −38·b the value is −a, since exp(−38) < 2⁻⁵⁴; at −746·b exp(x/b) is 0, since exp(−746) < 2⁻¹⁰⁷⁵. */
    static final double VALUE_FLOOR = -38.0;

    private static final double DERIVATIVE_FLOOR = -746.0;

    /** At −2200·b exp(x/α)/α and α·exp(x) are 0 for the smallest and the largest α. */
    private static final double EXTREME_FLOOR = -2200.0;

    /** Between these no coefficient Q10/b¹¹ overflows, or underflows, and no result of a step does where it matters. */
    private static final double MODERATE_MIN = 0x1p-88;

    private static final double MODERATE_MAX = 0x1p88;

    /** The same for ELU, where b is 1. */
    private static final double ELU_MODERATE_MIN = 0x1p-400;

    private static final double ELU_MODERATE_MAX = 0x1p400;

    private static final DoubleKernel EXPM1 = elu(1.0);

    final double a;
    final double b;
    final double c;
    final double log2eOverB;
    final double minusBLn2High;
    final double minusBLn2Low;
    final double q0; // Qk/b^(k+1)
    final double q1;
    final double q2;
    final double q3;
    final double q4;
    final double q5;
    final double q6;
    final double q7;
    final double q8;
    final double q9;
    final double q10;
    final double minusSlope; // −a/b, the value's slope at 0
    final double cOverB;
    final double cOverBLow; // what cOverB lacks of c/b, relative to it
    final double derivativeFloor; // from here on down the derivative is 0

    private final boolean celu;
    private final double alpha;
    private final double xScale;
    private final double yScale;
    private final int cExponent;

    DoubleKernel(
            boolean celu,
            double alpha,
            double xScale,
            double yScale,
            double a,
            double b,
            double c,
            int cExponent,
            double slope,
            double derivativeFloor) {
        this.celu = celu;
        this.alpha = alpha;
        this.xScale = xScale;
        this.yScale = yScale;
        this.a = a;
        this.b = b;
        this.c = c;
        this.cExponent = cExponent;
        minusSlope = -slope;
        double bLn2 = b * LN2_HIGH;
        minusBLn2High = -bLn2;
        minusBLn2Low = -fma(b, LN2_LOW, fma(b, LN2_HIGH, -bLn2));
        double overB = 1.0 / b;
        double overBLow = fma(-b, overB, 1.0) * overB;
        double overB2 = overB * overB;
        double overB4 = overB2 * overB2;
        double overB8 = overB4 * overB4;
        log2eOverB = LOG2E * overB;
        q0 = Q0 * overB;
        q1 = Q1 * overB2;
        // With what q0 lacks of 1/2b, such that q0·r² + q2·r⁴ is right at the ends of the interval, |r| = b·ln2/2.
        q2 = overB2 * fma(Q0 * overBLow, 4 / (LN2_HIGH * LN2_HIGH), Q2 * overB);
        q3 = Q3 * overB4;
        q4 = Q4 * overB * overB4;
        q5 = Q5 * overB2 * overB4;
        q6 = Q6 * overB * overB2 * overB4;
        q7 = Q7 * overB8;
        q8 = Q8 * overB * overB8;
        q9 = Q9 * overB2 * overB8;
        q10 = Q10 * overB * overB2 * overB8;
        cOverB = c * overB;
        cOverBLow = overBLow * b; // 0 for ELU, where b is 1; for CELU c is 1
        this.derivativeFloor = derivativeFloor;
    }

    /** The kernel of CELU; alpha is not NaN and not negative. */
    public static DoubleKernel celu(double alpha) {
        // CELU(x, α) = CELU(2ᵏx, 2ᵏα)/2ᵏ exactly, which takes extreme α to moderate ones.
        boolean moderate = alpha >= MODERATE_MIN && alpha <= MODERATE_MAX;
        double scale = moderate ? 1.0 : Math.scalb(1.0, -Math.max(-1000, Math.min(Math.getExponent(alpha), 1000)));
        double b = alpha * scale;
        double floor = DERIVATIVE_FLOOR * b;
        return Fma.HARDWARE
                ? new DoubleKernel(true, alpha, scale, scale, b, b, 1.0, 0, 1.0, floor)
                : new SoftDoubleKernel(true, alpha, scale, scale, b, b, 1.0, 0, 1.0, floor);
    }

    /** The kernel of ELU; alpha is not NaN, not negative and finite. */
    public static DoubleKernel elu(double alpha) {
        boolean moderate = alpha >= ELU_MODERATE_MIN && alpha <= ELU_MODERATE_MAX;
        // Still large enough after scaling that a·x is exact to the last bit for subnormal x.
        double scale = moderate ? 1.0 : alpha < ELU_MODERATE_MIN ? 0x1p600 : 0x1p-300;
        double a = alpha * scale;
        int exponent = moderate ? 0 : Math.getExponent(a);
        double c = moderate ? a : Math.scalb(a, -exponent);
        exponent -= Math.getExponent(scale);
        double floor = DERIVATIVE_FLOOR - LN2_HIGH * (Math.getExponent(c) + 1);
        // One allocation, on all paths the same, is what C2 can do without.
        return Fma.HARDWARE
                ? new DoubleKernel(false, alpha, 1.0, scale, a, 1.0, c, exponent, a, floor)
                : new SoftDoubleKernel(false, alpha, 1.0, scale, a, 1.0, c, exponent, a, floor);
    }

    /** Whether the array loops of the backends may be used; otherwise arrays are done element by element. */
    boolean isModerate() {
        return yScale == 1.0;
    }

    public double value(double x) {
        if (yScale == 1.0) {
            return select(x, x, moderateValue(x));
        }
        return x >= 0.0 ? x : extremeValue(x);
    }

    public double derivative(double x) {
        if (yScale == 1.0) {
            return select(x, 1.0, moderateDerivative(x));
        }
        return x >= 0.0 ? 1.0 : extremeDerivative(x);
    }

    /** positive where x >= 0, otherwise negative, without a branch: see FloatKernel. */
    private static double select(double x, double positive, double negative) {
        long bits = Double.doubleToRawLongBits(x + 0.0); // not −0
        long isNegative = (bits | INFINITY - bits) >> 63; // all ones for NaN, too
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(positive) & ~isNegative | Double.doubleToRawLongBits(negative) & isNegative);
    }

    /** dy times the derivative that follows from the output y = value(x) alone. */
    double backwardFromOutput(double dy, double y) {
        if (alpha == 0.0) {
            return y > 0.0 ? dy : Double.isNaN(y) ? y : Double.isNaN(dy) ? dy : 0.0;
        }
        if (celu) {
            // α = ∞ apart, because y = −∞ is an output then
            return dy * (alpha == Double.POSITIVE_INFINITY && y < 0.0 ? 1.0 : 1.0 + Math.min(y, 0.0) / alpha);
        }
        return dy * (y >= 0.0 ? 1.0 : alpha + y);
    }

    /**
     * a·expm1(x/b), never −0, for moderate α and x &lt; 0. The two large terms keep their rounding errors, where FloatKernel
     * does without: ln2, rounded to a double, is off by so much that ELU would be by up to 1.05 ulp.
     */
    double moderateValue(double x) {
        double floor = VALUE_FLOOR * b;
        double clamped = x < floor ? floor : x;
        double shifted = Math.fma(clamped, log2eOverB, SHIFT);
        double n = shifted - SHIFT;
        double r = Math.fma(n, minusBLn2High, clamped);
        double low = n * minusBLn2Low;
        double s = r + low;
        double s2 = s * s;
        double s4 = s2 * s2;
        double qLow = Math.fma(s2, Math.fma(s, q4, q3), Math.fma(s, q2, q1));
        double qMid = Math.fma(s2, Math.fma(s, q8, q7), Math.fma(s, q6, q5));
        double q = Math.fma(s4, Math.fma(s4, Math.fma(s, q10, q9), qMid), qLow);
        double u = Math.fma(s2 * s, q, Math.fma(s2, q0, low));
        double power = Double.longBitsToDouble(ONE + (Double.doubleToRawLongBits(shifted) << 52));
        double aPower = a * power;
        double base = a - aPower;
        double baseLow = (a - base) - aPower;
        double slopePower = minusSlope * power;
        double sum = Math.fma(slopePower, r, base);
        double sumLow = Math.fma(slopePower, r, base - sum);
        return -(sum + Math.fma(slopePower, u, baseLow + sumLow));
    }

    /** c·exp(x/b) for moderate α and x &lt; 0. */
    private double moderateDerivative(double x) {
        return exp(x < derivativeFloor ? derivativeFloor : x, -1L);
    }

    /** c·exp(x/b), or its quotient by 2ⁿ with powers 0 instead of −1, where α may be extreme. */
    double exp(double x, long powers) {
        double shifted = Math.fma(x, log2eOverB, SHIFT);
        double n = shifted - SHIFT;
        double r = Math.fma(n, minusBLn2High, x);
        double low = n * minusBLn2Low;
        double s = r + low;
        double s2 = s * s;
        double s4 = s2 * s2;
        double qLow = Math.fma(s2, Math.fma(s, q4, q3), Math.fma(s, q2, q1));
        double qMid = Math.fma(s2, Math.fma(s, q8, q7), Math.fma(s, q6, q5));
        double q = Math.fma(s4, Math.fma(s4, Math.fma(s, q10, q9), qMid), qLow);
        double u = Math.fma(s2 * s, q, Math.fma(s2, q0, low));
        double power = Double.longBitsToDouble(BIAS_BITS + (Double.doubleToRawLongBits(shifted) << 52 & powers));
        double cPower = cOverB * power;
        double sum = b + r;
        double sumLow = Math.fma(sum, cOverBLow, (r - (sum - b)) + u);
        return Math.fma(cPower, sum, cPower * sumLow) * UNBIAS;
    }

    /** n = round(x·log2e/b). */
    private int exponent(double x) {
        return (int) (fma(x, log2eOverB, SHIFT) - SHIFT);
    }

    /** The derivative in α: for x &lt; 0 ELU's is expm1(x), CELU's expm1(t) − t·exp(t) with t = x/α. */
    public double gradientAlpha(double x) {
        if (!celu) {
            return x >= 0.0 ? 0.0 : EXPM1.value(x);
        }
        if (x != x) {
            return x;
        }
        if (x >= 0.0 || alpha == Double.POSITIVE_INFINITY) {
            return 0.0;
        }
        if (alpha == 0.0) {
            return -1.0;
        }
        double scaled = x * xScale;
        double y = scaled < derivativeFloor ? derivativeFloor : scaled;
        double t = y * cOverB; // c is 1
        double tLow = fma(t, cOverBLow, fma(y, cOverB, -t));
        if (t > -0.625) {
            return Fma.HARDWARE ? gradientAlphaNear(t, tLow) : SoftDoubleKernel.softGradientAlphaNear(t, tLow);
        }
        return gradientAlphaFar(y, t, tLow);
    }

    /**
     * −t²·(1/2 + t·G(t)): the difference of the two exponentials would cancel. Where roundings would show, t² and t·G(t) have
     * low parts; 1/4·t + 1/3 is nearly the derivative of the latter. Static, so that C2 can do without a kernel where it does not
     * inline this.
     */
    private static double gradientAlphaNear(double t, double tLow) {
        double t2 = t * t;
        double t2Low = Math.fma(t, t, -t2) + 2 * t * tLow;
        double t4 = t2 * t2;
        double hLow = Math.fma(t2, Math.fma(t, G4, G3), Math.fma(t, G2, G1));
        double hMid = Math.fma(t2, Math.fma(t, G8, G7), Math.fma(t, G6, G5));
        double h = Math.fma(t4, Math.fma(t4, Math.fma(t, G10, G9), hMid), hLow);
        double tg = Math.fma(t, G0, Math.fma(t, G0_LOW, t2 * h));
        double factor = 0.5 + tg;
        double factorLow = Math.fma(tLow, Math.fma(t, 0.25, G0), tg - (factor - 0.5));
        return -Math.fma(t2, factor, Math.fma(t2, factorLow, t2Low * factor));
    }

    /** (1 − t)·exp(t) − 1 with t = x/b, both factors with their rounding errors: at t = −5/8 the product is 0.87. */
    double gradientAlphaFar(double x, double t, double tLow) {
        double shifted = Math.fma(x, log2eOverB, SHIFT);
        double n = shifted - SHIFT;
        double r = Math.fma(n, minusBLn2High, x);
        double low = n * minusBLn2Low;
        double s = r + low;
        double s2 = s * s;
        double s4 = s2 * s2;
        double qLow = Math.fma(s2, Math.fma(s, q4, q3), Math.fma(s, q2, q1));
        double qMid = Math.fma(s2, Math.fma(s, q8, q7), Math.fma(s, q6, q5));
        double q = Math.fma(s4, Math.fma(s4, Math.fma(s, q10, q9), qMid), qLow);
        double u = Math.fma(s2 * s, q, Math.fma(s2, q0, low));
        double power = Double.longBitsToDouble(BIAS_BITS + (Double.doubleToRawLongBits(shifted) << 52));
        double sum = b + r;
        double sumLow = Math.fma(sum, cOverBLow, r - (sum - b));
        double factor = cOverB * power * UNBIAS;
        double exp = factor * sum;
        double expLow = Math.fma(factor, u, Math.fma(factor, sumLow, Math.fma(factor, sum, -exp)));
        return gradientAlphaFar(t, tLow, exp, expLow);
    }

    static double gradientAlphaFar(double t, double tLow, double exp, double expLow) {
        double v = 1.0 - t;
        double w = v - 1.0;
        double vLow = ((1.0 - (v - w)) + (-t - w)) - tLow;
        double product = v * exp;
        double productLow = fma(v, expLow, fma(vLow, exp, fma(v, exp, -product)));
        double minusOne = product - 1.0;
        return minusOne + ((product - (minusOne + 1.0)) + productLow);
    }

    /** The second derivative in x: for x &lt; 0 CELU's is exp(x/α)/α, ELU's α·exp(x). */
    public double secondDerivative(double x) {
        if (!celu) {
            return x >= 0.0 ? 0.0 : derivative(x);
        }
        if (x != x) {
            return x;
        }
        if (x >= 0.0 || alpha == 0.0 || alpha == Double.POSITIVE_INFINITY) {
            return 0.0;
        }
        double y = x * xScale;
        y = y < EXTREME_FLOOR * b ? EXTREME_FLOOR * b : y;
        // The quotient by α less the powers of two, which go into one scaling: what is subnormal is rounded once.
        long bBits = Double.doubleToRawLongBits(b);
        double bSignificand = Double.longBitsToDouble(bBits & FRACTION | ONE);
        int exponent = (int) (bBits - Double.doubleToRawLongBits(xScale) >> 52);
        return Math.scalb(exp(y, 0L) / bSignificand, exponent(y) - exponent);
    }

    private double extremeValue(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (alpha == 0.0) {
            return 0.0;
        }
        // CELU: x/α so small that the correction of x is below a quarter ulp, while x·xScale could underflow
        if (alpha == Double.POSITIVE_INFINITY || (xScale != 1.0 && x > alpha * -0x1p-60)) {
            return x;
        }
        return moderateValue(x * xScale) / yScale;
    }

    private double extremeDerivative(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (alpha == 0.0) {
            return 0.0;
        }
        if (alpha == Double.POSITIVE_INFINITY) {
            return 1.0;
        }
        if (xScale != 1.0) {
            return moderateDerivative(x * xScale);
        }
        // α·exp(x) with huge α has more powers of two than fit into one factor
        double y = x < EXTREME_FLOOR ? EXTREME_FLOOR : x;
        return Math.scalb(exp(y, 0L), exponent(y) + cExponent);
    }
}
