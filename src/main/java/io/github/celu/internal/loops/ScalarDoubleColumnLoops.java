package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.DoubleKernel;

/** One element after the other: for small matrices, and where nothing would compile other loops. */
public final class ScalarDoubleColumnLoops implements DoubleColumnLoops {
    @Override
    public void value(
            DoubleKernel[] k, int channels, int inner, double[] x, int xOffset, double[] y, int yOffset, int length) {
        for (int i = 0, c = 0; i < length; c = c + 1 < channels ? c + 1 : 0) {
            DoubleKernel channel = k[c];
            for (int end = i + inner; i < end; i++) {
                y[yOffset + i] = channel.value(x[xOffset + i]);
            }
        }
    }

    @Override
    public void derivative(
            DoubleKernel[] k, int channels, int inner, double[] x, int xOffset, double[] d, int dOffset, int length) {
        for (int i = 0, c = 0; i < length; c = c + 1 < channels ? c + 1 : 0) {
            DoubleKernel channel = k[c];
            for (int end = i + inner; i < end; i++) {
                d[dOffset + i] = channel.derivative(x[xOffset + i]);
            }
        }
    }

    @Override
    public void backward(
            DoubleKernel[] k,
            int channels,
            int inner,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length) {
        for (int i = 0, c = 0; i < length; c = c + 1 < channels ? c + 1 : 0) {
            DoubleKernel channel = k[c];
            for (int end = i + inner; i < end; i++) {
                dx[dxOffset + i] = dy[dyOffset + i] * channel.derivative(x[xOffset + i]);
            }
        }
    }
}
