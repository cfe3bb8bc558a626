package io.github.celu.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Recomputes the constants of the kernels with 60 digits. The polynomials for exp interpolate at Chebyshev nodes, which are
 * doubles, and are rounded once. Those for the derivative in alpha come from a Remez exchange: what is tested is their error.
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

    /** M(r) = (1/2 - (exp(-r) - 1 + r) / r^2) / r is the sum of (-r)^k / (k+3)!. */
    private static final BigDecimal[] M =
            series(k -> BigDecimal.valueOf(k % 2 == 0 ? 1 : -1).divide(factorial(k + 3), DIGITS));

    @Test
    void coefficientsOfFloat() {
        assertArrayEquals(hex(interpolant(Q, Q_FLOAT_NODES)), hex(FloatKernel.class, "Q", 6));
    }

    @Test
    void coefficientsOfDouble() {
        assertArrayEquals(hex(interpolant(Q, Q_DOUBLE_NODES)), hex(DoubleKernel.class, "Q", 11));
    }

    /** What the approximation of Q costs value and derivative. */
    @Test
    void errorOfQ() {
        assertExponent(-30.81, valueError(shipped(FloatKernel.class, "Q", 6)));
        assertExponent(-32.08, derivativeError(shipped(FloatKernel.class, "Q", 6)));
        assertExponent(-60.02, valueError(shipped(DoubleKernel.class, "Q", 11)));
        assertExponent(-61.36, derivativeError(shipped(DoubleKernel.class, "Q", 11)));
    }

    /**
     * The derivative in alpha of float: for n = 0 and 1 the relative error of the result changes its sign five times, and is as
     * large between. No other five coefficients have a smaller one (Chebyshev).
     */
    @Test
    void alphaPolynomialOfFloatIsTheBest() {
        BigDecimal[] q = shipped(FloatAlphaKernel.class, "Q", 6);
        assertEquals(0.5, q[0].doubleValue());
        double best = largest(0, Q_RADIUS, r -> Math.abs(floatAlphaError(q, 0, r)));
        assertExponent(-28.90, best);
        assertExponent(-28.90, largest(-Q_RADIUS, Q_RADIUS, r -> Math.abs(floatAlphaError(q, 1, r))));
        IntStream.range(2, 31)
                .forEach(n -> assertTrue(best > largest(-Q_RADIUS, Q_RADIUS, r -> Math.abs(floatAlphaError(q, n, r)))));
        assertArrayEquals(
                new double[] {1, -1, 1, -1}, extremes(0, Q_RADIUS, r -> floatAlphaError(q, 0, r) / best), 0.02);
        assertArrayEquals(new double[] {1, -1}, extremes(-Q_RADIUS, -0.1, r -> floatAlphaError(q, 1, r) / best), 0.02);
    }

    /** Of double: near zero, where n = 0, and far from it. */
    @Test
    void errorOfM() {
        BigDecimal[] m = shipped(DoubleAlphaKernel.class, "M", 10);
        assertExponent(-55.00, largest(0, 0.5, r -> Math.abs(doubleAlphaError(m, 0, r))));
        double far = IntStream.range(1, 62)
                .mapToDouble(n -> largest(0.5 - Math.log(2), 0.5, r -> Math.abs(doubleAlphaError(m, n, r))))
                .max()
                .orElseThrow();
        assertExponent(-57.37, far);
    }

    /** With exp(-r) = 1 - r + r^2 q, where q is near Q(-r). */
    private static double floatAlphaError(BigDecimal[] q, int n, double r) {
        return alphaError(n, r, r * r * value(q, r).subtract(value(Q, -r)).doubleValue());
    }

    /** With exp(-r) = 1 - r + r^2 (1/2 - r m), where m is near M(r). */
    private static double doubleAlphaError(BigDecimal[] m, int n, double r) {
        return alphaError(n, r, -r * r * r * value(m, r).subtract(value(M, r)).doubleValue());
    }

    /** The relative error of 1 - (1 + t) exp(-t) from the one of exp(-r), where t = n ln2 + r. */
    private static double alphaError(int n, double r, double errorOfExp) {
        double t = n * Math.log(2) + r;
        double result = t < 0.1
                ? t * t * (1 / 2.0 - t / 3 + t * t / 8 - t * t * t / 30 + t * t * t * t / 144)
                : 1 - (1 + t) * Math.exp(-t);
        return (1 + t) * Math.scalb(errorOfExp, -n) / result;
    }

    /** The largest error, with its sign, between one change of the sign and the next. */
    private static double[] extremes(double from, double to, DoubleUnaryOperator error) {
        List<Double> extremes = new ArrayList<>();
        int steps = 501;
        for (int i = 1; i <= steps; i++) {
            double e = error.applyAsDouble(from + (to - from) * i / steps);
            int last = extremes.size() - 1;
            if (last < 0 || extremes.get(last) * e < 0) {
                extremes.add(e);
            } else if (Math.abs(e) > Math.abs(extremes.get(last))) {
                extremes.set(last, e);
            }
        }
        return extremes.stream().mapToDouble(e -> e).toArray();
    }

    @Test
    void logarithms() {
        double high = LN2.doubleValue();
        double low = LN2.subtract(new BigDecimal(high)).doubleValue();
        double log2e = BigDecimal.ONE.divide(LN2, DIGITS).doubleValue();
        for (Class<?> kernel : List.of(FloatKernel.class, DoubleKernel.class, FloatAlphaKernel.class)) {
            assertEquals(hex(high), hex(kernel, "LN2"));
            assertEquals(hex(log2e), hex(kernel, "LOG2E"));
        }
        assertEquals(hex(low), hex(DoubleKernel.class, "LN2_LOW"));
        assertEquals(hex(-high), hex(DoubleAlphaKernel.class, "MINUS_LN2"));
        assertEquals(hex(-low), hex(DoubleAlphaKernel.class, "MINUS_LN2_LOW"));
        assertEquals(hex(log2e), hex(DoubleAlphaKernel.class, "LOG2E"));
    }

    /** What a reader sees beside a constant in hexadecimal is that constant. */
    @Test
    void decimalsInComments() throws IOException {
        Pattern constant = Pattern.compile(" (float|double) \\w+ = (-?0x\\S+?)f?; // (-?\\d+\\.\\S+)\\s");
        int count = 0;
        for (String folder : List.of("kernel", "loops")) {
            Path path = Path.of("src/main/java/io/github/celu/internal", folder);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    Matcher matcher = constant.matcher(Files.readString(file));
                    while (matcher.find()) {
                        double x = Double.parseDouble(matcher.group(2));
                        double decimal = matcher.group(1).equals("float")
                                ? Float.parseFloat(matcher.group(3))
                                : Double.parseDouble(matcher.group(3));
                        assertEquals(x, decimal, matcher.group());
                        count++;
                    }
                }
            }
        }
        assertTrue(count >= 50, "only " + count + " constants with decimals");
    }

    /** exp(t) - 1 = t + t^2 Q(t). */
    private static double valueError(BigDecimal[] q) {
        return largest(-Q_RADIUS, Q_RADIUS, t -> error(q, Q, t) * Math.abs(t * t / StrictMath.expm1(t)));
    }

    private static double derivativeError(BigDecimal[] q) {
        return largest(-Q_RADIUS, Q_RADIUS, t -> error(q, Q, t) * t * t / StrictMath.exp(t));
    }

    private static double largest(double from, double to, DoubleUnaryOperator f) {
        // an odd number of steps, since the errors have no value at 0
        int steps = 501;
        return IntStream.rangeClosed(0, steps)
                .mapToDouble(i -> from + (to - from) * i / steps)
                .filter(x -> x != 0)
                .map(f)
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
