package io.github.celu.training;

import java.util.Arrays;

/**
 * Convolution with 3 x 3 kernels by the algorithm of Winograd (Lavin and Gray 2016), with a quarter of the
 * multiplications: outputs are computed in tiles of 4 x 4. The 6 x 6 inputs of a tile are transformed, V = B' d B, and so
 * are the weights, U = G g G'. For each of the 36 places there is a product of matrices, M = V U, of tiles by input
 * channels and input channels by output channels; the outputs of the tile are A' M A. All of it is linear, so the
 * derivatives take the same way back through the transposed matrices.
 *
 * <p>The transforms work on a line of tiles at once. An array has one place of the tile or patch: for all tiles of the
 * line, all channels.
 */
final class WinogradConvolution implements Convolution {
    private static final int TILE = 4;
    private static final int PATCH = 6;
    private static final int KERNEL = 3;

    private static final double[][] B_TRANSPOSED = {
        {4, 0, -5, 0, 1, 0},
        {0, -4, -4, 1, 1, 0},
        {0, 4, -4, -1, 1, 0},
        {0, -2, -1, 2, 1, 0},
        {0, 2, -1, -2, 1, 0},
        {0, 4, 0, -5, 0, 1}
    };
    private static final double[][] G = {
        {1 / 4.0, 0, 0},
        {-1 / 6.0, -1 / 6.0, -1 / 6.0},
        {-1 / 6.0, 1 / 6.0, -1 / 6.0},
        {1 / 24.0, 1 / 12.0, 1 / 6.0},
        {1 / 24.0, -1 / 12.0, 1 / 6.0},
        {0, 0, 1}
    };
    private static final double[][] A_TRANSPOSED = {
        {1, 1, 1, 1, 1, 0},
        {0, 1, -1, 2, -2, 0},
        {0, 1, 1, 4, 4, 0},
        {0, 1, -1, 8, -8, 1}
    };

    private static final LinearMap PATCH_TO_V = new LinearMap(B_TRANSPOSED);
    private static final LinearMap V_TO_PATCH = LinearMap.transposed(B_TRANSPOSED);
    private static final LinearMap KERNEL_TO_U = new LinearMap(G);
    private static final LinearMap U_TO_KERNEL = LinearMap.transposed(G);
    private static final LinearMap M_TO_TILE = new LinearMap(A_TRANSPOSED);
    private static final LinearMap TILE_TO_M = LinearMap.transposed(A_TRANSPOSED);

    /** About how many tiles are multiplied at once: enough for OpenBLAS, few enough for the cache. */
    private static final int BLOCK = 256;

    private final Shape input;
    private final int inputs;
    private final int outputs;
    private final int firstWeight;
    private final int weights;
    private final int tiles;
    private final int lines;

    /** Images of a block. */
    private final int block;

    /** Length of an array for one place: all tiles of a line by all channels. */
    private final int inputRun;

    private final int outputRun;

    private final DirectFloats[][] u;
    private final DirectFloats[][] uGradient;
    private final DirectFloats[][] v;
    private final DirectFloats[][] m;

    // Work space; where there are two places, the column comes first, because the columns of a patch are maps' vectors.
    private final float[][][] patch;
    private final float[][][] kernel;
    private final float[][] halfway;
    private final float[][] halfwayKernel;
    private final float[][] row;
    private final float[][] rowsAbove;
    private final float[] one;

    WinogradConvolution(Layer layer) {
        input = layer.input();
        inputs = input.channels();
        outputs = layer.channels();
        firstWeight = layer.weights();
        weights = inputs * outputs;
        tiles = (input.width() + TILE - 1) / TILE;
        lines = (input.height() + TILE - 1) / TILE;
        block = Math.max(1, BLOCK / (tiles * lines));
        inputRun = tiles * inputs;
        outputRun = tiles * outputs;
        u = matrices(weights);
        uGradient = matrices(weights);
        v = matrices(block * lines * inputRun);
        m = matrices(block * lines * outputRun);
        int run = Math.max(inputRun, outputRun);
        // One more tile: the pixels right of the last tile belong to its patch.
        int longRun = run + inputs;
        patch = new float[PATCH][PATCH][run];
        halfway = new float[PATCH][run];
        row = new float[PATCH][longRun];
        rowsAbove = new float[2 * TILE][longRun];
        one = new float[Math.max(longRun, weights)];
        kernel = new float[PATCH][PATCH][weights];
        halfwayKernel = new float[PATCH][weights];
    }

    private static DirectFloats[][] matrices(int length) {
        DirectFloats[][] matrices = new DirectFloats[PATCH][PATCH];
        for (DirectFloats[] line : matrices) {
            Arrays.setAll(line, i -> new DirectFloats(length));
        }
        return matrices;
    }

    @Override
    public void forward(float[] x, float[] parameters, float[] y, int images) {
        transformWeights(parameters);
        for (int first = 0; first < images; first += block) {
            int count = Math.min(block, images - first) * lines;
            for (int line = 0; line < count; line++) {
                transformInput(x, first * lines + line, line);
            }
            for (int i = 0; i < PATCH; i++) {
                for (int j = 0; j < PATCH; j++) {
                    MatrixProduct.multiply(false, false, count * tiles, outputs, inputs, v[i][j], u[i][j], 0, m[i][j]);
                }
            }
            for (int line = 0; line < count; line++) {
                transformOutputBack(y, first * lines + line, line);
            }
        }
    }

    @Override
    public void backward(float[] dy, float[] x, float[] parameters, float[] gradient, float[] dx, int images) {
        transformWeights(parameters);
        for (int first = 0; first < images; first += block) {
            int count = Math.min(block, images - first) * lines;
            for (int line = 0; line < count; line++) {
                transformInput(x, first * lines + line, line);
                transformOutputGradient(dy, first * lines + line, line);
            }
            float beta = first == 0 ? 0 : 1;
            for (int i = 0; i < PATCH; i++) {
                for (int j = 0; j < PATCH; j++) {
                    MatrixProduct.multiply(
                            true, false, inputs, outputs, count * tiles, v[i][j], m[i][j], beta, uGradient[i][j]);
                    if (dx != null) {
                        MatrixProduct.multiply(
                                false, true, count * tiles, inputs, outputs, m[i][j], u[i][j], 0, v[i][j]);
                    }
                }
            }
            for (int line = 0; dx != null && line < count; line++) {
                transformInputGradientBack(dx, first * lines + line, line);
            }
        }
        transformWeightGradientBack(gradient);
    }

    private void transformWeights(float[] parameters) {
        for (int a = 0; a < KERNEL; a++) {
            for (int b = 0; b < KERNEL; b++) {
                System.arraycopy(parameters, firstWeight + (a * KERNEL + b) * weights, kernel[b][a], 0, weights);
            }
        }
        for (int i = 0; i < PATCH; i++) {
            for (int b = 0; b < KERNEL; b++) {
                KERNEL_TO_U.apply(i, kernel[b], halfwayKernel[b], weights);
            }
            for (int j = 0; j < PATCH; j++) {
                KERNEL_TO_U.apply(j, halfwayKernel, one, weights);
                u[i][j].put(0, one, 0, weights);
            }
        }
    }

    private void transformWeightGradientBack(float[] gradient) {
        for (int i = 0; i < PATCH; i++) {
            for (int j = 0; j < PATCH; j++) {
                uGradient[i][j].get(0, kernel[j][i], 0, weights);
            }
        }
        for (int a = 0; a < KERNEL; a++) {
            for (int j = 0; j < PATCH; j++) {
                U_TO_KERNEL.apply(a, kernel[j], halfwayKernel[j], weights);
            }
            for (int b = 0; b < KERNEL; b++) {
                U_TO_KERNEL.apply(b, halfwayKernel, one, weights);
                int to = firstWeight + (a * KERNEL + b) * weights;
                for (int i = 0; i < weights; i++) {
                    gradient[to + i] += one[i];
                }
            }
        }
    }

    /** From a line of tiles of x to V. */
    private void transformInput(float[] x, int line, int lineOfBlock) {
        for (int i = 0; i < PATCH; i++) {
            int from = firstPixel(line, i - 1);
            for (int j = 0; j < PATCH; j++) {
                float[] to = patch[j][i];
                for (int tile = 0; tile < tiles; tile++) {
                    int column = tile * TILE + j - 1;
                    if (from < 0 || column < 0 || column >= input.width()) {
                        Arrays.fill(to, tile * inputs, (tile + 1) * inputs, 0f);
                    } else {
                        System.arraycopy(x, (from + column) * inputs, to, tile * inputs, inputs);
                    }
                }
            }
        }
        for (int i = 0; i < PATCH; i++) {
            for (int j = 0; j < PATCH; j++) {
                PATCH_TO_V.apply(i, patch[j], halfway[j], inputRun);
            }
            for (int j = 0; j < PATCH; j++) {
                PATCH_TO_V.apply(j, halfway, one, inputRun);
                v[i][j].put(lineOfBlock * inputRun, one, 0, inputRun);
            }
        }
    }

    /** From M to a line of tiles of y. */
    private void transformOutputBack(float[] y, int line, int lineOfBlock) {
        for (int i = 0; i < PATCH; i++) {
            for (int j = 0; j < PATCH; j++) {
                m[i][j].get(lineOfBlock * outputRun, patch[j][i], 0, outputRun);
            }
        }
        for (int i = 0; i < TILE; i++) {
            int to = firstPixel(line, i);
            if (to < 0) {
                continue;
            }
            for (int j = 0; j < PATCH; j++) {
                M_TO_TILE.apply(i, patch[j], halfway[j], outputRun);
            }
            for (int j = 0; j < TILE; j++) {
                M_TO_TILE.apply(j, halfway, one, outputRun);
                for (int column = j; column < input.width(); column += TILE) {
                    System.arraycopy(one, column / TILE * outputs, y, (to + column) * outputs, outputs);
                }
            }
        }
    }

    /** From a line of tiles of dy to the derivative in M. */
    private void transformOutputGradient(float[] dy, int line, int lineOfBlock) {
        for (int i = 0; i < TILE; i++) {
            int from = firstPixel(line, i);
            for (int j = 0; j < TILE; j++) {
                for (int tile = 0; tile < tiles; tile++) {
                    int column = tile * TILE + j;
                    if (from < 0 || column >= input.width()) {
                        Arrays.fill(row[j], tile * outputs, (tile + 1) * outputs, 0f);
                    } else {
                        System.arraycopy(dy, (from + column) * outputs, row[j], tile * outputs, outputs);
                    }
                }
            }
            for (int j = 0; j < PATCH; j++) {
                TILE_TO_M.apply(j, row, patch[j][i], outputRun);
            }
        }
        for (int i = 0; i < PATCH; i++) {
            for (int j = 0; j < PATCH; j++) {
                TILE_TO_M.apply(i, patch[j], one, outputRun);
                m[i][j].put(lineOfBlock * outputRun, one, 0, outputRun);
            }
        }
    }

    /** From the derivative in V to a line of tiles of dx; the lines of an image in their order. */
    private void transformInputGradientBack(float[] dx, int line, int lineOfBlock) {
        for (int i = 0; i < PATCH; i++) {
            for (int j = 0; j < PATCH; j++) {
                v[i][j].get(lineOfBlock * inputRun, patch[j][i], 0, inputRun);
            }
        }
        boolean top = line % lines == 0;
        boolean bottom = line % lines == lines - 1;
        for (int i = 0; i < PATCH; i++) {
            for (int j = 0; j < PATCH; j++) {
                V_TO_PATCH.apply(i, patch[j], halfway[j], inputRun);
            }
            for (int j = 0; j < PATCH; j++) {
                V_TO_PATCH.apply(j, halfway, row[j], inputRun);
            }
            // The last two columns of a patch are the first two of the next.
            for (int j = 0; j < TILE; j++) {
                Arrays.fill(row[j], inputRun, inputRun + inputs, 0f);
            }
            for (int j = TILE; j < PATCH; j++) {
                System.arraycopy(row[j], 0, one, inputs, inputRun);
                Arrays.fill(one, 0, inputs, 0f);
                add(one, row[j - TILE], inputRun + inputs);
            }
            // And the last two rows are the first two of the patches below, which wait for them.
            int above = i % TILE * TILE;
            if (i < PATCH - TILE && !top) {
                for (int j = 0; j < TILE; j++) {
                    add(rowsAbove[above + j], row[j], inputRun + inputs);
                }
            }
            if (i >= TILE && !bottom) {
                for (int j = 0; j < TILE; j++) {
                    System.arraycopy(row[j], 0, rowsAbove[above + j], 0, inputRun + inputs);
                }
                continue;
            }
            int to = firstPixel(line, i - 1);
            for (int column = 0; to >= 0 && column < input.width(); column++) {
                int place = column + 1;
                System.arraycopy(row[place % TILE], place / TILE * inputs, dx, (to + column) * inputs, inputs);
            }
        }
    }

    /** Where a row of a line of tiles begins, or -1 if it is outside the image. */
    private int firstPixel(int line, int row) {
        int image = line / lines;
        int y = line % lines * TILE + row;
        return y < 0 || y >= input.height() ? -1 : (image * input.height() + y) * input.width();
    }

    private static void add(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] += x[i];
        }
    }
}
