package io.github.celu.internal;

/**
 * The array loops of one implementation, for valid ranges, and ranges of one array that are either the same or apart.
 * Every element has the bits of {@link FloatKernel}. All but {@link ScalarFloat} expect a moderate α.
 */
interface FloatBackend {
    /** Shorter ranges than this are for {@link ScalarFloat}. */
    int minLength();

    void value(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length);

    void derivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length);

    void valueAndDerivative(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length);

    void backward(
            FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length);
}
