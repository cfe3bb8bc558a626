package io.github.celu.internal;

import io.github.celu.internal.loops.Spare;

/**
 * Where the runs of channels are short, the elements are a matrix, a row for each period of the channels and a column for each
 * element of a period. A panel is a part of some rows and columns, transposed: the elements of a channel are neighbours in it and
 * go through a loop together.
 */
final class DoublePanel {
    /** Long enough columns for the loops. */
    private static final int MAX_ROWS = 256;

    private static final int MAX_SIZE = 32 * MAX_ROWS;

    /** Made by the first call: a static initialiser that fails would fail for good. */
    private static Spare<DoublePanel> spare;

    private final double[] x = new double[MAX_SIZE];
    private final double[] y = new double[MAX_SIZE];

    private int allRows;
    private int allColumns;
    private int row; // the first one
    private int column;
    private int rows;
    private int columns;

    private static Spare<DoublePanel> spare() {
        Spare<DoublePanel> s = spare;
        return s != null ? s : (spare = new Spare<>());
    }

    /** One before the first part of a matrix; calls at the same time make their own. */
    static DoublePanel take(int allRows, int allColumns) {
        DoublePanel panel = spare().take();
        if (panel == null) {
            panel = new DoublePanel();
        }
        panel.allRows = allRows;
        panel.allColumns = allColumns;
        panel.row = 0;
        panel.column = 0;
        panel.rows = Math.min(allRows, MAX_ROWS);
        panel.columns = 0;
        return panel;
    }

    void giveBack() {
        spare().giveBack(this);
    }

    /** Goes on to the next part, from left to right and then down. */
    boolean next() {
        column += columns;
        if (column == allColumns) {
            column = 0;
            row += rows;
            rows = Math.min(allRows - row, MAX_ROWS);
        }
        columns = rows == 0 ? 0 : Math.min(allColumns - column, MAX_SIZE / rows);
        return columns > 0;
    }

    /** Four rows at a time, which use each line of the cache once and write neighbours. */
    void gather(double[] matrix, int offset) {
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

    /** Computes y from x, with the α of each channel. */
    void run(DoubleChannels.OneToOne operation, DoubleChannels.Kernels kernels, double[] alpha, int inner) {
        for (int c = 0, end; c < columns; c = end) {
            int channel = (column + c) / inner;
            end = Math.min((channel + 1) * inner - column, columns);
            operation.run(kernels.of(alpha[channel]), x, c * rows, y, c * rows, (end - c) * rows);
        }
    }

    /** Writes y. */
    void scatter(double[] matrix, int offset) {
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

    /** Writes the products of y and the same elements of another matrix, which may be the one that is written. */
    void scatterProducts(double[] dy, int dyOffset, double[] matrix, int offset) {
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
