package io.github.celu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels for machines without fused multiply-add give the bits of the others; here, without a JVM of their own. */
class SoftKernelsTest {
    private static final int COUNT = 2_000;

    /** To −1,000·α, below all floors of CELU, most near zero, and the ends. */
    private static double[] samples(double alpha) {
        SplittableRandom random = new SplittableRandom(170407483);
        DoubleStream spread = random.doubles(COUNT).map(u -> -alpha * Math.pow(2, 40 * u - 30));
        return DoubleStream.concat(spread, DoubleStream.of(1, 0.0, -0.0, Double.NaN, -1e30))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(floats = {0x1p-22f, 0.7f, 1f, 2.5f, 0x1p18f})
    void floats(float alpha) {
        assertSame(FloatKernel.celu(alpha), true, alpha);
        assertSame(FloatKernel.elu(alpha), false, alpha);
    }

    private static void assertSame(FloatKernel k, boolean celu, float alpha) {
        FloatKernel soft = new SoftFloatKernel(celu, alpha, 1f, k.a, k.b, k.c, -k.minusSlope, k.derivativeFloor, null);
        for (double sample : samples(k.b)) {
            float x = (float) sample;
            assertEquals(k.value(x), soft.value(x), () -> "value at " + x);
            assertEquals(k.derivative(x), soft.derivative(x), () -> "derivative at " + x);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-80, 0.7, 1, 2.5, 0x1p80})
    void doubles(double alpha) {
        assertSame(DoubleKernel.celu(alpha), true, alpha);
        assertSame(DoubleKernel.elu(alpha), false, alpha);
    }

    private static void assertSame(DoubleKernel k, boolean celu, double alpha) {
        DoubleKernel soft = new SoftDoubleKernel(celu, alpha, 1, 1, k.a, k.b, k.c, 0, -k.minusSlope, k.derivativeFloor);
        for (double x : samples(k.b)) {
            assertEquals(k.value(x), soft.value(x), () -> "value at " + x);
            assertEquals(k.derivative(x), soft.derivative(x), () -> "derivative at " + x);
            assertEquals(k.secondDerivative(x), soft.secondDerivative(x), () -> "second derivative at " + x);
            double t = x * k.cOverB;
            double tLow = Math.fma(t, k.cOverBLow, Math.fma(x, k.cOverB, -t));
            if (celu && t < 0 && t > -0.625) {
                assertEquals(
                        k.gradientAlpha(x),
                        SoftDoubleKernel.softGradientAlphaNear(t, tLow),
                        () -> "derivative in alpha at " + x);
            } else {
                assertEquals(k.gradientAlpha(x), soft.gradientAlpha(x), () -> "derivative in alpha at " + x);
            }
        }
    }
}
