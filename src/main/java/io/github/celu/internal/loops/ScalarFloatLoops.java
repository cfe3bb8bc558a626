package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;

/** One element after the other: for short ranges, and for the extreme α that only the scalar functions handle. */
public final class ScalarFloatLoops implements FloatLoops {
    @Override
    public int minLength() {
        return 0;
    }

    @Override
    public void value(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = k.value(x[xOffset + i]);
        }
    }

    @Override
    public void leftValue(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = k.leftValue(x[xOffset + i]);
        }
    }

    @Override
    public void derivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        for (int i = 0; i < length; i++) {
            d[dOffset + i] = k.derivative(x[xOffset + i]);
        }
    }

    @Override
    public void valueAndDerivative(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
        for (int i = 0; i < length; i++) {
            float xi = x[xOffset + i];
            y[yOffset + i] = k.value(xi);
            d[dOffset + i] = k.derivative(xi);
        }
    }

    @Override
    public void backward(
            FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * k.derivative(x[xOffset + i]);
        }
    }

    @Override
    public void backwardFromOutput(
            FloatKernel k, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = k.backwardFromOutput(dy[dyOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public void alphaDerivative(FloatAlphaKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        for (int i = 0; i < length; i++) {
            d[dOffset + i] = k.derivative(x[xOffset + i]);
        }
    }

    @Override
    public void addProducts(float[] dy, int dyOffset, float[] d, double[] sums, int length) {
        for (int i = 0; i < length; i++) {
            sums[i % sums.length] += dy[dyOffset + i] * (double) d[i];
        }
    }
}
