package io.github.celu.internal;

import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.FloatColumnLoops;
import io.github.celu.internal.loops.Spare;

/**
 * The matrix in panels: a panel is a block of it, transposed, so that the elements of one channel are neighbours and go through the
 * loops for one α together.
 */
final class FloatPanels implements FloatColumnLoops {
    private final FloatArrays.Value value = new FloatArrays.Value();
    private final FloatArrays.Derivative derivative = new FloatArrays.Derivative();
    private final Spare<Panel> spare = new Spare<>();

    @Override
    public void value(
            FloatKernel[] k, int channels, int inner, float[] x, int xOffset, float[] y, int yOffset, int length) {
        run(value, k, channels, inner, x, xOffset, y, yOffset, length);
    }

    @Override
    public void derivative(
            FloatKernel[] k, int channels, int inner, float[] x, int xOffset, float[] d, int dOffset, int length) {
        run(derivative, k, channels, inner, x, xOffset, d, dOffset, length);
    }

    private void run(
            FloatArrays.OneToOne<FloatKernel> operation,
            FloatKernel[] k,
            int channels,
            int inner,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            int length) {
        Panel panel = first(channels * inner, length);
        while (panel.next()) {
            panel.gather(x, xOffset);
            panel.run(operation, k, inner);
            panel.scatter(y, yOffset);
        }
        spare.giveBack(panel);
    }

    @Override
    public void backward(
            FloatKernel[] k,
            int channels,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length) {
        Panel panel = first(channels * inner, length);
        while (panel.next()) {
            panel.gather(x, xOffset);
            panel.run(derivative, k, inner);
            panel.scatterProducts(dy, dyOffset, dx, dxOffset);
        }
        spare.giveBack(panel);
    }

    /** Before the first panel of a matrix; calls at the same time make their own. */
    private Panel first(int columns, int length) {
        Panel panel = spare.take();
        if (panel == null) {
            panel = new Panel();
        }
        panel.start(columns, length);
        return panel;
    }

    /** Copies columns of a matrix one after the other; four rows at a time, so that neighbours are written together. */
    static void transpose(float[] matrix, int offset, int allColumns, float[] x, int rows, int columns) {
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

    private static final class Panel {
        /** Columns of this length are long enough for any loops. */
        private static final int MAX_ROWS = 256;

        /** Two arrays that stay in the second-level cache, of 32 columns or more: neighbours in a row share cache lines. */
        private static final int MAX_SIZE = 32 * MAX_ROWS;

        private final float[] x = new float[MAX_SIZE];
        private final float[] y = new float[MAX_SIZE];

        private int allRows;
        private int allColumns;
        private int maxRows;
        private int row; // the panel's first one
        private int column;
        private int rows;
        private int columns;

        void start(int columns, int length) {
            allRows = length / columns;
            allColumns = columns;
            // Panels of one height: a short last one would be left to scalar calls.
            int panels = (allRows - 1) / MAX_ROWS + 1;
            maxRows = (allRows - 1) / panels + 1;
            row = 0;
            column = 0;
            rows = maxRows;
            this.columns = 0;
        }

        /** Goes on to the next panel, from left to right and then down. */
        boolean next() {
            column += columns;
            if (column == allColumns) {
                column = 0;
                row += rows;
                rows = Math.min(allRows - row, maxRows);
            }
            columns = rows == 0 ? 0 : Math.min(allColumns - column, MAX_SIZE / rows);
            return columns > 0;
        }

        /** Copies the panel's block of the matrix to x. */
        void gather(float[] matrix, int offset) {
            transpose(matrix, offset + row * allColumns + column, allColumns, x, rows, columns);
        }

        /** Computes y from x, with the kernel of each channel. */
        void run(FloatArrays.OneToOne<FloatKernel> operation, FloatKernel[] k, int inner) {
            for (int c = 0, end; c < columns; c = end) {
                int channel = (column + c) / inner;
                end = Math.min((channel + 1) * inner - column, columns);
                operation.run(k[channel], x, c * rows, y, c * rows, (end - c) * rows);
            }
        }

        /** Copies y to the panel's block of the matrix. */
        void scatter(float[] matrix, int offset) {
            int at = offset + row * allColumns + column;
            int r = 0;
            for (; r + 4 <= rows; r += 4, at += 4 * allColumns) {
                int second = at + allColumns;
                int third = second + allColumns;
                int fourth = third + allColumns;
                for (int c = 0, from = r; c < columns; c++, from += rows) {
                    matrix[at + c] = y[from];
                    matrix[second + c] = y[from + 1];
                    matrix[third + c] = y[from + 2];
                    matrix[fourth + c] = y[from + 3];
                }
            }
            for (; r < rows; r++, at += allColumns) {
                for (int c = 0, from = r; c < columns; c++, from += rows) {
                    matrix[at + c] = y[from];
                }
            }
        }

        /** Writes products of y and another matrix, which may be the one that is written. */
        void scatterProducts(float[] dy, int dyOffset, float[] matrix, int offset) {
            int ahead = dyOffset - offset;
            int at = offset + row * allColumns + column;
            int r = 0;
            for (; r + 4 <= rows; r += 4, at += 4 * allColumns) {
                int second = at + allColumns;
                int third = second + allColumns;
                int fourth = third + allColumns;
                for (int c = 0, from = r; c < columns; c++, from += rows) {
                    matrix[at + c] = dy[ahead + at + c] * y[from];
                    matrix[second + c] = dy[ahead + second + c] * y[from + 1];
                    matrix[third + c] = dy[ahead + third + c] * y[from + 2];
                    matrix[fourth + c] = dy[ahead + fourth + c] * y[from + 3];
                }
            }
            for (; r < rows; r++, at += allColumns) {
                for (int c = 0, from = r; c < columns; c++, from += rows) {
                    matrix[at + c] = dy[ahead + at + c] * y[from];
                }
            }
        }
    }
}
