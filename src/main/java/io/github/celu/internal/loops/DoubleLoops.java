package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;

/**
 * The loops of one implementation, a method for each operation. Ranges are valid, and those of one array are either the same
 * or apart; but for {@link ScalarDoubleLoops}, α is moderate. Every element has the bits of the kernel's scalar function.
 */
public interface DoubleLoops {
    /** Shorter ranges than this are left to {@link ScalarDoubleLoops}. */
    int minLength();

    /** y = k.value(x). */
    void value(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length);

    /** y = k.leftValue(x), where a·x does not underflow: plain loops would give 0 for −0. */
    void leftValue(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length);

    /** d = k.derivative(x). */
    void derivative(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length);

    /** y = k.value(x) and d = k.derivative(x); where y and d are the same range, it gets d. */
    void valueAndDerivative(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length);

    /** dx = dy·k.derivative(x). */
    void backward(
            DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length);

    /** dx = k.backwardFromOutput(dy, y). */
    void backwardFromOutput(
            DoubleKernel k, double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset, int length);

    /** d = k.derivative(x), the derivative of CELU in α. */
    void alphaDerivative(DoubleAlphaKernel k, double[] x, int xOffset, double[] d, int dOffset, int length);

    /** sums[i mod sums.length] += dy·d in double, in increasing order of i. */
    void addProducts(double[] dy, int dyOffset, double[] d, double[] sums, int length);
}
