package io.github.celu.internal;

import static io.github.celu.internal.Fma.fma;

/**
 * The algorithm for {@code double}, the mirror image of {@link FloatKernel}: see there for the method. It also has the
 * derivative in α and the second derivative, which {@code float} callers get from here, rounded once.
 *
 * <p>Largest errors found: value 0.94 ulp, derivative 0.82 ulp, gradientAlpha 1.91 ulp, secondDerivative 1.48 ulp.
 */
public final class DoubleKernel {
    /** Adding it rounds to an integer n and leaves n in the low bits of the sum. */
    static final double SHIFT = 0x1.8p52;

    /** Keeps c·2ⁿ a normal number until the derivative is multiplied by UNBIAS, wherever it is not zero. */
    static final double BIAS = 0x1p500;

    static final double UNBIAS = 0x1p-500;

    /** S(h) = (exp(2h) − 1 − 2h − 2h²)/(2h³) for |h| &lt;= ln2/4, error 2⁻⁵⁸ of the value; see CoefficientsTest. */
    static final double S0 = 0x1.5555555555556p-1; // 0.6666666666666667

    static final double S1 = 0x1.5555555555555p-2; // 0.3333333333333333
    static final double S2 = 0x1.11111111109b3p-3; // 0.13333333333328098
    static final double S3 = 0x1.6c16c16c167e1p-5; // 0.044444444444436966
    static final double S4 = 0x1.a01a01a7c41d5p-7; // 0.012698412712354315
    static final double S5 = 0x1.a01a01a47b054p-9; // 0.0031746031765944958
    static final double S6 = 0x1.71de0dae63bb3p-11; // 7.054660725759248E-4
    static final double S7 = 0x1.27e4e1f48534fp-13; // 1.4109328880409575E-4
    static final double S8 = 0x1.af38a9b0ec855p-16; // 2.5702794747402568E-5
    static final double S9 = 0x1.1f66df7fca49fp-18; // 4.2826212618775645E-6

    /** G(t) = ((1 − (1 − t)·exp(t))/t² − 1/2)/t for −0.45 &lt;= t &lt;= 0, error 2⁻⁵⁵ of the result; see CoefficientsTest. */
    private static final double G0 = 0x1.5555555555555p-2; // 0.3333333333333333

    private static final double G1 = 0x1.fffffffffffdep-4; // 0.12499999999999953
    private static final double G2 = 0x1.111111110fdbbp-5; // 0.033333333333298985
    private static final double G3 = 0x1.c71c71c609p-8; // 0.006944444443465869
    private static final double G4 = 0x1.381380f9be636p-10; // 0.0011904761763034239
    private static final double G5 = 0x1.6c16b1326113ep-13; // 1.7361099305558155E-4
    private static final double G6 = 0x1.71dba6c2efb77p-16; // 2.204525550175302E-5
    private static final double G7 = 0x1.4ca08ec01cbf6p-19; // 2.478265599897742E-6
    private static final double G8 = 0x1.0917732f3bdacp-22; // 2.4688579265596015E-7
    private static final double G9 = 0x1.46ff0abf19d41p-26; // 1.9033687289827003E-8

    private static final double LN2_HIGH = 0x1.62e42fefa39efp-1; // 0.6931471805599453
    private static final double LN2_LOW = 0x1.abc9e3b39803fp-56; // 2.3190468138462996E-17
    private static final double LOG2E = 0x1.71547652b82fep0; // 1.4426950408889634

    /** At −38·b the value is −a, since exp(−38) < 2⁻⁵⁴; at −746·b exp(x/b) is 0, since exp(−746) < 2⁻¹⁰⁷⁵. */
    private static final double VALUE_FLOOR = -38.0;

    private static final double DERIVATIVE_FLOOR = -746.0;

    /** At −2200·b exp(x/α)/α and α·exp(x) are 0 for the smallest and the largest α. */
    private static final double EXTREME_FLOOR = -2200.0;

    /** Between these no intermediate result overflows, or underflows where it matters. */
    private static final double MODERATE_MIN = 0x1p-400;

    private static final double MODERATE_MAX = 0x1p400;

    private static final DoubleKernel EXPM1 = elu(1.0);

    final double a;
    final double c;
    final double valueFloor;
    final double derivativeFloor;
    final double log2eOverB;
    final double minusBLn2High;
    final double minusBLn2Low;
    final double halfOverB;
    final double halfOverBLow;
    final double hPerN;
    final double minusSlope; // −a/b, the value's slope at 0
    final double cBiased;

    private final boolean celu;
    private final double alpha;
    private final double b;
    private final double xScale;
    private final double yScale;
    private final int cExponent;

    /** Scratch of the plain loops. A kernel serves one call, so the blocks of a call share it, and no two threads do. */
    private double[][] scratch;

    private DoubleKernel(
            boolean celu,
            double alpha,
            double xScale,
            double yScale,
            double a,
            double b,
            double c,
            int cExponent,
            double slope) {
        this.celu = celu;
        this.alpha = alpha;
        this.xScale = xScale;
        this.yScale = yScale;
        this.a = a;
        this.b = b;
        this.c = c;
        this.cExponent = cExponent;
        valueFloor = VALUE_FLOOR * b;
        derivativeFloor = (DERIVATIVE_FLOOR - LN2_HIGH * (Math.getExponent(c) + 1)) * b;
        double bLn2 = b * LN2_HIGH;
        minusBLn2High = -bLn2;
        minusBLn2Low = -fma(b, LN2_LOW, fma(b, LN2_HIGH, -bLn2));
        double overB = 1.0 / b;
        log2eOverB = LOG2E * overB;
        halfOverB = 0.5 * overB;
        halfOverBLow = fma(-b, overB, 1.0) * halfOverB;
        hPerN = fma(minusBLn2Low, halfOverB, minusBLn2High * halfOverBLow);
        minusSlope = -slope;
        cBiased = c * BIAS;
    }

    /** The kernel of CELU; alpha is not NaN and not negative. */
    public static DoubleKernel celu(double alpha) {
        // CELU(x, α) = CELU(2ᵏx, 2ᵏα)/2ᵏ exactly, which takes extreme α to moderate ones.
        double scale = alpha < MODERATE_MIN ? 0x1p700 : alpha > MODERATE_MAX ? 0x1p-700 : 1.0;
        double b = alpha * scale;
        return new DoubleKernel(true, alpha, scale, scale, b, b, 1.0, 0, 1.0);
    }

    /** The kernel of ELU; alpha is not NaN, not negative and finite. */
    public static DoubleKernel elu(double alpha) {
        boolean moderate = alpha >= MODERATE_MIN && alpha <= MODERATE_MAX;
        // Still large enough after scaling that a·x is exact to the last bit for subnormal x.
        double scale = moderate ? 1.0 : alpha < MODERATE_MIN ? 0x1p600 : 0x1p-300;
        double a = alpha * scale;
        int exponent = moderate ? 0 : Math.getExponent(a);
        double c = moderate ? a : Math.scalb(a, -exponent);
        // One allocation, on all paths the same, is what C2 can do without.
        return new DoubleKernel(false, alpha, 1.0, scale, a, 1.0, c, exponent - Math.getExponent(scale), a);
    }

    /** Whether the array loops of the backends may be used; otherwise arrays are done element by element. */
    boolean isModerate() {
        return yScale == 1.0;
    }

    public double value(double x) {
        if (x >= 0.0) {
            return x;
        }
        return isModerate() ? moderateValue(x) : extremeValue(x);
    }

    public double derivative(double x) {
        if (x >= 0.0) {
            return 1.0;
        }
        return isModerate() ? moderateDerivative(x) : extremeDerivative(x);
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

    double[][] scratch(int arrays, int length) {
        if (scratch == null || scratch[0].length < length) {
            scratch = new double[arrays][length];
        }
        return scratch;
    }

    private double moderateValue(double x) {
        double clamped = x < valueFloor ? valueFloor : x;
        double shifted = shifted(clamped);
        double n = shifted - SHIFT;
        return -minusValue(clamped, n, z(clamped, n), scale(a, shifted), scale(minusSlope, shifted));
    }

    private double moderateDerivative(double x) {
        double clamped = x < derivativeFloor ? derivativeFloor : x;
        double shifted = shifted(clamped);
        double n = shifted - SHIFT;
        return derivative(clamped, n, z(clamped, n), scale(cBiased, shifted));
    }

    /** n + SHIFT with n = round(x·log2e/b). */
    double shifted(double x) {
        return fma(x, log2eOverB, SHIFT);
    }

    /** y·2ⁿ from n + SHIFT, for normal y and y·2ⁿ. */
    static double scale(double y, double shifted) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) + (Double.doubleToRawLongBits(shifted) << 52));
    }

    /** z for valueFloor or derivativeFloor &lt;= x &lt;= 0. */
    double z(double x, double n) {
        double h = h(r(x, n), hCorrection(x, n));
        double h2 = h * h;
        double h4 = h2 * h2;
        double low = fma(h2, fma(S3, h, S2), fma(S1, h, S0));
        double high = fma(h2, fma(S7, h, S6), fma(S5, h, S4));
        double s = fma(h4, fma(h4, fma(S9, h, S8), high), low);
        return fma(h2, s, h);
    }

    /** −a·expm1(x/b), never −0, for valueFloor &lt;= x &lt;= 0, aPower = a·2ⁿ and slopePower = −a/b·2ⁿ. */
    double minusValue(double x, double n, double z, double aPower, double slopePower) {
        double r = r(x, n);
        double rLow = n * minusBLn2Low;
        double u = fma(r + rLow, z, rLow); // what r lacks of (r + rLow)·(1 + z)
        double base = a - aPower;
        double baseLow = (a - base) - aPower;
        double sum = fma(slopePower, r, base);
        double sumLow = fma(slopePower, r, base - sum);
        return sum + fma(slopePower, u, baseLow + sumLow);
    }

    /** c·exp(x/b) for derivativeFloor &lt;= x &lt;= 0 and cPower = c·2ⁿ·BIAS. */
    double derivative(double x, double n, double z, double cPower) {
        double r = r(x, n);
        double correction = hCorrection(x, n);
        double h = h(r, correction);
        double sum = 0.5 + h;
        return fma(cPower, sum, cPower * sumLow(r, correction, h, z, sum)) * (2 * UNBIAS);
    }

    /** x − n·(the high part of b·ln2), which is exact. */
    private double r(double x, double n) {
        return fma(n, minusBLn2High, x);
    }

    /** What r·halfOverB lacks of h = (x/b − n·ln2)/2. */
    private double hCorrection(double x, double n) {
        return fma(n, hPerN, x * halfOverBLow);
    }

    private double h(double r, double correction) {
        return fma(r, halfOverB, correction);
    }

    /** What sum = 1/2 + h lacks of exp(2h)/2. */
    private double sumLow(double r, double correction, double h, double z, double sum) {
        double hLow = fma(r, halfOverB, -h) + correction;
        return fma(h, z, hLow) + (h - (sum - 0.5));
    }

    /** The derivative in α: for x &lt; 0 ELU's is expm1(x), CELU's expm1(t) − t·exp(t) with t = x/α. */
    public double gradientAlpha(double x) {
        if (!celu) {
            return x >= 0.0 ? 0.0 : EXPM1.value(x);
        }
        if (Double.isNaN(x)) {
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
        double t = y * (2 * halfOverB);
        double tLow = fma(y, 2 * halfOverB, -t) + y * (2 * halfOverBLow);
        return t > -0.45 ? gradientAlphaNear(t, tLow) : gradientAlphaFar(y, t, tLow);
    }

    /** −t²·(1/2 + t·G(t)), with t² and its rounding error: the difference of the two exponentials would cancel. */
    private static double gradientAlphaNear(double t, double tLow) {
        double t2 = t * t;
        double t2Low = fma(t, t, -t2) + 2 * t * tLow;
        double t4 = t2 * t2;
        double low = fma(t2, fma(G3, t, G2), fma(G1, t, G0));
        double high = fma(t2, fma(G7, t, G6), fma(G5, t, G4));
        double tg = t * fma(t4, fma(t4, fma(G9, t, G8), high), low);
        double factor = 0.5 + tg;
        double factorLow = tg - (factor - 0.5);
        return -fma(t2, factor, fma(t2, factorLow, t2Low * factor));
    }

    /** (1 − t)·exp(t) − 1 with t = y/b, both factors with their rounding errors: at t = −0.45 the product is 0.92. */
    private double gradientAlphaFar(double y, double t, double tLow) {
        double shifted = shifted(y);
        double n = shifted - SHIFT;
        double r = r(y, n);
        double correction = hCorrection(y, n);
        double h = h(r, correction);
        double sum = 0.5 + h;
        double factor = scale(BIAS, shifted) * (2 * UNBIAS);
        double exp = factor * sum;
        double expLow = factor * sumLow(r, correction, h, z(y, n), sum);
        double u = 1.0 - t;
        double v = u - 1.0;
        double uLow = ((1.0 - (u - v)) + (-t - v)) - tLow;
        double product = u * exp;
        double productLow = fma(u, exp, -product) + fma(u, expLow, uLow * exp);
        double minusOne = product - 1.0;
        return minusOne + ((product - (minusOne + 1.0)) + productLow);
    }

    /** The second derivative in x: for x &lt; 0 CELU's is exp(x/α)/α, ELU's α·exp(x). */
    public double secondDerivative(double x) {
        if (!celu) {
            return x >= 0.0 ? 0.0 : derivative(x);
        }
        if (Double.isNaN(x)) {
            return x;
        }
        if (x >= 0.0 || alpha == 0.0 || alpha == Double.POSITIVE_INFINITY) {
            return 0.0;
        }
        int exponent = Math.getExponent(b);
        double y = Math.max(x * xScale, EXTREME_FLOOR * b);
        double n = shifted(y) - SHIFT;
        double expOverPowerOfTwo = derivative(y, n, z(y, n), cBiased);
        int k = (int) n - exponent + Math.getExponent(xScale);
        return Math.scalb(expOverPowerOfTwo / Math.scalb(b, -exponent), k);
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
        double y = Math.max(x, EXTREME_FLOOR);
        double n = shifted(y) - SHIFT;
        return Math.scalb(derivative(y, n, z(y, n), cBiased), (int) n + cExponent);
    }
}
