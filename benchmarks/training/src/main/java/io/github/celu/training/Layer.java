package io.github.celu.training;

/**
 * One layer: 2 x 2 mean pooling if {@code pooled}, then a convolution with stride 1, zero padding and no bias, then the
 * activation.
 *
 * @param source what comes from the layer before
 * @param kernel side of the square kernel
 * @param channels channels of the output
 * @param weights place of the first weight among the parameters; they are ordered by kernel row, kernel column, input
 *     channel and output channel
 */
record Layer(Shape source, boolean pooled, int kernel, int channels, int weights) {
    /** What is convolved. */
    Shape input() {
        return pooled ? source.pooled() : source;
    }

    Shape output() {
        return input().withChannels(channels);
    }

    /** Input elements that one output element is a sum over. */
    int fanIn() {
        return kernel * kernel * source.channels();
    }

    int weightCount() {
        return fanIn() * channels;
    }
}
