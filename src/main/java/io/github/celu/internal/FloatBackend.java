package io.github.celu.internal;

/**
 * The array loops of one implementation, for valid ranges, and ranges of one array that are either the same or apart.
 * Every element has the bits of {@link FloatKernel}. All but {@link ScalarFloat} expect a moderate α.
 */
interface FloatBackend {
    /** Shorter ranges than this are faster with {@link ScalarFloat}. */
    int minLength();

    /** The values go to y or the derivatives, times dy unless it is null, to d, or without a dy both; the other is null. */
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
