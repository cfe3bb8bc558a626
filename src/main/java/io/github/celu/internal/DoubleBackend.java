package io.github.celu.internal;

/**
 * The array loops of one implementation, for valid ranges, and ranges of one array that are either the same or apart.
 * Every element has the bits of {@link DoubleKernel}. All but {@link ScalarDouble} expect a moderate α.
 */
interface DoubleBackend {
    /** Shorter ranges than this are faster with {@link ScalarDouble}. */
    int minLength();

    /** The values go to y or the derivatives, times dy unless it is null, to d, or without a dy both; the other is null. */
    void run(
            DoubleKernel k,
            double[] x,
            int xOffset,
            double[] y,
            int yOffset,
            double[] dy,
            int dyOffset,
            double[] d,
            int dOffset,
            int length);
}
