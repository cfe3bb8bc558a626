package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.FloatKernel;

/** One element after the other: for small matrices, and where nothing would compile other loops. */
public final class ScalarFloatColumnLoops implements FloatColumnLoops {
    @Override
    public void value(
            FloatKernel[] k, int channels, int inner, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0, c = 0; i < length; c = c + 1 < channels ? c + 1 : 0) {
            FloatKernel channel = k[c];
            for (int end = i + inner; i < end; i++) {
                y[yOffset + i] = channel.value(x[xOffset + i]);
            }
        }
    }

    @Override
    public void derivative(
            FloatKernel[] k, int channels, int inner, float[] x, int xOffset, float[] d, int dOffset, int length) {
        for (int i = 0, c = 0; i < length; c = c + 1 < channels ? c + 1 : 0) {
            FloatKernel channel = k[c];
            for (int end = i + inner; i < end; i++) {
                d[dOffset + i] = channel.derivative(x[xOffset + i]);
            }
        }
    }

    @Override
    public void backward(
            FloatKernel[] k,
            int channels,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length) {
        for (int i = 0, c = 0; i < length; c = c + 1 < channels ? c + 1 : 0) {
            FloatKernel channel = k[c];
            for (int end = i + inner; i < end; i++) {
                dx[dxOffset + i] = dy[dyOffset + i] * channel.derivative(x[xOffset + i]);
            }
        }
    }
}
