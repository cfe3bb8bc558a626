package io.github.celu.internal;

import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.Spare;

/**
 * The elements as a matrix: a row for each period of the channels, alpha.length·inner elements, and a column for each place in it. A
 * panel is a block of this matrix, transposed, so that the elements of one channel are neighbours and go through a loop together.
 */
final class FloatPanel {
    /** Columns of this length are long enough for any loops. */
    private static final int MAX_ROWS = 256;

    /** Two arrays that stay in the second-level cache; 16 columns fill a line of the first. */
    private static final int MAX_SIZE = 32 * MAX_ROWS;

    /** Made by the first call: a static initialiser that fails would fail for good. */
    private static Spare<FloatPanel> spare;

    private final float[] x = new float[MAX_SIZE];
    private final float[] y = new float[MAX_SIZE];

    private int allRows;
    private int allColumns;
    private int maxRows;
    private int row; // the panel's first one
    private int column;
    private int rows;
    private int columns;

    private static Spare<FloatPanel> spare() {
        Spare<FloatPanel> s = spare;
        return s != null ? s : (spare = new Spare<>());
    }

    /** One before the first panel of a matrix; calls at the same time make their own. */
    static FloatPanel take(int columns, int length) {
        FloatPanel panel = spare().take();
        if (panel == null) {
            panel = new FloatPanel();
        }
        panel.allRows = length / columns;
        panel.allColumns = columns;
        // Even ones: a short rest of rows would take scalar calls.
        int panels = (panel.allRows - 1) / MAX_ROWS + 1;
        panel.maxRows = (panel.allRows - 1) / panels + 1;
        panel.row = 0;
        panel.column = 0;
        panel.rows = panel.maxRows;
        panel.columns = 0;
        return panel;
    }

    void giveBack() {
        spare().giveBack(this);
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

    /** Copies the panel's block of the matrix to x; four rows at a time, so that neighbours in x are written together. */
    void gather(float[] matrix, int offset) {
        int at = offset + row * allColumns + column;
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

    /** Computes y from x, with the kernel of each channel. */
    void run(FloatChannels.Operation operation, FloatKernel[] k, int inner) {
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
