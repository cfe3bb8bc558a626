package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;

/**
 * The loops of one implementation, a method for each operation. Ranges are valid, and those of one array are either the same
 * or apart; but for {@link ScalarFloatLoops}, α is moderate. Every element has the bits of the kernel's scalar function.
 */
public interface FloatLoops {
    /** Shorter ranges than this are left to {@link ScalarFloatLoops}. */
    int minLength();

    /** y = k.value(x). */
    void value(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length);

    /** y = k.leftValue(x), where a·x does not underflow: plain loops would give 0 for −0. */
    void leftValue(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length);

    /** d = k.derivative(x). */
    void derivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length);

    /** y = k.value(x) and d = k.derivative(x); where y and d are the same range, it gets d. */
    void valueAndDerivative(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length);

    /** dx = dy·k.derivative(x). */
    void backward(
            FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length);

    /** dx = k.backwardFromOutput(dy, y). */
    void backwardFromOutput(
            FloatKernel k, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset, int length);

    /** d = k.derivative(x), the derivative of CELU in α. */
    void alphaDerivative(FloatAlphaKernel k, float[] x, int xOffset, float[] d, int dOffset, int length);

    /** sums[i mod sums.length] += dy·d in double, in increasing order of i. */
    void addProducts(float[] dy, int dyOffset, float[] d, double[] sums, int length);
}
