package io.github.celu.internal;

/**
 * The array loops of one implementation, for valid ranges, and ranges of one array that are either the same or apart.
 * Every element has the bits of {@link FloatKernel}. All but {@link ScalarFloat} expect a moderate α.
 */
interface FloatBackend {
    /** Shorter ranges than this are for {@link ScalarFloat}. */
    int minLength();

    /** The values go to y and the derivatives, times dy if there is a dy, to d; y, dy and d may be null. */
    void run(
            FloatKernel k,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            float[] dy,
            int dyOffset,
            float[] d,
            int dOffset,
            int length);
}
