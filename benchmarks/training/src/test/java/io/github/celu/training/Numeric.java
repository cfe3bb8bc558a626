package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleSupplier;

/** Numerical derivatives, and random numbers to take them at. */
final class Numeric {
    private Numeric() {}

    /** Asserts that the gradient is that of the function in x, by central differences of the given step. */
    static void assertGradient(String what, DoubleSupplier function, float[] x, float[] gradient, float step) {
        double largest = 0;
        double error = 0;
        for (int i = 0; i < x.length; i++) {
            float old = x[i];
            float above = old + step;
            float below = old - step;
            x[i] = above;
            double plus = function.getAsDouble();
            x[i] = below;
            double minus = function.getAsDouble();
            x[i] = old;
            double expected = (plus - minus) / ((double) above - below);
            largest = Math.max(largest, Math.abs(expected));
            error = Math.max(error, Math.abs(expected - gradient[i]));
        }
        double bound = 2e-3 * largest;
        assertTrue(largest > 0, what + ": the function is constant");
        assertTrue(error <= bound, what + ": error " + error + " above " + bound);
    }

    static float[] normal(Random random, int length) {
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
