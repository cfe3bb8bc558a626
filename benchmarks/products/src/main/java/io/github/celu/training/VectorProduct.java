package io.github.celu.training;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The yardstick: a small matrix product on the Vector API. The inner loop keeps a tile of C, {@value #ROWS} rows of two vectors, in
 * registers: two vectors of B and one element of A per row feed eight multiply-adds, as many as hide the latency of one
 * on two units. The rows of B that a tile needs are packed next to each other, padded with zeros to whole vectors, and
 * fit the first cache.
 */
final class VectorProduct {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int COLUMNS = 2 * LANES;
    private static final int ROWS = 4;
    private static final int DEPTH = 256;

    private final float[] packed = new float[DEPTH * COLUMNS];
    private final float[] tile = new float[ROWS * COLUMNS];

    /** Adds A·B to C; A is m x k, B is k x n, and the rows of each lie one after the other. */
    void add(int m, int n, int k, float[] a, float[] b, float[] c) {
        for (int p = 0; p < k; p += DEPTH) {
            int depth = Math.min(DEPTH, k - p);
            for (int j = 0; j < n; j += COLUMNS) {
                int columns = Math.min(COLUMNS, n - j);
                pack(depth, columns, b, p * n + j, n);
                int i = 0;
                for (; i + ROWS <= m; i += ROWS) {
                    int rows = i * k + p;
                    int result = i * n + j;
                    if (columns == COLUMNS) {
                        four(depth, a, rows, k, packed, c, result, n);
                    } else {
                        copy(ROWS, columns, c, result, n, tile, 0, COLUMNS);
                        four(depth, a, rows, k, packed, tile, 0, COLUMNS);
                        copy(ROWS, columns, tile, 0, COLUMNS, c, result, n);
                    }
                }
                for (; i < m; i++) {
                    int result = i * n + j;
                    copy(1, columns, c, result, n, tile, 0, COLUMNS);
                    one(depth, a, i * k + p, packed, tile);
                    copy(1, columns, tile, 0, COLUMNS, c, result, n);
                }
            }
        }
    }

    private void pack(int depth, int columns, float[] b, int start, int stride) {
        if (columns < COLUMNS) {
            Arrays.fill(packed, 0, depth * COLUMNS, 0f);
        }
        copy(depth, columns, b, start, stride, packed, 0, COLUMNS);
    }

    private static void copy(
            int rows, int columns, float[] from, int start, int stride, float[] to, int toStart, int toStride) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(from, start + i * stride, to, toStart + i * toStride, columns);
        }
    }

    /** Four rows of C, each of two vectors. */
    private static void four(int depth, float[] a, int row0, int aRow, float[] b, float[] c, int start, int stride) {
        int row1 = row0 + aRow;
        int row2 = row1 + aRow;
        int row3 = row2 + aRow;
        int c1 = start + stride;
        int c2 = c1 + stride;
        int c3 = c2 + stride;
        FloatVector s00 = FloatVector.fromArray(SPECIES, c, start);
        FloatVector s01 = FloatVector.fromArray(SPECIES, c, start + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p * COLUMNS);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, p * COLUMNS + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[row0 + p]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[row1 + p]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[row2 + p]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[row3 + p]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
        }
        s00.intoArray(c, start);
        s01.intoArray(c, start + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
    }

    /** One row of C, of two vectors. */
    private static void one(int depth, float[] a, int row, float[] b, float[] c) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, c, 0);
        FloatVector s1 = FloatVector.fromArray(SPECIES, c, LANES);
        for (int p = 0; p < depth; p++) {
            FloatVector ap = FloatVector.broadcast(SPECIES, a[row + p]);
            s0 = ap.fma(FloatVector.fromArray(SPECIES, b, p * COLUMNS), s0);
            s1 = ap.fma(FloatVector.fromArray(SPECIES, b, p * COLUMNS + LANES), s1);
        }
        s0.intoArray(c, 0);
        s1.intoArray(c, LANES);
    }
}
