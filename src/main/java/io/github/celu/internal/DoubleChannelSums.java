package io.github.celu.internal;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.loops.Spare;
import java.util.Arrays;

/** For each channel the sum of backwardAlpha, with the bits of a call for its elements, one after the other. */
public final class DoubleChannelSums {
    /** Neighbours that are read together: a line of the first-level cache has 16 elements. */
    private static final int MAX_CHANNELS = 16;

    /** So many rows end with the last partial sum, whatever the length of a run. */
    private static final int MAX_ROWS = DoubleSum.SUMS;

    /** Made by the first call: see {@link DoubleSum}. */
    private static Spare<DoubleChannelSums> spare;

    /** The derivative in α: one of {@link #celuAlpha} and {@link #eluAlpha}. */
    public interface AlphaDerivative {
        void run(double alpha, double[] x, int xOffset, double[] d, int length);
    }

    private final double[] x = new double[MAX_CHANNELS * MAX_ROWS];
    private final double[] dy = new double[MAX_CHANNELS * MAX_ROWS];
    private final double[] d = new double[DoubleSum.BLOCK];
    private final double[][] sums = new double[MAX_CHANNELS][DoubleSum.SUMS];

    private static Spare<DoubleChannelSums> spare() {
        Spare<DoubleChannelSums> s = spare;
        return s != null ? s : (spare = new Spare<>());
    }

    /** For {@link AlphaDerivative}. */
    public static void celuAlpha(double alpha, double[] x, int xOffset, double[] d, int length) {
        DoubleArrays.alphaDerivative(DoubleAlphaKernel.celu(alpha), x, xOffset, d, 0, length);
    }

    /** For {@link AlphaDerivative}. */
    public static void eluAlpha(double alpha, double[] x, int xOffset, double[] d, int length) {
        DoubleArrays.alphaDerivative(DoubleKernel.expm1(alpha), x, xOffset, d, 0, length);
    }

    static void set(
            double[] totals,
            AlphaDerivative derivative,
            double[] alpha,
            int inner,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            int length) {
        DoubleChannelSums scratch = spare().take();
        if (scratch == null) {
            scratch = new DoubleChannelSums();
        }
        int rows = (int) (length / ((long) alpha.length * inner));
        for (int c = 0; c < alpha.length; c += MAX_CHANNELS) {
            scratch.set(totals, derivative, alpha, c, inner, dy, dyOffset, x, xOffset, rows);
        }
        spare().giveBack(scratch);
    }

    /** For the channels from this one on, as many as fit. */
    private void set(
            double[] totals,
            AlphaDerivative derivative,
            double[] alpha,
            int first,
            int inner,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            int allRows) {
        int channels = Math.min(MAX_CHANNELS, alpha.length - first);
        int columns = alpha.length * inner;
        int terms = allRows * inner;
        for (int c = 0; c < channels; c++) {
            Arrays.fill(sums[c], 0, (int) Math.min(DoubleSum.SUMS, 2L * terms), 0.0);
        }
        for (int row = 0, rows; row < allRows; row += rows) {
            rows = Math.min(MAX_ROWS, allRows - row);
            int at = row * columns + first * inner;
            if (inner == 1) {
                addColumns(derivative, alpha, first, channels, dy, dyOffset + at, x, xOffset + at, rows);
            } else {
                for (int c = 0; c < channels; c++) {
                    int from = at + c * inner;
                    double a = alpha[first + c];
                    addRuns(derivative, a, inner, columns, dy, dyOffset + from, x, xOffset + from, sums[c], rows);
                }
            }
        }
        for (int c = 0; c < channels; c++) {
            totals[first + c] = DoubleSum.total(sums[c], terms);
        }
    }

    /** Where each channel is a column of a matrix. */
    private void addColumns(
            AlphaDerivative derivative,
            double[] alpha,
            int first,
            int channels,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            int rows) {
        DoublePanels.transpose(x, xOffset, alpha.length, this.x, rows, channels);
        DoublePanels.transpose(dy, dyOffset, alpha.length, this.dy, rows, channels);
        for (int c = 0; c < channels; c++) {
            derivative.run(alpha[first + c], this.x, c * rows, d, rows);
            DoubleArrays.addProducts(this.dy, c * rows, d, sums[c], rows);
        }
    }

    /** In blocks that start with the first partial sum; runs without room for one are copied together. */
    private void addRuns(
            AlphaDerivative derivative,
            double alpha,
            int inner,
            int columns,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] sums,
            int rows) {
        int terms = rows * inner;
        for (int start = 0, n; start < terms; start += n) {
            int place = start % inner;
            int from = start / inner * columns + place;
            int whole = (inner - place) / DoubleSum.SUMS * DoubleSum.SUMS;
            if (whole > 0) {
                n = Math.min(DoubleSum.BLOCK, whole);
                derivative.run(alpha, x, xOffset + from, d, n);
                DoubleArrays.addProducts(dy, dyOffset + from, d, sums, n);
            } else {
                n = Math.min(inner < DoubleSum.SUMS ? DoubleSum.BLOCK : DoubleSum.SUMS, terms - start);
                gather(inner, columns, place, x, xOffset + from, this.x, n);
                gather(inner, columns, place, dy, dyOffset + from, this.dy, n);
                derivative.run(alpha, this.x, 0, d, n);
                DoubleArrays.addProducts(this.dy, 0, d, sums, n);
            }
        }
    }

    /** Copies length elements of a channel, run by run; the first one is at this place of its run. */
    private static void gather(int inner, int columns, int place, double[] x, int xOffset, double[] block, int length) {
        int from = xOffset;
        for (int i = 0, n = inner - place; i < length; i += n, n = inner) {
            System.arraycopy(x, from, block, i, Math.min(n, length - i));
            from += n + columns - inner;
        }
    }
}
