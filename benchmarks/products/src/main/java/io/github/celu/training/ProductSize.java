package io.github.celu.training;

import java.util.ArrayList;
import java.util.List;

/**
 * A product of the training.
 *
 * @param m rows of the result
 * @param n columns of the result
 * @param k terms of each of its sums
 * @param transposedA whether the training has the left matrix transposed
 * @param transposedB whether the training has the right matrix transposed
 */
record ProductSize(int m, int n, int k, boolean transposedA, boolean transposedB) {
    /** Images of one run, and elements of an im2col matrix: those of the training when its library was chosen. */
    static final int IMAGES = 5;

    private static final int BLOCK_ELEMENTS = 1 << 15;

    /** All products of a layer for one slice of a batch, by im2col: forward, for the weights' gradient, and for the inputs'. */
    static List<ProductSize> of(Layer layer) {
        List<ProductSize> sizes = new ArrayList<>();
        int pixels = IMAGES * layer.input().pixels();
        int block = Math.max(64, BLOCK_ELEMENTS / layer.fanIn());
        for (int first = 0; first < pixels; first += block) {
            int rows = Math.min(block, pixels - first);
            sizes.add(new ProductSize(rows, layer.channels(), layer.fanIn(), false, false));
            sizes.add(new ProductSize(layer.fanIn(), layer.channels(), rows, true, false));
            if (layer.weights() > 0) {
                sizes.add(new ProductSize(rows, layer.fanIn(), layer.channels(), false, true));
            }
        }
        return sizes;
    }
}
