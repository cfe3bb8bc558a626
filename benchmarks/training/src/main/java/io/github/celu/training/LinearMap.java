package io.github.celu.training;

import java.util.stream.IntStream;

/** A small constant matrix that is multiplied by a vector whose elements are arrays. */
final class LinearMap {
    /** Of each row of the matrix: where it is not 0, and what it is there. */
    private final int[][] columns;

    private final float[][] values;

    LinearMap(double[][] matrix) {
        columns = new int[matrix.length][];
        values = new float[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            double[] row = matrix[i];
            columns[i] = IntStream.range(0, row.length).filter(j -> row[j] != 0).toArray();
            values[i] = new float[columns[i].length];
            for (int k = 0; k < values[i].length; k++) {
                values[i][k] = (float) row[columns[i][k]];
            }
        }
    }

    /** The map by the transposed matrix. */
    static LinearMap transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return new LinearMap(transposed);
    }

    /**
     * Sets y to one element of the product. One loop for each number of terms, and the same index everywhere: the JVM
     * turns these loops into vector code, but not loops with offsets, whose arrays might overlap.
     */
    void apply(int row, float[][] x, float[] y, int length) {
        int[] c = columns[row];
        float[] v = values[row];
        switch (c.length) {
            case 1 -> sum(length, y, x[c[0]], v[0]);
            case 2 -> sum(length, y, x[c[0]], v[0], x[c[1]], v[1]);
            case 3 -> sum(length, y, x[c[0]], v[0], x[c[1]], v[1], x[c[2]], v[2]);
            case 4 -> sum(length, y, x[c[0]], v[0], x[c[1]], v[1], x[c[2]], v[2], x[c[3]], v[3]);
            case 5 -> sum(length, y, x[c[0]], v[0], x[c[1]], v[1], x[c[2]], v[2], x[c[3]], v[3], x[c[4]], v[4]);
            default -> throw new IllegalStateException(c.length + " terms");
        }
    }

    private static void sum(int n, float[] y, float[] x1, float a1) {
        for (int i = 0; i < n; i++) {
            y[i] = a1 * x1[i];
        }
    }

    private static void sum(int n, float[] y, float[] x1, float a1, float[] x2, float a2) {
        for (int i = 0; i < n; i++) {
            y[i] = a1 * x1[i] + a2 * x2[i];
        }
    }

    private static void sum(int n, float[] y, float[] x1, float a1, float[] x2, float a2, float[] x3, float a3) {
        for (int i = 0; i < n; i++) {
            y[i] = a1 * x1[i] + a2 * x2[i] + a3 * x3[i];
        }
    }

    private static void sum(
            int n, float[] y, float[] x1, float a1, float[] x2, float a2, float[] x3, float a3, float[] x4, float a4) {
        for (int i = 0; i < n; i++) {
            y[i] = a1 * x1[i] + a2 * x2[i] + (a3 * x3[i] + a4 * x4[i]);
        }
    }

    private static void sum(
            int n,
            float[] y,
            float[] x1,
            float a1,
            float[] x2,
            float a2,
            float[] x3,
            float a3,
            float[] x4,
            float a4,
            float[] x5,
            float a5) {
        for (int i = 0; i < n; i++) {
            y[i] = a1 * x1[i] + a2 * x2[i] + (a3 * x3[i] + a4 * x4[i]) + a5 * x5[i];
        }
    }
}
