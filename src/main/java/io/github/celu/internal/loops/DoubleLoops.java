package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.kernel.DoubleKernels;

/**
 * The loops of one implementation, a method for each operation. Ranges are valid, and those of one array are either the same
 * or apart; but for {@link ScalarDoubleLoops}, α is moderate. Every element has the bits of the kernel's scalar function.
 */
public interface DoubleLoops {
    /** Shorter ranges than this are left to {@link ScalarDoubleLoops}. */
    int minLength();

    /** y = k.value(x). */
    void value(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length);

    /** y = k.value(x) with the kernel of each element; the first one is the first of a period. */
    default void value(DoubleKernels k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        for (int i = 0, place = 0; i < length; i++) {
            y[yOffset + i] = k.of[place].value(x[xOffset + i]);
            place = place + 1 < k.period ? place + 1 : 0;
        }
    }

    /** y = k.leftValue(x). */
    void leftValue(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length);

    /** d = k.derivative(x). */
    void derivative(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length);

    /** d = k.derivative(x) with the kernel of each element. */
    default void derivative(DoubleKernels k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        for (int i = 0, place = 0; i < length; i++) {
            d[dOffset + i] = k.of[place].derivative(x[xOffset + i]);
            place = place + 1 < k.period ? place + 1 : 0;
        }
    }

    /** y = k.value(x) and d = k.derivative(x); where y and d are the same range, it gets d. */
    void valueAndDerivative(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length);

    /** dx = dy·k.derivative(x). */
    void backward(
            DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length);

    /** dx = dy·k.derivative(x) with the kernel of each element. */
    default void backward(
            DoubleKernels k,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length) {
        for (int i = 0, place = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * k.of[place].derivative(x[xOffset + i]);
            place = place + 1 < k.period ? place + 1 : 0;
        }
    }

    /** dx = k.backwardFromOutput(dy, y). */
    void backwardFromOutput(
            DoubleKernel k, double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset, int length);

    /** d = k.derivative(x), the derivative of CELU in α. */
    void alphaDerivative(DoubleAlphaKernel k, double[] x, int xOffset, double[] d, int dOffset, int length);

    /** sums[i mod sums.length] += dy·d in double, for one i after the other. */
    void addProducts(double[] dy, int dyOffset, double[] d, double[] sums, int length);
}
