package io.github.celu.internal;

/** One element after the other: for short ranges, and for the extreme α that only the scalar functions handle. */
final class ScalarFloat implements FloatBackend {
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
}
