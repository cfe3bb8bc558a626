package io.github.celu.testing;

import io.github.celu.CELU;
import io.github.celu.ELU;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The real functions of {@link CELU} and {@link ELU}, the yardstick for every claim about accuracy.
 *
 * <p>The arguments are taken as the exact numbers they are; a float widens exactly. They must be finite, and for CELU
 * alpha must be positive. The relative error is below 1e-38, except that an exponential below exp(-10000) is given as
 * exp(-10000), about 1e-4343: whatever it is multiplied or divided by, it stays far below every positive double.
 *
 * <p>The exponential comes from its Taylor series for a small argument, which is then doubled as often as it was
 * halved. No step cancels more than three of the 45 digits, and squaring 22 times costs another seven.
 */
public final class Exact {
    private static final MathContext DIGITS = new MathContext(45);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal HALF = new BigDecimal(0.5);
    private static final BigDecimal LOWEST = BigDecimal.valueOf(-10_000);

    /** From here to 0 the first term left out of a series is below 1e-50 of the sum. */
    private static final BigDecimal SMALL = new BigDecimal(-0x1p-8);

    /** 1/1!, 1/2!, 1/3!, ..., so that expm1(t) = t (1/1! + t/2! + t^2/3! + ...). */
    private static final BigDecimal[] EXPM1 = new BigDecimal[16];

    /** 1/2!, 2/3!, 3/4!, ..., so that expm1(t) - t exp(t) = -t^2 (1/2! + 2t/3! + 3t^2/4! + ...). */
    private static final BigDecimal[] ALPHA = new BigDecimal[16];

    static {
        BigDecimal factorial = BigDecimal.ONE;
        for (int i = 0; i < 16; i++) {
            EXPM1[i] = BigDecimal.ONE.divide(factorial, DIGITS);
            factorial = factorial.multiply(BigDecimal.valueOf(i + 2));
            ALPHA[i] = BigDecimal.valueOf(i + 1).divide(factorial, DIGITS);
        }
    }

    private Exact() {}

    public static BigDecimal celu(double x, double alpha) {
        return x >= 0 ? new BigDecimal(x) : expm1(quotient(x, alpha)).multiply(new BigDecimal(alpha), DIGITS);
    }

    public static BigDecimal celuGradient(double x, double alpha) {
        return x >= 0 ? BigDecimal.ONE : exp(quotient(x, alpha));
    }

    public static BigDecimal celuGradientAlpha(double x, double alpha) {
        return x >= 0 ? BigDecimal.ZERO : gradientAlpha(quotient(x, alpha));
    }

    public static BigDecimal celuSecondDerivative(double x, double alpha) {
        return x >= 0 ? BigDecimal.ZERO : exp(quotient(x, alpha)).divide(new BigDecimal(alpha), DIGITS);
    }

    public static BigDecimal elu(double x, double alpha) {
        return x >= 0 ? new BigDecimal(x) : expm1(quotient(x, 1)).multiply(new BigDecimal(alpha), DIGITS);
    }

    public static BigDecimal eluGradient(double x, double alpha) {
        return x >= 0 ? BigDecimal.ONE : exp(quotient(x, 1)).multiply(new BigDecimal(alpha), DIGITS);
    }

    public static BigDecimal eluGradientAlpha(double x, double alpha) {
        return x >= 0 ? BigDecimal.ZERO : expm1(quotient(x, 1));
    }

    public static BigDecimal eluSecondDerivative(double x, double alpha) {
        return x >= 0 ? BigDecimal.ZERO : eluGradient(x, alpha);
    }

    /** Returns {@code exp(t)} for t in [-10000, 0]. */
    public static BigDecimal exp(BigDecimal t) {
        if (t.compareTo(SMALL) >= 0) {
            return BigDecimal.ONE.add(t.multiply(polynomial(EXPM1, t), DIGITS), DIGITS);
        }
        BigDecimal root = exp(t.multiply(HALF, DIGITS));
        return root.multiply(root, DIGITS);
    }

    /** Returns {@code exp(t) - 1} for t in [-10000, 0], from (e - 1) (e + 1) = e^2 - 1. */
    public static BigDecimal expm1(BigDecimal t) {
        if (t.compareTo(SMALL) >= 0) {
            return t.multiply(polynomial(EXPM1, t), DIGITS);
        }
        BigDecimal half = expm1(t.multiply(HALF, DIGITS));
        return half.multiply(half.add(TWO), DIGITS);
    }

    /** Returns {@code exp(t) - 1 - t exp(t)} for t in [-10000, 0]. */
    private static BigDecimal gradientAlpha(BigDecimal t) {
        if (t.compareTo(SMALL) >= 0) {
            return t.multiply(t, DIGITS).multiply(polynomial(ALPHA, t), DIGITS).negate();
        }
        BigDecimal expm1 = expm1(t);
        return expm1.subtract(t.multiply(expm1.add(BigDecimal.ONE)), DIGITS);
    }

    private static BigDecimal polynomial(BigDecimal[] coefficients, BigDecimal t) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum.multiply(t, DIGITS).add(coefficients[i], DIGITS);
        }
        return sum;
    }

    private static BigDecimal quotient(double x, double alpha) {
        return new BigDecimal(x).divide(new BigDecimal(alpha), DIGITS).max(LOWEST);
    }

    /**
     * The error of a result in ulps: {@code |actual - exact|} divided by the distance between the two neighbouring
     * doubles that enclose the exact value. Where the exact value is a double, the distance is the one to the next
     * larger magnitude, and beyond the largest double that of the highest binade. So the distance jumps at a power of
     * two as {@link Math#ulp} does, and is never less than {@link Double#MIN_VALUE}.
     *
     * <p>NaN is infinitely wrong. An infinity counts as IEEE 754 rounds to it: as the first number out of range,
     * 2^1024, or as the exact value if that is larger still.
     */
    public static double ulps(double actual, BigDecimal exact) {
        return ulps(actual, exact, 53, Double.MIN_EXPONENT, Double.MAX_EXPONENT);
    }

    /** The same for the type float. */
    public static double ulps(float actual, BigDecimal exact) {
        return ulps(actual, exact, 24, Float.MIN_EXPONENT, Float.MAX_EXPONENT);
    }

    private static double ulps(double actual, BigDecimal exact, int bits, int minExponent, int maxExponent) {
        if (Double.isNaN(actual)) {
            return Double.POSITIVE_INFINITY;
        }
        BigDecimal magnitude = exact.abs();
        double towardZero = magnitude.doubleValue();
        if (towardZero > Double.MAX_VALUE || new BigDecimal(towardZero).compareTo(magnitude) > 0) {
            towardZero = Math.nextDown(towardZero);
        }
        int exponent = Math.max(minExponent, Math.min(maxExponent, Math.getExponent(towardZero)));
        BigDecimal value = Double.isFinite(actual)
                ? new BigDecimal(actual)
                : TWO.pow(maxExponent + 1).max(magnitude).multiply(new BigDecimal(Math.signum(actual)));
        return value.subtract(exact)
                .abs()
                .multiply(TWO.pow(bits - 1 - exponent, DIGITS))
                .doubleValue();
    }
}
