package io.github.celu.internal;

/**
 * The array loops of one implementation, for valid ranges, and ranges of one array that are either the same or apart.
 * Every element has the bits of {@link DoubleKernel}. All but {@link ScalarDouble} expect a moderate α.
 */
interface DoubleBackend {
    /** Shorter ranges than this are for {@link ScalarDouble}. */
    int minLength();

    void value(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length);

    void derivative(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length);

    void valueAndDerivative(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length);

    void backward(
            DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length);
}
