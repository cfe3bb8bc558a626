package io.github.celu.testing;

import java.math.BigDecimal;

/**
 * The functions for x &lt; 0 as unevaluated sums of two doubles, off by less than 2^-8 ulp of a double, for scans of more points
 * than {@link Exact} could do. {@code ManyDoublesTest} compares the two. Alpha must be in [2^-100, 2^100].
 *
 * <p>exp(t) is 2^-q 2^(-j/256) exp(r), the middle from a table of {@link Exact} and the last from its Taylor series, whose first
 * two terms are sums of two doubles.
 */
public final class Wide {
    private static final int STEPS = 256;
    private static final double[] ROOT = new double[STEPS];
    private static final double[] ROOT_LOW = new double[STEPS];

    /** ln2/256 in three parts. The first has 33 bits, so that its product with n is exact. */
    private static final double STEP_1;

    private static final double STEP_2;
    private static final double STEP_3;

    static {
        BigDecimal step = new BigDecimal("0.693147180559945309417232121458176568075500134360255254120680")
                .divide(BigDecimal.valueOf(STEPS));
        for (int j = 0; j < STEPS; j++) {
            BigDecimal root = Exact.exp(step.multiply(BigDecimal.valueOf(-j)));
            ROOT[j] = root.doubleValue();
            ROOT_LOW[j] = root.subtract(new BigDecimal(ROOT[j])).doubleValue();
        }
        STEP_1 = Double.longBitsToDouble(Double.doubleToRawLongBits(step.doubleValue()) & -1L << 20);
        BigDecimal rest = step.subtract(new BigDecimal(STEP_1));
        STEP_2 = rest.doubleValue();
        STEP_3 = rest.subtract(new BigDecimal(STEP_2)).doubleValue();
    }

    private double t;
    private double tLow;
    private boolean tiny; // |t| < ln2/512
    private int q;
    private double exp; // times 2^q
    private double expLow;
    private double expm1;
    private double expm1Low;

    /** The error in ulp of y as the function of x < 0. */
    public double ulps(Function function, double x, double alpha, double y) {
        double scale = function.scale(alpha);
        evaluate(x / scale, Math.fma(-(x / scale), scale, x) / scale);
        return switch (function) {
            case CELU_APPLY, ELU_APPLY -> {
                double value = alpha * expm1;
                yield ulps(y, value, Math.fma(alpha, expm1, -value) + alpha * expm1Low, 0);
            }
            case CELU_GRADIENT -> ulps(y, exp, expLow, q);
            case ELU_GRADIENT, ELU_SECOND_DERIVATIVE -> {
                double product = alpha * exp;
                yield ulps(y, product, Math.fma(alpha, exp, -product) + alpha * expLow, q);
            }
            case CELU_SECOND_DERIVATIVE -> {
                double quotient = exp / alpha;
                yield ulps(y, quotient, (Math.fma(-quotient, alpha, exp) + expLow) / alpha, q);
            }
            case CELU_GRADIENT_ALPHA -> gradientAlphaUlps(y);
            case ELU_GRADIENT_ALPHA -> ulps(y, expm1, expm1Low, 0);
        };
    }

    private void evaluate(double t, double tLow) {
        this.t = t;
        this.tLow = tLow;
        double n = Math.rint(t / (STEP_1 + STEP_2));
        double r1 = Math.fma(-n, STEP_1, t);
        double product = n * STEP_2;
        double r = r1 - product;
        double rLow = sumLow(r1, -product, r) - Math.fma(n, STEP_2, -product) + tLow - n * STEP_3;
        double square = r * r;
        double halfSquareLow = 0.5 * Math.fma(r, r, -square) + r * rLow;
        double cube = square * r / 6 * (1 + r / 4 * (1 + r / 5 * (1 + r / 6 * (1 + r / 7))));
        double m = r + 0.5 * square;
        double mLow = sumLow(r, 0.5 * square, m) + rLow + halfSquareLow + cube;
        int steps = (int) -n;
        int j = steps % STEPS;
        q = steps / STEPS;
        double rootTimesM = ROOT[j] * m;
        double lower = Math.fma(ROOT[j], m, -rootTimesM) + ROOT[j] * mLow + ROOT_LOW[j] * m + ROOT_LOW[j];
        exp = ROOT[j] + rootTimesM;
        expLow = sumLow(ROOT[j], rootTimesM, exp) + lower;
        tiny = n == 0;
        if (tiny) {
            expm1 = m;
            expm1Low = mLow;
        } else {
            double power = q < 200 ? Math.scalb(1.0, -q) : 0; // exp(t) is no longer seen in expm1(t)
            expm1 = power * exp - 1;
            expm1Low = sumLow(power * exp, -1, expm1) + power * expLow;
        }
    }

    private double gradientAlphaUlps(double y) {
        if (tiny) {
            // -t^2 (1/2 + t/3 + t^2/8 + t^3/30 + ...)
            double third = t / 3;
            double thirdLow = (Math.fma(-third, 3, t) + tLow) / 3;
            double rest = t * t / 8 * (1 + t * 4 / 15 * (1 + t * 5 / 24 * (1 + t * 6 / 35)));
            double factor = 0.5 + third;
            double factorLow = sumLow(0.5, third, factor) + thirdLow + rest;
            double square = t * t;
            double squareLow = Math.fma(t, t, -square) + 2 * t * tLow;
            double product = square * factor;
            return ulps(
                    y, -product, -(Math.fma(square, factor, -product) + square * factorLow + squareLow * factor), 0);
        }
        if (q > 200) {
            return ulps(y, -1, 0, 0);
        }
        double power = Math.scalb(1.0, -q);
        double product = t * exp * power;
        double productLow = Math.fma(t, exp * power, -product) + (t * expLow + tLow * exp) * power;
        double difference = expm1 - product;
        return ulps(y, difference, sumLow(expm1, -product, difference) + expm1Low - productLow, 0);
    }

    /** What the rounded sum of a and b lacks (Knuth). */
    private static double sumLow(double a, double b, double sum) {
        double part = sum - a;
        return (a - (sum - part)) + (b - part);
    }

    /** The error of y against 2^-q (high + low) in ulps of that, which may be subnormal. */
    private static double ulps(double y, double high, double low, int q) {
        double sum = high + low;
        double rest = low - (sum - high);
        double magnitude = Math.abs(sum);
        if (rest != 0 && rest > 0 != sum > 0) {
            magnitude = Math.nextDown(magnitude);
        }
        int exponent = Math.max(Math.getExponent(magnitude) - q, Double.MIN_EXPONENT);
        double scaled = q < 900 ? y * Math.scalb(1.0, q) : Math.scalb(y, q);
        return Math.scalb(Math.abs((scaled - sum) - rest), 52 - exponent - q);
    }
}
