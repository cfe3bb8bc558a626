package io.github.celu.training;

import java.util.Arrays;

/**
 * Convolution as a matrix product: im2col copies what each output pixel sees into a row of a matrix, and the weights are
 * the other matrix. Works through blocks of pixels whose matrix stays in the cache.
 */
final class ColumnConvolution implements Convolution {
    private static final int BLOCK_ELEMENTS = 1 << 16;

    private final Shape input;
    private final int kernel;
    private final int before;
    private final int fanIn;
    private final int channels;
    private final int firstWeight;
    private final int block;

    /** The rows of im2col; with 1 x 1 kernels they are the images themselves. */
    private final float[] rows;

    private final float[] sums;
    private final DirectFloats columns;
    private final DirectFloats outputs;
    private final DirectFloats weights;
    private final DirectFloats weightGradient;

    ColumnConvolution(Layer layer) {
        input = layer.input();
        kernel = layer.kernel();
        before = (kernel - 1) / 2;
        fanIn = layer.fanIn();
        channels = layer.channels();
        firstWeight = layer.weights();
        block = Math.max(64, BLOCK_ELEMENTS / fanIn);
        rows = new float[block * fanIn];
        sums = new float[layer.weightCount()];
        columns = new DirectFloats(block * fanIn);
        outputs = new DirectFloats(block * channels);
        weights = new DirectFloats(layer.weightCount());
        weightGradient = new DirectFloats(layer.weightCount());
    }

    @Override
    public void forward(float[] x, float[] parameters, float[] y, int images) {
        weights.put(0, parameters, firstWeight, sums.length);
        int pixels = images * input.pixels();
        for (int first = 0; first < pixels; first += block) {
            int count = Math.min(block, pixels - first);
            putColumns(x, first, count);
            MatrixProduct.multiply(false, false, count, channels, fanIn, columns, weights, 0, outputs);
            outputs.get(0, y, first * channels, count * channels);
        }
    }

    @Override
    public void backward(float[] dy, float[] x, float[] parameters, float[] gradient, float[] dx, int images) {
        weights.put(0, parameters, firstWeight, sums.length);
        weightGradient.clear();
        if (dx != null && kernel > 1) {
            Arrays.fill(dx, 0, images * input.size(), 0f);
        }
        int pixels = images * input.pixels();
        for (int first = 0; first < pixels; first += block) {
            int count = Math.min(block, pixels - first);
            putColumns(x, first, count);
            outputs.put(0, dy, first * channels, count * channels);
            MatrixProduct.multiply(true, false, fanIn, channels, count, columns, outputs, 1, weightGradient);
            if (dx != null) {
                MatrixProduct.multiply(false, true, count, fanIn, channels, outputs, weights, 0, columns);
                if (kernel == 1) {
                    columns.get(0, dx, first * fanIn, count * fanIn);
                } else {
                    columns.get(0, rows, 0, count * fanIn);
                    addRowsToImages(dx, first, count);
                }
            }
        }
        weightGradient.get(0, sums, 0, sums.length);
        for (int i = 0; i < sums.length; i++) {
            gradient[firstWeight + i] += sums[i];
        }
    }

    private void putColumns(float[] x, int first, int count) {
        if (kernel == 1) {
            columns.put(0, x, first * fanIn, count * fanIn);
        } else {
            imagesToRows(x, first, count);
            columns.put(0, rows, 0, count * fanIn);
        }
    }

    private void imagesToRows(float[] x, int first, int count) {
        int run = input.channels();
        int row = kernel * run;
        for (int r = 0; r < count; r++) {
            int pixel = first + r;
            int column = pixel % input.width();
            int line = pixel / input.width() % input.height();
            int left = Math.max(0, before - column);
            int right = Math.min(kernel, input.width() + before - column);
            for (int i = 0; i < kernel; i++) {
                int to = r * fanIn + i * row;
                int y = line + i - before;
                if (y < 0 || y >= input.height()) {
                    Arrays.fill(rows, to, to + row, 0f);
                    continue;
                }
                Arrays.fill(rows, to, to + left * run, 0f);
                int from = (pixel + (i - before) * input.width() + left - before) * run;
                System.arraycopy(x, from, rows, to + left * run, (right - left) * run);
                Arrays.fill(rows, to + right * run, to + row, 0f);
            }
        }
    }

    private void addRowsToImages(float[] dx, int first, int count) {
        int run = input.channels();
        for (int r = 0; r < count; r++) {
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
                    dx[to + j] += rows[from + j];
                }
            }
        }
    }
}
