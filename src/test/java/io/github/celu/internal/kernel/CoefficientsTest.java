package io.github.celu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Recomputes the constants of the kernels. The polynomials interpolate their functions at Chebyshev nodes; the nodes are
 * doubles, everything else is done with 60 digits and rounded once.
 */
class CoefficientsTest {
    private static final MathContext DIGITS = new MathContext(60);

    /** Terms of a power series: enough for 60 digits at |t| <= 5/8. */
    private static final int TERMS = 46;

    private static final BigDecimal LN2 = ln2();

    /** Q(t) = (exp(t) - 1 - t) / t^2 is the sum of 1 / (k+2)! t^k. */
    private static final BigDecimal[] Q = series(k -> BigDecimal.ONE.divide(factorial(k + 2), DIGITS));

    /** A little more than ln2/2, since the breakpoints of the reduction are rounded. */
    private static final double Q_RADIUS = 0.5 * StrictMath.log(2) * 1.0001;

    private static final double[] Q_FLOAT_NODES = nodes(6, 0, Q_RADIUS);
    private static final double[] Q_DOUBLE_NODES = nodes(11, 0, Q_RADIUS);

    /** G(t) = ((1 - (1 - t) exp(t)) / t^2 - 1/2) / t is the sum of (k+2) / (k+3)! t^k. */
    private static final BigDecimal[] G = series(k -> BigDecimal.valueOf(k + 2).divide(factorial(k + 3), DIGITS));

    private static final double[] G_NODES = nodes(11, -0.3125, 0.3125);

    @Test
    void coefficientsOfFloat() {
        assertArrayEquals(hex(interpolant(Q, Q_FLOAT_NODES)), hex(FloatKernel.class, "Q", 6));
    }

    @Test
    void coefficientsOfDouble() {
        assertArrayEquals(hex(interpolant(Q, Q_DOUBLE_NODES)), hex(DoubleKernel.class, "Q", 11));
        BigDecimal[] g = interpolant(G, G_NODES);
        assertArrayEquals(hex(g), hex(DoubleKernel.class, "G", 11));
        assertEquals(
                hex(g[0].subtract(new BigDecimal(g[0].doubleValue())).doubleValue()),
                hex(DoubleKernel.class, "G0_LOW"));
    }

    /** What the approximation of Q costs value and derivative. */
    @Test
    void errorOfQ() {
        assertExponent(-30.81, valueError(shipped(FloatKernel.class, "Q", 6)));
        assertExponent(-32.08, derivativeError(shipped(FloatKernel.class, "Q", 6)));
        assertExponent(-60.02, valueError(shipped(DoubleKernel.class, "Q", 11)));
        assertExponent(-61.36, derivativeError(shipped(DoubleKernel.class, "Q", 11)));
    }

    /** The same for G, where the rest of the formula is exact. */
    @Test
    void errorOfG() {
        BigDecimal[] shipped = shipped(DoubleKernel.class, "G", 11);
        shipped[0] = shipped[0].add(
                new BigDecimal(constant(DoubleKernel.class, "G0_LOW").doubleValue()));
        assertExponent(-60.61, gradientAlphaError(interpolant(G, G_NODES)));
        assertExponent(-57.92, gradientAlphaError(shipped));
    }

    @Test
    void logarithms() {
        double high = LN2.doubleValue();
        double log2e = BigDecimal.ONE.divide(LN2, DIGITS).doubleValue();
        assertEquals(hex(high), hex(DoubleKernel.class, "LN2_HIGH"));
        assertEquals(hex(LN2.subtract(new BigDecimal(high)).doubleValue()), hex(DoubleKernel.class, "LN2_LOW"));
        assertEquals(hex(log2e), hex(DoubleKernel.class, "LOG2E"));
        assertEquals(hex(high), hex(FloatKernel.class, "LN2"));
        assertEquals(hex(log2e), hex(FloatKernel.class, "LOG2E"));
    }

    /** exp(t) - 1 = t + t^2 Q(t). */
    private static double valueError(BigDecimal[] q) {
        return largest(-Q_RADIUS, Q_RADIUS, t -> error(q, Q, t) * Math.abs(t * t / StrictMath.expm1(t)));
    }

    private static double derivativeError(BigDecimal[] q) {
        return largest(-Q_RADIUS, Q_RADIUS, t -> error(q, Q, t) * t * t / StrictMath.exp(t));
    }

    /** -t^2 (1/2 + t G(t)). */
    private static double gradientAlphaError(BigDecimal[] g) {
        return largest(
                -0.625, 0, t -> error(g, G, t) * -t / (0.5 + t * value(G, t).doubleValue()));
    }

    private interface Function {
        double at(double x);
    }

    private static double largest(double from, double to, Function f) {
        // an odd number of steps, since the errors have no value at 0
        int steps = 501;
        return IntStream.rangeClosed(0, steps)
                .mapToDouble(i -> from + (to - from) * i / steps)
                .filter(x -> x != 0)
                .map(f::at)
                .max()
                .orElseThrow();
    }

    private static double error(BigDecimal[] coefficients, BigDecimal[] exact, double x) {
        return value(coefficients, x).subtract(value(exact, x)).abs().doubleValue();
    }

    private static BigDecimal value(BigDecimal[] coefficients, double x) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            sum = sum.multiply(new BigDecimal(x)).add(coefficients[k], DIGITS);
        }
        return sum;
    }

    /** The error is 2^exponent, up to a hundredth in the exponent. */
    private static void assertExponent(double exponent, double error) {
        assertEquals(exponent, Math.log(error) / Math.log(2), 0.01);
    }

    private static double[] nodes(int count, double middle, double radius) {
        return IntStream.range(0, count)
                .mapToDouble(i -> middle + radius * StrictMath.cos(Math.PI * (2 * i + 1) / (2 * count)))
                .toArray();
    }

    /** Newton's divided differences, expanded into powers. */
    private static BigDecimal[] interpolant(BigDecimal[] f, double[] nodes) {
        int n = nodes.length;
        BigDecimal[] x = Arrays.stream(nodes).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
        BigDecimal[] d = Arrays.stream(nodes).mapToObj(v -> value(f, v)).toArray(BigDecimal[]::new);
        for (int j = 1; j < n; j++) {
            for (int i = n - 1; i >= j; i--) {
                d[i] = d[i].subtract(d[i - 1]).divide(x[i].subtract(x[i - j]), DIGITS);
            }
        }
        BigDecimal[] c = new BigDecimal[n];
        Arrays.fill(c, BigDecimal.ZERO);
        for (int i = n - 1; i >= 0; i--) {
            for (int k = n - 1; k > 0; k--) {
                c[k] = c[k - 1].subtract(c[k].multiply(x[i]), DIGITS);
            }
            c[0] = d[i].subtract(c[0].multiply(x[i]), DIGITS);
        }
        return c;
    }

    private static BigDecimal[] series(IntFunction<BigDecimal> coefficient) {
        return IntStream.range(0, TERMS).mapToObj(coefficient).toArray(BigDecimal[]::new);
    }

    private static BigDecimal factorial(int n) {
        return IntStream.rangeClosed(1, n).mapToObj(BigDecimal::valueOf).reduce(BigDecimal.ONE, BigDecimal::multiply);
    }

    /** ln2 is the sum of 2 / ((2k + 1) 3^(2k+1)). */
    private static BigDecimal ln2() {
        return IntStream.range(0, 80)
                .map(k -> 2 * k + 1)
                .mapToObj(k -> BigDecimal.valueOf(2)
                        .divide(BigDecimal.valueOf(3).pow(k).multiply(BigDecimal.valueOf(k)), DIGITS))
                .reduce(BigDecimal.ZERO, (a, b) -> a.add(b, DIGITS));
    }

    private static String hex(double x) {
        return Double.toHexString(x);
    }

    private static String[] hex(BigDecimal[] coefficients) {
        return Stream.of(coefficients).map(c -> hex(c.doubleValue())).toArray(String[]::new);
    }

    private static String[] hex(Class<?> kernel, String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> hex(kernel, name + i)).toArray(String[]::new);
    }

    private static String hex(Class<?> kernel, String name) {
        Number number = constant(kernel, name);
        return number instanceof Float f ? Float.toHexString(f) : hex(number.doubleValue());
    }

    private static BigDecimal[] shipped(Class<?> kernel, String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new BigDecimal(constant(kernel, name + i).doubleValue()))
                .toArray(BigDecimal[]::new);
    }

    private static Number constant(Class<?> kernel, String name) {
        try {
            Field field = kernel.getDeclaredField(name);
            field.setAccessible(true);
            return (Number) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
