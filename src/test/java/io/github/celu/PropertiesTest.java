package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.testing.Exact;
import io.github.celu.testing.Function;
import io.github.celu.testing.Law;
import io.github.celu.testing.Type;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What the paper says of CELU and ELU, and the order that the contract promises. */
class PropertiesTest {
    private static final MathContext DIGITS = new MathContext(60);
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Arguments of one type, x &lt; 0. */
    private record Point(Type type, double x, double alpha) {
        double at(Function function) {
            return function.at(type, x, alpha);
        }

        Point times(double c) {
            return new Point(type, c * x, c * alpha);
        }

        @Override
        public String toString() {
            return String.format("%s x = %s, alpha = %s", type, Double.toHexString(x), Double.toHexString(alpha));
        }
    }

    /** Any alpha, and x such that x/alpha goes from nearly zero to the underflow of the exponential. */
    @Provide
    Arbitrary<Point> points() {
        return Arbitraries.randomValue(random -> {
            Type type = type(random);
            double alpha = number(random, type, type.minExponent, type.maxExponent);
            double t = random.nextBoolean()
                    ? number(random, type, -30, 10)
                    : random.nextDouble() * (3 - type.minExponent) * Math.log(2);
            double x = Math.max(type.ulp(0), Math.min(type.round(t * alpha), type.max));
            return new Point(type, -x, alpha);
        });
    }

    /** Both so short that sums and products of two of them are exact, and x/alpha between -4 and -2^-11. */
    @Provide
    Arbitrary<Point> shortPoints() {
        return Arbitraries.randomValue(random -> {
            Type type = type(random);
            double alpha = shortNumber(random, type, -20, 20);
            return new Point(
                    type, -shortNumber(random, type, -10, 1) * Math.scalb(1.0, Math.getExponent(alpha)), alpha);
        });
    }

    /** All bit patterns are equally likely. */
    @Provide
    Arbitrary<Double> anyDoubles() {
        return Arbitraries.randomValue(random -> Double.longBitsToDouble(random.nextLong()));
    }

    private static Type type(Random random) {
        return random.nextBoolean() ? Type.FLOAT : Type.DOUBLE;
    }

    private static double number(Random random, Type type, int minExponent, int maxExponent) {
        int exponent = minExponent + random.nextInt(maxExponent - minExponent + 1);
        // less than 2, also when it is rounded to float
        return type.round(
                Math.scalb(1 + random.nextInt(1 << 23) * 0x1p-23 + random.nextInt(1 << 20) * 0x1p-45, exponent));
    }

    private static double shortNumber(Random random, Type type, int minExponent, int maxExponent) {
        int exponent = minExponent + random.nextInt(maxExponent - minExponent + 1);
        int bits = type == Type.FLOAT ? 11 : 25;
        return Math.scalb((double) (1 << bits) + random.nextInt(1 << bits), exponent - bits);
    }

    /** Below 0 the difference quotient and the gradient come as close to 1 as they should; on the right both are 1. */
    @Law
    void celuIsContinuouslyDifferentiable(
            @ForAll("shortPoints") Point point, @ForAll @IntRange(min = 1, max = 60) int k) {
        Type type = point.type;
        double u = Math.scalb(1.0, -k);
        double h = u * point.alpha;
        double left = Function.CELU_GRADIENT.at(type, -h, point.alpha);
        assertTrue(left <= 1 && left >= 1 - u - type.ulp(1), () -> "gradient " + left);
        double quotient = Function.CELU_APPLY.at(type, -h, point.alpha) / -h;
        assertTrue(quotient <= 1 && quotient >= 1 - u / 2 - type.ulp(1), () -> "quotient " + quotient);
        assertEquals(1, Function.CELU_APPLY.at(type, h, point.alpha) / h);
        assertEquals(1, Function.CELU_GRADIENT.at(type, h, point.alpha));
        assertEquals(1, Function.CELU_GRADIENT.at(type, 0.0, point.alpha));
        assertEquals(1, Function.CELU_GRADIENT.at(type, -0.0, point.alpha));
    }

    /** The counter-example: on the left both come to alpha. */
    @Law
    void gradientOfEluJumps(@ForAll("shortPoints") Point point) {
        Type type = point.type;
        double alpha = point.alpha;
        double h = 0x1p-60;
        double left = Function.ELU_GRADIENT.at(type, -h, alpha);
        assertEquals(alpha, left, type.ulp(alpha));
        assertEquals(alpha, Function.ELU_APPLY.at(type, -h, alpha) / -h, type.ulp(alpha));
        assertEquals(1, Function.ELU_APPLY.at(type, h, alpha) / h);
        for (double x : new double[] {-0.0, 0.0, h}) {
            double jump = Function.ELU_GRADIENT.at(type, x, alpha) - left;
            assertEquals(Math.abs(1 - alpha), Math.abs(jump), type.ulp(alpha));
        }
    }

    @Law
    void scaleSimilarityIsExactForPowersOfTwo(@ForAll("points") Point point, @ForAll int k) {
        int exponent = Math.getExponent(point.alpha);
        int range = point.type.maxExponent - exponent;
        int lowest = normalExponent(point.type) - exponent;
        double half = Math.scalb(1.0, Math.floorDiv(lowest + Math.floorMod(k, range - lowest + 1), 2));
        // in two steps, since c itself may overflow
        Point scaled = point.times(half).times(half);
        double y = point.at(Function.CELU_APPLY);
        double scaledY = scaled.at(Function.CELU_APPLY);
        Assume.that(isNormal(point.type, point.x, point.alpha, y, scaled.x, scaled.alpha, y * half * half));
        assertEquals(y * half * half, scaledY);
        assertEquals(point.at(Function.CELU_GRADIENT), scaled.at(Function.CELU_GRADIENT));
        assertEquals(point.at(Function.CELU_GRADIENT_ALPHA), scaled.at(Function.CELU_GRADIENT_ALPHA));
        double second = point.at(Function.CELU_SECOND_DERIVATIVE);
        if (isNormal(point.type, second, second / half / half)) {
            assertEquals(second / half / half, scaled.at(Function.CELU_SECOND_DERIVATIVE));
        }
    }

    private static boolean isNormal(Type type, double... numbers) {
        for (double x : numbers) {
            if (Math.getExponent(x) < normalExponent(type) || Math.getExponent(x) > type.maxExponent) {
                return false;
            }
        }
        return true;
    }

    private static int normalExponent(Type type) {
        return type == Type.FLOAT ? Float.MIN_EXPONENT : Double.MIN_EXPONENT;
    }

    @Law
    void scaleSimilarityForAnyFactor(@ForAll("shortPoints") Point point, @ForAll("shortPoints") Point other) {
        Assume.that(point.type == other.type);
        double c = other.alpha;
        Point scaled = point.times(c);
        double y = point.at(Function.CELU_APPLY);
        double scaledY = scaled.at(Function.CELU_APPLY);
        BigDecimal difference = new BigDecimal(scaledY).subtract(new BigDecimal(c).multiply(new BigDecimal(y)));
        double bound = error(Function.CELU_APPLY, scaled) + c * error(Function.CELU_APPLY, point);
        assertTrue(difference.abs().doubleValue() < bound, () -> difference + " between " + y + " and " + scaledY);
        for (Function function : new Function[] {Function.CELU_GRADIENT, Function.CELU_GRADIENT_ALPHA}) {
            assertEquals(point.at(function), scaled.at(function), 2 * error(function, point));
        }
    }

    /** The bound of the contract, for an exact value that may be in the next binade. */
    private static double error(Function function, Point point) {
        return function.bound(point.type) * point.type.ulp(point.at(function) * (1 + 0x1p-20));
    }

    /** CELU is homogeneous, so it is x times the one derivative plus alpha times the other. */
    @Law
    void eulersTheorem(@ForAll("shortPoints") Point point) {
        BigDecimal sum = new BigDecimal(point.x)
                .multiply(new BigDecimal(point.at(Function.CELU_GRADIENT)))
                .add(new BigDecimal(point.alpha).multiply(new BigDecimal(point.at(Function.CELU_GRADIENT_ALPHA))));
        BigDecimal difference = sum.subtract(new BigDecimal(point.at(Function.CELU_APPLY)));
        double bound = error(Function.CELU_APPLY, point)
                - point.x * error(Function.CELU_GRADIENT, point)
                + point.alpha * error(Function.CELU_GRADIENT_ALPHA, point);
        assertTrue(difference.abs().doubleValue() < bound, () -> difference + " is not below " + bound);
    }

    /** With one exponential e, CELU is alpha (e - 1) and its gradient e. */
    @Law
    void valueAndDerivativeShareTheExponential(@ForAll("shortPoints") Point point) {
        BigDecimal alpha = new BigDecimal(point.alpha);
        BigDecimal difference = alpha.multiply(new BigDecimal(point.at(Function.CELU_GRADIENT)))
                .subtract(alpha)
                .subtract(new BigDecimal(point.at(Function.CELU_APPLY)));
        double bound = point.alpha * error(Function.CELU_GRADIENT, point) + error(Function.CELU_APPLY, point);
        assertTrue(difference.abs().doubleValue() < bound, () -> difference + " is not below " + bound);
    }

    @Law
    void onTheRightTheValueIsTheArgument(@ForAll("points") Point point) {
        Type type = point.type;
        for (Function function : Function.values()) {
            double expected = switch (function) {
                case CELU_APPLY, ELU_APPLY -> -point.x;
                case CELU_GRADIENT, ELU_GRADIENT -> 1;
                default -> 0;
            };
            assertEquals(expected, function.at(type, -point.x, point.alpha), function::toString);
        }
    }

    @Law
    void bounds(@ForAll("points") Point point) {
        double y = point.at(Function.CELU_APPLY);
        assertTrue(y <= 0 && y >= -point.alpha, () -> "CELU " + y);
        double elu = point.at(Function.ELU_APPLY);
        assertTrue(elu <= 0 && elu >= -point.alpha, () -> "ELU " + elu);
        double gradient = point.at(Function.CELU_GRADIENT);
        assertTrue(gradient >= 0 && gradient <= 1, () -> "gradient " + gradient);
        // exp(x/alpha) > MIN_VALUE
        boolean positive = point.x / point.alpha > point.type.minExponent * Math.log(2) * (1 - 1e-12);
        assertTrue(gradient > 0 || !positive, "the gradient is 0");
        double gradientAlpha = point.at(Function.CELU_GRADIENT_ALPHA);
        assertTrue(gradientAlpha <= 0 && gradientAlpha >= -1, () -> "gradientAlpha " + gradientAlpha);
    }

    @Law
    void rises(@ForAll("points") Point point) {
        walk(Function.CELU_APPLY, point.type, point.x, point.alpha, 10_000);
        walk(Function.CELU_GRADIENT, point.type, point.x, point.alpha, 10_000);
        walk(Function.ELU_APPLY, point.type, point.x, point.alpha, 10_000);
    }

    /** At (n + 1/2) ln2 the reduced argument jumps, and below the floors the functions are constant. */
    @Law
    void risesAcrossBreakpoints(@ForAll("points") Point point) {
        Type type = point.type;
        for (int n = 0; n <= 2 - type.minExponent; n++) {
            walkAcross(Function.CELU_GRADIENT, point, -(n + 0.5) * Math.log(2));
        }
        for (int n = 0; n <= 56; n++) {
            walkAcross(Function.CELU_APPLY, point, -(n + 0.5) * Math.log(2));
            walkAcross(Function.ELU_APPLY, point, -(n + 0.5) * Math.log(2));
        }
        for (int floor : new int[] {-18, -38, -105, -746}) {
            walkAcross(Function.CELU_APPLY, point, floor);
            walkAcross(Function.CELU_GRADIENT, point, floor);
            walkAcross(Function.ELU_APPLY, point, floor);
        }
    }

    private static void walkAcross(Function function, Point point, double t) {
        Type type = point.type;
        double x = type.round(t * function.scale(point.alpha));
        if (Double.isFinite(x)) {
            walk(function, type, x - 20 * type.ulp(x), point.alpha, 40);
        }
    }

    private static void walk(Function function, Type type, double from, double alpha, int steps) {
        double x = from;
        double y = function.at(type, x, alpha);
        for (int i = 0; i < steps; i++) {
            double nextX = type.nextUp(x);
            double nextY = function.at(type, nextX, alpha);
            if (!(nextY >= y)) {
                throw new AssertionError(String.format(
                        "%s %s at alpha = %s falls from %s at %s to %s",
                        function,
                        type,
                        Double.toHexString(alpha),
                        Double.toHexString(y),
                        Double.toHexString(x),
                        Double.toHexString(nextY)));
            }
            x = nextX;
            y = nextY;
        }
    }

    @Law
    void celuIsEluAtOne(@ForAll("anyDoubles") double x, @ForAll int bits) {
        float f = Float.intBitsToFloat(bits);
        for (Type type : Type.values()) {
            double argument = type == Type.FLOAT ? f : x;
            assertEquals(Function.ELU_APPLY.at(type, argument, 1), Function.CELU_APPLY.at(type, argument, 1));
            assertEquals(Function.ELU_GRADIENT.at(type, argument, 1), Function.CELU_GRADIENT.at(type, argument, 1));
            assertEquals(
                    Function.ELU_SECOND_DERIVATIVE.at(type, argument, 1),
                    Function.CELU_SECOND_DERIVATIVE.at(type, argument, 1));
        }
        assertEquals(CELU.apply(f, 1), CELU.apply(f));
        assertEquals(CELU.apply(f, 1), ELU.apply(f));
        assertEquals(CELU.gradient(f, 1), CELU.gradient(f));
        assertEquals(CELU.gradient(f, 1), ELU.gradient(f));
        assertEquals(CELU.apply(x, 1), CELU.apply(x));
        assertEquals(CELU.apply(x, 1), ELU.apply(x));
        assertEquals(CELU.gradient(x, 1), CELU.gradient(x));
        assertEquals(CELU.gradient(x, 1), ELU.gradient(x));
    }

    /** With u = -x/alpha the gradient exp(-u) is below 1/u, so it goes to 0 with alpha; the value stays above -alpha. */
    @Law
    void reluIsTheLimitAtZero(@ForAll("points") Point point) {
        Type type = point.type;
        assertTrue(point.at(Function.CELU_GRADIENT) <= point.alpha / -point.x, "gradient");
        Point limit = new Point(type, point.x, 0);
        Point positive = new Point(type, -point.x, 0);
        for (Function apply : new Function[] {Function.CELU_APPLY, Function.ELU_APPLY}) {
            assertTrue(-point.at(apply) <= point.alpha, "value");
            assertTrue(limit.at(apply) == 0, "value at 0");
            assertEquals(positive.x, positive.at(apply));
        }
        for (Function gradient : new Function[] {Function.CELU_GRADIENT, Function.ELU_GRADIENT}) {
            assertEquals(0, limit.at(gradient));
            assertEquals(1, positive.at(gradient));
        }
    }

    /** x - CELU(x) is at most -x/2 times -x/alpha, and 1 - exp(-u) at most u. */
    @Law
    void identityIsTheLimitAtInfinity(@ForAll("points") Point point) {
        Type type = point.type;
        double u = -point.x / point.alpha;
        assertEquals(point.x, point.at(Function.CELU_APPLY), -point.x / 2 * u + type.ulp(point.x));
        assertEquals(1, point.at(Function.CELU_GRADIENT), u + type.ulp(1));
        Point limit = new Point(type, point.x, INFINITY);
        assertEquals(point.x, limit.at(Function.CELU_APPLY));
        assertEquals(1, limit.at(Function.CELU_GRADIENT));
        assertEquals(0, limit.at(Function.CELU_GRADIENT_ALPHA));
        assertEquals(0, limit.at(Function.CELU_SECOND_DERIVATIVE));
    }

    @Law
    void derivativesOfCelu(@ForAll("shortPoints") Point point) {
        checkDerivatives(
                point,
                Exact::celu,
                Function.CELU_GRADIENT,
                Function.CELU_SECOND_DERIVATIVE,
                Function.CELU_GRADIENT_ALPHA);
    }

    @Law
    void derivativesOfElu(@ForAll("shortPoints") Point point) {
        double x = Math.scalb(point.x, -Math.getExponent(point.alpha));
        checkDerivatives(
                new Point(point.type, x, point.alpha),
                Exact::elu,
                Function.ELU_GRADIENT,
                Function.ELU_SECOND_DERIVATIVE,
                Function.ELU_GRADIENT_ALPHA);
    }

    /** Against central differences of the exact value, which has digits enough for them. */
    private static void checkDerivatives(
            Point point, Function.OfReal f, Function gradient, Function secondDerivative, Function gradientAlpha) {
        double x = point.x;
        double alpha = point.alpha;
        double h = Math.scalb(1.0, Math.getExponent(x) - 32);
        double k = Math.scalb(1.0, Math.getExponent(alpha) - 32);
        BigDecimal rise = f.at(x + h, alpha).subtract(f.at(x, alpha));
        BigDecimal riseBefore = f.at(x, alpha).subtract(f.at(x - h, alpha));
        BigDecimal riseInAlpha = f.at(x, alpha + k).subtract(f.at(x, alpha - k));
        assertNear(rise.add(riseBefore).divide(new BigDecimal(2 * h), DIGITS), gradient, point);
        assertNear(rise.subtract(riseBefore).divide(new BigDecimal(h * h), DIGITS), secondDerivative, point);
        assertNear(riseInAlpha.divide(new BigDecimal(2 * k), DIGITS), gradientAlpha, point);
    }

    /** A hundredth of an ulp is for the difference quotient. */
    private static void assertNear(BigDecimal expected, Function function, Point point) {
        double actual = point.at(function);
        double ulps = point.type == Type.FLOAT ? Exact.ulps((float) actual, expected) : Exact.ulps(actual, expected);
        assertTrue(ulps < function.bound(point.type) + 0.01, () -> function + " is off by " + ulps + " ulp");
    }
}
