package io.github.celu.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactTest {
    /** 1/e to 50 digits: OEIS A068985. */
    private static final BigDecimal INVERSE_E = new BigDecimal("0.36787944117144232159552377016146086744581113103176");

    @Test
    void known() {
        BigDecimal two = BigDecimal.valueOf(2);
        BigDecimal expm1 = INVERSE_E.subtract(BigDecimal.ONE);
        assertClose(expm1.multiply(two), Exact.of(Operation.ELU, 2, -1));
        assertClose(expm1.multiply(two), Exact.of(Operation.CELU, 2, -2));
        assertClose(INVERSE_E.multiply(two), Exact.of(Operation.ELU_BACKWARD, 2, -1));
        assertClose(INVERSE_E, Exact.of(Operation.CELU_BACKWARD, 2, -2));
    }

    /** Both ways to the exponential less 1, where they meet. */
    @Test
    void smallArguments() {
        double x = -1e-8;
        double below = Math.nextUp(x);
        BigDecimal step = new BigDecimal(below).subtract(new BigDecimal(x));
        BigDecimal difference = Exact.of(Operation.ELU, 1, below).subtract(Exact.of(Operation.ELU, 1, x));
        assertEquals(1, difference.doubleValue() / step.doubleValue(), 1e-7);
        assertClose(new BigDecimal("-1e-30").add(new BigDecimal("5e-61")), Exact.of(Operation.ELU, 1, -1e-30), 1e-15);
    }

    private static void assertClose(BigDecimal expected, BigDecimal actual) {
        assertClose(expected, actual, 1e-40);
    }

    private static void assertClose(BigDecimal expected, BigDecimal actual, double relative) {
        double error = actual.subtract(expected).abs().doubleValue();
        assertTrue(error <= relative * expected.abs().doubleValue(), () -> expected + " but was " + actual);
    }

    @Test
    void ulps() {
        assertEquals(0, Exact.ulps(Type.FLOAT, 1, BigDecimal.ONE));
        assertEquals(0.5, Exact.ulps(Type.FLOAT, 1, new BigDecimal(1 + 0x1p-24)));
        assertEquals(1, Exact.ulps(Type.DOUBLE, -Double.MIN_VALUE, BigDecimal.ZERO));
        assertEquals(1, Exact.ulps(Type.FLOAT, Float.MIN_VALUE, BigDecimal.ZERO));
        assertEquals(Double.POSITIVE_INFINITY, Exact.ulps(Type.FLOAT, Double.NaN, BigDecimal.ONE));
        assertEquals(3, Exact.floatUlps(1, 1 + 3 * 0x1p-23));
    }

    /** The yardstick of floats is good to a millionth of their last place. */
    @ParameterizedTest
    @EnumSource
    void approximate(Operation operation) {
        SplittableRandom random = new SplittableRandom(1);
        double alpha = (float) operation.alpha;
        for (int i = 0; i < 3000; i++) {
            int bits = random.nextInt(1, Float.floatToIntBits(200f));
            double x = -Float.intBitsToFloat(bits);
            BigDecimal exact = Exact.of(operation, alpha, x);
            double off = Exact.ulps(Type.FLOAT, Exact.approximate(operation, alpha, x), exact);
            assertTrue(off < 1e-6, () -> operation + " at " + x + " is off by " + off);
        }
    }
}
