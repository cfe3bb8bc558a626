package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;

/** One element after the other: for short ranges, and for the extreme α that only the scalar functions handle. */
public final class ScalarDoubleLoops implements DoubleLoops {
    @Override
    public int minLength() {
        return 0;
    }

    @Override
    public void value(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = k.value(x[xOffset + i]);
        }
    }

    @Override
    public void leftValue(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = k.leftValue(x[xOffset + i]);
        }
    }

    @Override
    public void derivative(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        for (int i = 0; i < length; i++) {
            d[dOffset + i] = k.derivative(x[xOffset + i]);
        }
    }

    @Override
    public void valueAndDerivative(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
        for (int i = 0; i < length; i++) {
            double xi = x[xOffset + i];
            y[yOffset + i] = k.value(xi);
            d[dOffset + i] = k.derivative(xi);
        }
    }

    @Override
    public void backward(
            DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * k.derivative(x[xOffset + i]);
        }
    }

    @Override
    public void backwardFromOutput(
            DoubleKernel k, double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = k.backwardFromOutput(dy[dyOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public void alphaDerivative(DoubleAlphaKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        for (int i = 0; i < length; i++) {
            d[dOffset + i] = k.derivative(x[xOffset + i]);
        }
    }

    @Override
    public void addProducts(double[] dy, int dyOffset, double[] d, double[] sums, int length) {
        for (int i = 0; i < length; i++) {
            sums[i % sums.length] += dy[dyOffset + i] * d[i];
        }
    }
}
