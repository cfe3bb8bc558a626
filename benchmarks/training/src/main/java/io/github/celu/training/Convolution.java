package io.github.celu.training;

import java.util.Arrays;

/**
 * A layer's convolution as a matrix product: im2col copies what each output pixel sees into a row of a matrix, and the
 * weights are the other matrix. Works through blocks of pixels whose matrix stays in the cache. For one thread.
 *
 * <p>Padding is that of "same": with an even kernel the odd row and column of zeros are at the end.
 */
final class Convolution {
    private static final int BLOCK_ELEMENTS = 1 << 15;

    private final Shape input;
    private final int kernel;
    private final int before;
    private final int fanIn;
    private final int channels;
    private final int weights;
    private final int block;
    private final float[] columns;
    private final MatrixProduct product;

    Convolution(Layer layer, MatrixProduct product) {
        this.product = product;
        input = layer.input();
        kernel = layer.kernel();
        before = (kernel - 1) / 2;
        fanIn = layer.fanIn();
        channels = layer.channels();
        weights = layer.weights();
        block = block(layer);
        columns = new float[block * fanIn];
    }

    /** Pixels of one block. */
    static int block(Layer layer) {
        return Math.max(64, BLOCK_ELEMENTS / layer.fanIn());
    }

    /** Sets y to the convolution of the given number of images x. */
    void forward(float[] x, float[] parameters, float[] y, int images) {
        int pixels = images * input.pixels();
        for (int first = 0; first < pixels; first += block) {
            int rows = Math.min(block, pixels - first);
            imageToColumns(x, first, rows);
            product.multiply(
                    false, false, rows, channels, fanIn, columns, 0, parameters, weights, 0, y, first * channels);
        }
    }

    /** Adds the derivative of the loss in the weights to the gradient. */
    void backwardWeights(float[] dy, float[] x, float[] gradient, int images) {
        int pixels = images * input.pixels();
        for (int first = 0; first < pixels; first += block) {
            int rows = Math.min(block, pixels - first);
            imageToColumns(x, first, rows);
            product.multiply(
                    true, false, fanIn, channels, rows, columns, 0, dy, first * channels, 1, gradient, weights);
        }
    }

    /** Adds the derivative of the loss in x to dx. */
    void backwardInput(float[] dy, float[] parameters, float[] dx, int images) {
        int pixels = images * input.pixels();
        for (int first = 0; first < pixels; first += block) {
            int rows = Math.min(block, pixels - first);
            product.multiply(
                    false, true, rows, fanIn, channels, dy, first * channels, parameters, weights, 0, columns, 0);
            addColumnsToImage(dx, first, rows);
        }
    }

    private void imageToColumns(float[] x, int first, int rows) {
        int run = input.channels();
        int row = kernel * run;
        for (int r = 0; r < rows; r++) {
            int pixel = first + r;
            int column = pixel % input.width();
            int line = pixel / input.width() % input.height();
            int left = Math.max(0, before - column);
            int right = Math.min(kernel, input.width() + before - column);
            for (int i = 0; i < kernel; i++) {
                int to = r * fanIn + i * row;
                int y = line + i - before;
                if (y < 0 || y >= input.height()) {
                    Arrays.fill(columns, to, to + row, 0f);
                    continue;
                }
                Arrays.fill(columns, to, to + left * run, 0f);
                int from = (pixel + (i - before) * input.width() + left - before) * run;
                System.arraycopy(x, from, columns, to + left * run, (right - left) * run);
                Arrays.fill(columns, to + right * run, to + row, 0f);
            }
        }
    }

    private void addColumnsToImage(float[] dx, int first, int rows) {
        int run = input.channels();
        for (int r = 0; r < rows; r++) {
            int pixel = first + r;
            int column = pixel % input.width();
            int line = pixel / input.width() % input.height();
            int left = Math.max(0, before - column);
            int right = Math.min(kernel, input.width() + before - column);
            int top = Math.max(0, before - line);
            int bottom = Math.min(kernel, input.height() + before - line);
            for (int i = top; i < bottom; i++) {
                int from = r * fanIn + (i * kernel + left) * run;
                int to = (pixel + (i - before) * input.width() + left - before) * run;
                int length = (right - left) * run;
                for (int j = 0; j < length; j++) {
                    dx[to + j] += columns[from + j];
                }
            }
        }
    }
}
