package io.github.celu.internal;

/** One element after the other: for short ranges, and for the extreme α that only the scalar functions handle. */
final class ScalarDouble implements DoubleBackend {
    @Override
    public int minLength() {
        return 0;
    }

    @Override
    public void run(
            DoubleKernel k,
            double[] x,
            int xOffset,
            double[] y,
            int yOffset,
            double[] dy,
            int dyOffset,
            double[] d,
            int dOffset,
            int length) {
        for (int i = 0; i < length; i++) {
            double xi = x[xOffset + i];
            double dyi = dy == null ? 1.0 : dy[dyOffset + i];
            if (y != null) {
                y[yOffset + i] = k.value(xi);
            }
            if (d != null) {
                d[dOffset + i] = dyi * k.derivative(xi);
            }
        }
    }
}
