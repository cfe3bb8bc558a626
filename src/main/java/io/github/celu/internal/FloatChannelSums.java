package io.github.celu.internal;

import io.github.celu.internal.loops.Spare;
import java.util.Arrays;

/** For each channel the sum of backwardAlpha, with the bits of a call for its elements, one after the other. */
final class FloatChannelSums {
    /** Neighbours that are read together: they fill a line or two of the caches. */
    private static final int MAX_CHANNELS = 16;

    /** After so many rows of runs of any length, the next term belongs to the first partial sum again. */
    private static final int MAX_ROWS = FloatSum.SUMS;

    /** Made by the first call: see {@link FloatSum}. */
    private static Spare<FloatChannelSums> spare;

    private final float[] x = new float[MAX_CHANNELS * MAX_ROWS];
    private final float[] dy = new float[MAX_CHANNELS * MAX_ROWS];
    private final float[] d = new float[FloatSum.BLOCK];
    private final Object[] k = new Object[MAX_CHANNELS]; // kernels of α, kept through all rows
    private final double[][] sums = new double[MAX_CHANNELS][FloatSum.SUMS];

    private static Spare<FloatChannelSums> spare() {
        Spare<FloatChannelSums> s = spare;
        return s != null ? s : (spare = new Spare<>());
    }

    static <K> void set(
            double[] totals,
            FloatChannels<K> function,
            float[] alpha,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            int length) {
        FloatChannelSums scratch = spare().take();
        if (scratch == null) {
            scratch = new FloatChannelSums();
        }
        int rows = (int) (length / ((long) alpha.length * inner));
        for (int c = 0; c < alpha.length; c += MAX_CHANNELS) {
            scratch.setGroup(totals, function, alpha, c, inner, dy, dyOffset, x, xOffset, rows);
        }
        spare().giveBack(scratch);
    }

    /** For the channels from this one on, as many as fit. */
    private <K> void setGroup(
            double[] totals,
            FloatChannels<K> function,
            float[] alpha,
            int first,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            int allRows) {
        int channels = Math.min(MAX_CHANNELS, alpha.length - first);
        int columns = alpha.length * inner;
        int terms = allRows * inner;
        for (int c = 0; c < channels; c++) {
            k[c] = function.alphaKernel(alpha[first + c]);
            Arrays.fill(sums[c], 0, (int) Math.min(FloatSum.SUMS, 2L * terms), 0.0);
        }
        for (int row = 0, rows; row < allRows; row += rows) {
            rows = Math.min(MAX_ROWS, allRows - row);
            int at = row * columns + first * inner;
            if (inner == 1) {
                addColumns(function, columns, channels, dy, dyOffset + at, x, xOffset + at, rows);
            } else {
                for (int c = 0; c < channels; c++) {
                    int from = at + c * inner;
                    addRuns(function, c, inner, columns, dy, dyOffset + from, x, xOffset + from, rows);
                }
            }
        }
        for (int c = 0; c < channels; c++) {
            totals[first + c] = FloatSum.total(sums[c], terms);
        }
    }

    /** Where each channel is a column of a matrix. */
    private <K> void addColumns(
            FloatChannels<K> function,
            int columns,
            int channels,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            int rows) {
        transpose(x, xOffset, columns, this.x, rows, channels);
        transpose(dy, dyOffset, columns, this.dy, rows, channels);
        for (int c = 0; c < channels; c++) {
            function.alphaDerivative(this.<K>kernel(c), this.x, c * rows, d, 0, rows);
            FloatArrays.addProducts(this.dy, c * rows, d, sums[c], rows);
        }
    }

    /** Copies columns of a matrix one after the other; four rows at a time, so that neighbours are written together. */
    private static void transpose(float[] matrix, int offset, int allColumns, float[] x, int rows, int columns) {
        int at = offset;
        int r = 0;
        for (; r + 4 <= rows; r += 4, at += 4 * allColumns) {
            int second = at + allColumns;
            int third = second + allColumns;
            int fourth = third + allColumns;
            for (int c = 0, to = r; c < columns; c++, to += rows) {
                x[to] = matrix[at + c];
                x[to + 1] = matrix[second + c];
                x[to + 2] = matrix[third + c];
                x[to + 3] = matrix[fourth + c];
            }
        }
        for (; r < rows; r++, at += allColumns) {
            for (int c = 0, to = r; c < columns; c++, to += rows) {
                x[to] = matrix[at + c];
            }
        }
    }

    /** In blocks whose first term belongs to the first partial sum; where a run ends before the last one, runs are copied together. */
    private <K> void addRuns(
            FloatChannels<K> function,
            int channel,
            int inner,
            int columns,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            int rows) {
        K kernel = kernel(channel);
        int terms = rows * inner;
        for (int start = 0, n; start < terms; start += n) {
            int place = start % inner;
            int from = start / inner * columns + place;
            int whole = (inner - place) / FloatSum.SUMS * FloatSum.SUMS;
            if (whole > 0) {
                n = Math.min(FloatSum.BLOCK, whole);
                function.alphaDerivative(kernel, x, xOffset + from, d, 0, n);
                FloatArrays.addProducts(dy, dyOffset + from, d, sums[channel], n);
            } else {
                n = Math.min(inner < FloatSum.SUMS ? FloatSum.BLOCK : FloatSum.SUMS, terms - start);
                gather(inner, columns, place, x, xOffset + from, this.x, n);
                gather(inner, columns, place, dy, dyOffset + from, this.dy, n);
                function.alphaDerivative(kernel, this.x, 0, d, 0, n);
                FloatArrays.addProducts(this.dy, 0, d, sums[channel], n);
            }
        }
    }

    @SuppressWarnings("unchecked") // setGroup has set it, for the same function
    private <K> K kernel(int channel) {
        return (K) k[channel];
    }

    /** Copies length elements of a channel, run by run; the first one is at this place of its run. */
    private static void gather(int inner, int columns, int place, float[] x, int xOffset, float[] block, int length) {
        int from = xOffset;
        for (int i = 0, n = inner - place; i < length; i += n, n = inner) {
            System.arraycopy(x, from, block, i, Math.min(n, length - i));
            from += n + columns - inner;
        }
    }
}
