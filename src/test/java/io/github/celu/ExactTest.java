package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.testing.Exact;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@link Exact} against digits computed elsewhere and against identities that it does not use. */
class ExactTest {
    private static final MathContext DIGITS = new MathContext(60);

    private final SplittableRandom random = new SplittableRandom(20170424);

    /** The digits are mpmath's, with 400 bits, for the exact values of the doubles. */
    @Test
    void knownDigits() {
        assertClose("0.3678794411714423215955237701614608674458", Exact.celuGradient(-1, 1));
        assertClose("0.7165313105737892504256040969253796674531", Exact.celuGradient(-1, 3));
        assertClose("2.822350730471937076353440082059782620824e-324", Exact.celuGradient(-745, 1));
        assertClose("-0.6321205588285576784044762298385391325542", Exact.celu(-1, 1));
        assertClose("-1.553739679703140342133439058471974957316", Exact.celu(-3, 2));
        assertClose("-0.08504060682786322835443043717491531275135", Exact.celu(-0.1, 0.3));
        assertClose("-9.999999950000000375892272459028655035033e-9", Exact.celu(-1e-8, 1));
        assertClose("-9.999888671826830054133752367652800576669e-321", Exact.celu(-1e-320, 1));
        assertClose("-0.04462491923494766609919453743282711006252", Exact.celuGradientAlpha(-1, 3));
        assertClose("-7.60955538986349157727296910763913435313e-6", Exact.celuGradientAlpha(-0x1p-8, 1));
        assertClose("-0.5939941502901619243180015150825467897771", Exact.celuGradientAlpha(-2, 1));
        assertClose("-0.9999999999999998258174755330448511915014", Exact.celuGradientAlpha(-40, 1));
        assertClose("-4.999999966666667000892272542361990418245e-17", Exact.celuGradientAlpha(-1e-8, 1));
        assertClose("-4.999888672446528161201625098922007928343e-641", Exact.celuGradientAlpha(-1e-320, 1));
        assertClose("-4.999999999999999474952397447955838864203e-601", Exact.celuGradientAlpha(-1, 1e300));
        assertClose("0.2388437701912630834752013656417932224844", Exact.celuSecondDerivative(-1, 3));
        assertClose(
                "1.007701482322078962256866696938208314482e322",
                Exact.celuSecondDerivative(-3 * Double.MIN_VALUE, Double.MIN_VALUE));
        assertClose("-9.999999950000000485682908204480031864004e299", Exact.elu(-1e-8, 1e308));
        assertClose("9.999999900000000609790631437575472129249e307", Exact.eluGradient(-1e-8, 1e308));
        assertClose("3.66787458417768725372532409875507800502e-40", Exact.eluSecondDerivative(-800, 1e308));
        assertClose("-0.6321205588285576784044762298385391325542", Exact.eluGradientAlpha(-1, 5));
    }

    @Test
    void nonNegative() {
        for (double x : new double[] {0.0, -0.0, Double.MIN_VALUE, 0.1, Double.MAX_VALUE}) {
            assertSame(new BigDecimal(x), Exact.celu(x, 0.3));
            assertSame(new BigDecimal(x), Exact.elu(x, 0.3));
            assertSame(BigDecimal.ONE, Exact.celuGradient(x, 0.3));
            assertSame(BigDecimal.ONE, Exact.eluGradient(x, 0.3));
            assertSame(BigDecimal.ZERO, Exact.celuGradientAlpha(x, 0.3));
            assertSame(BigDecimal.ZERO, Exact.eluGradientAlpha(x, 0.3));
            assertSame(BigDecimal.ZERO, Exact.celuSecondDerivative(x, 0.3));
            assertSame(BigDecimal.ZERO, Exact.eluSecondDerivative(x, 0.3));
        }
    }

    @Test
    void saturation() {
        double min = Double.MIN_VALUE;
        double max = Double.MAX_VALUE;
        BigDecimal nothing = new BigDecimal("1e-3000");
        for (double x : new double[] {-1e5, -1e300, -max}) {
            for (double alpha : new double[] {min, 1, 1.7}) {
                BigDecimal gradient = Exact.celuGradient(x, alpha);
                assertTrue(gradient.signum() > 0 && gradient.compareTo(nothing) < 0);
                assertTrue(Exact.celuSecondDerivative(x, alpha).compareTo(nothing) < 0);
                assertTrue(Exact.eluGradient(x, max).compareTo(nothing) < 0);
                assertClose(BigDecimal.valueOf(-1), Exact.celuGradientAlpha(x, alpha));
                assertClose(new BigDecimal(-alpha), Exact.celu(x, alpha));
                assertClose(new BigDecimal(-alpha), Exact.elu(x, alpha));
            }
        }
        assertSame(BigDecimal.ZERO, Exact.elu(-1, 0));
        assertSame(BigDecimal.ZERO, Exact.eluGradient(-1, 0));
        // x / alpha = -2^-2098
        assertClose(new BigDecimal(-min), Exact.celu(-min, max));
        assertClose(BigDecimal.ONE, Exact.celuGradient(-min, max));
    }

    @Test
    void exponentialOfSum() {
        for (int i = 0; i < 2_000; i++) {
            BigDecimal s = new BigDecimal(-Math.scalb(1 + random.nextDouble(), random.nextInt(-60, 10)));
            BigDecimal t = new BigDecimal(-Math.scalb(1 + random.nextDouble(), random.nextInt(-60, 10)));
            assertClose(Exact.exp(s).multiply(Exact.exp(t)), Exact.exp(s.add(t)));
            BigDecimal u = Exact.expm1(s);
            BigDecimal v = Exact.expm1(t);
            assertClose(u.add(v).add(u.multiply(v)), Exact.expm1(s.add(t)));
        }
    }

    /** Euler's theorem: CELU is homogeneous, so it is x times one partial derivative plus alpha times the other. */
    @Test
    void homogeneous() {
        for (int i = 0; i < 2_000; i++) {
            double alpha = Math.scalb(1 + random.nextDouble(), random.nextInt(-900, 900));
            double x = -alpha * Math.scalb(1 + random.nextDouble(), random.nextInt(-60, 10));
            BigDecimal byX = new BigDecimal(x).multiply(Exact.celuGradient(x, alpha));
            BigDecimal byAlpha = new BigDecimal(alpha).multiply(Exact.celuGradientAlpha(x, alpha));
            assertClose(Exact.celu(x, alpha), byX.add(byAlpha));
        }
    }

    /** The sum of t^k (1 - k) / k! from the smallest term up. */
    @Test
    void gradientAlphaSeries() {
        for (int i = 0; i < 500; i++) {
            double x = -Math.scalb(1 + random.nextDouble(), random.nextInt(-40, 0));
            BigDecimal t = new BigDecimal(x);
            BigDecimal sum = BigDecimal.ZERO;
            for (int k = 40; k >= 2; k--) {
                BigDecimal term = t.pow(k, DIGITS).multiply(BigDecimal.valueOf(1 - k));
                for (int j = 2; j <= k; j++) {
                    term = term.divide(BigDecimal.valueOf(j), DIGITS);
                }
                sum = sum.add(term);
            }
            assertClose(sum, Exact.celuGradientAlpha(x, 1));
        }
    }

    @Test
    void ulpsOfDoubles() {
        assertEquals(0, Exact.ulps(1.0, BigDecimal.ONE));
        assertEquals(0, Exact.ulps(-0.0, BigDecimal.ZERO));
        assertEquals(1, Exact.ulps(Math.nextUp(1.0), BigDecimal.ONE));
        assertEquals(0.5, Exact.ulps(Math.nextDown(1.0), BigDecimal.ONE));
        assertEquals(0.75, Exact.ulps(-1.0, new BigDecimal(-1).subtract(new BigDecimal(0.75 * 0x1p-52))));
        // just below a power of two, closer to it than any double
        BigDecimal below = BigDecimal.ONE.subtract(new BigDecimal("1e-40"));
        assertEquals(2, Exact.ulps(Math.nextUp(1.0), below), 1e-20);
        assertEquals(1, Exact.ulps(Math.nextDown(1.0), below), 1e-20);
        // at and below the smallest numbers
        BigDecimal min = new BigDecimal(Double.MIN_VALUE);
        assertEquals(1, Exact.ulps(Double.MIN_VALUE, BigDecimal.ZERO));
        assertEquals(1, Exact.ulps(0.0, min));
        assertEquals(0.25, Exact.ulps(0.0, min.multiply(new BigDecimal(0.25))));
        assertEquals(1.75, Exact.ulps(-Double.MIN_VALUE, min.multiply(new BigDecimal(0.75))));
        assertEquals(1, Exact.ulps(Double.MIN_NORMAL, new BigDecimal(Math.nextDown(Double.MIN_NORMAL))));
        assertEquals(1, Exact.ulps(Math.nextUp(Double.MIN_NORMAL), new BigDecimal(Double.MIN_NORMAL)));
    }

    @Test
    void ulpsOfFloats() {
        assertEquals(1, Exact.ulps(Math.nextUp(1f), BigDecimal.ONE));
        assertEquals(0.5, Exact.ulps(Math.nextDown(1f), BigDecimal.ONE));
        assertEquals(0.25, Exact.ulps(3f, new BigDecimal(3 + 0.25 * 0x1p-22)));
        assertEquals(2, Exact.ulps(Math.nextUp(1f), BigDecimal.ONE.subtract(new BigDecimal("1e-40"))), 1e-20);
        assertEquals(0.5, Exact.ulps(0f, new BigDecimal(0x1p-150)));
        assertEquals(1, Exact.ulps(Float.MIN_VALUE, new BigDecimal("1e-400")), 1e-20);
        assertEquals(1, Exact.ulps(Math.nextUp(Float.MIN_NORMAL), new BigDecimal(Float.MIN_NORMAL)));
        assertEquals(1, Exact.ulps(Float.MIN_NORMAL, new BigDecimal(Math.nextDown(Float.MIN_NORMAL))));
    }

    @Test
    void ulpsBeyondTheRange() {
        double infinity = Double.POSITIVE_INFINITY;
        assertEquals(infinity, Exact.ulps(Double.NaN, BigDecimal.ZERO));
        assertEquals(infinity, Exact.ulps(Float.NaN, BigDecimal.ONE));
        assertEquals(infinity, Exact.ulps(infinity, BigDecimal.ONE));
        assertEquals(0, Exact.ulps(infinity, new BigDecimal("1e400")));
        assertEquals(0, Exact.ulps(-infinity, new BigDecimal("-1e400")));
        assertTrue(Exact.ulps(-infinity, new BigDecimal("1e400")) > 1e100);
        assertEquals(0, Exact.ulps(Float.POSITIVE_INFINITY, new BigDecimal("1e39")));
        // between the largest number and the first one out of range
        BigDecimal max = new BigDecimal(Double.MAX_VALUE);
        BigDecimal maxFloat = new BigDecimal(Float.MAX_VALUE);
        assertEquals(1, Exact.ulps(infinity, max));
        assertEquals(0.25, Exact.ulps(infinity, max.add(new BigDecimal(0.75 * 0x1p971))));
        assertEquals(0.75, Exact.ulps(Double.MAX_VALUE, max.add(new BigDecimal(0.75 * 0x1p971))));
        assertEquals(0.25, Exact.ulps(Float.POSITIVE_INFINITY, maxFloat.add(new BigDecimal(0.75 * 0x1p104))));
        assertEquals(2, Exact.ulps(Float.MAX_VALUE, maxFloat.add(new BigDecimal(0x1p105))));
    }

    private static void assertSame(BigDecimal expected, BigDecimal actual) {
        assertEquals(0, expected.compareTo(actual), () -> actual + " is not " + expected);
    }

    private static void assertClose(String expected, BigDecimal actual) {
        assertClose(new BigDecimal(expected), actual);
    }

    private static void assertClose(BigDecimal expected, BigDecimal actual) {
        BigDecimal error = actual.subtract(expected).divide(expected, DIGITS).abs();
        assertTrue(error.compareTo(new BigDecimal("1e-35")) < 0, () -> actual + " is not " + expected);
    }
}
