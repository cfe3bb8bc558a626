package io.github.celu.peers;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;

/** The real functions and the errors of results. An error is in units of the last place of the exact result. */
final class Exact {
    private static final MathContext DIGITS = new MathContext(50);

    /** Below, expm1 comes from its series. */
    private static final BigDecimal SMALL = new BigDecimal("1e-8");

    private Exact() {}

    /** The result for x &lt; 0 and α &gt; 0; an incoming derivative is 1. Its relative error is below 1e-40. */
    static BigDecimal of(Operation operation, double alpha, double x) {
        BigDecimal a = new BigDecimal(alpha);
        BigDecimal t = operation.isCelu() ? new BigDecimal(x).divide(a, DIGITS) : new BigDecimal(x);
        return switch (operation) {
            case ELU, CELU -> a.multiply(expm1(t), DIGITS);
            case ELU_BACKWARD -> a.multiply(BigDecimalMath.exp(t, DIGITS), DIGITS);
            case CELU_BACKWARD -> BigDecimalMath.exp(t, DIGITS);
        };
    }

    private static BigDecimal expm1(BigDecimal t) {
        if (t.abs().compareTo(SMALL) >= 0) {
            return BigDecimalMath.exp(t, DIGITS).subtract(BigDecimal.ONE, DIGITS);
        }
        BigDecimal term = t;
        BigDecimal sum = t;
        for (int n = 2; n <= 6; n++) {
            term = term.multiply(t, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum;
    }

    static double ulps(Type type, double actual, BigDecimal exact) {
        if (!Double.isFinite(actual)) {
            return Double.POSITIVE_INFINITY;
        }
        double ulp = ulp(type, exact.doubleValue());
        // 2^-1074 has 751 digits: a quotient of 20 is enough.
        return new BigDecimal(actual)
                .subtract(exact)
                .abs()
                .divide(new BigDecimal(ulp), new MathContext(20))
                .doubleValue();
    }

    /** The same result as a double, good to 1e-14 but for subnormal numbers. */
    static double approximate(Operation operation, double alpha, double x) {
        double t = operation.isCelu() ? x / alpha : x;
        return switch (operation) {
            case ELU, CELU -> alpha * StrictMath.expm1(t);
            case ELU_BACKWARD -> alpha * StrictMath.exp(t);
            case CELU_BACKWARD -> StrictMath.exp(t);
        };
    }

    /** The error of a float, from {@link #approximate}. */
    static double floatUlps(double actual, double approximate) {
        return Double.isFinite(actual)
                ? Math.abs(actual - approximate) / ulp(Type.FLOAT, approximate)
                : Double.POSITIVE_INFINITY;
    }

    private static double ulp(Type type, double d) {
        return type == Type.DOUBLE
                ? Math.ulp(d)
                : Math.scalb(1.0, Math.max(Math.getExponent(d), Float.MIN_EXPONENT) - 23);
    }
}
