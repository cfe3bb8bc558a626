package io.github.celu.internal;

/** One element after the other: for short ranges, and for the extreme α that only the scalar functions handle. */
final class ScalarFloat implements FloatBackend {
    @Override
    public int minLength() {
        return 0;
    }

    @Override
    public void run(
            FloatKernel k,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            float[] dy,
            int dyOffset,
            float[] d,
            int dOffset,
            int length) {
        for (int i = 0; i < length; i++) {
            float xi = x[xOffset + i];
            float dyi = dy == null ? 1f : dy[dyOffset + i];
            if (y != null) {
                y[yOffset + i] = k.value(xi);
            }
            if (d != null) {
                d[dOffset + i] = dyi * k.derivative(xi);
            }
        }
    }
}
