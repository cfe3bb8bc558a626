package io.github.celu.training;

/** The matrix product without the Vector API: loops that HotSpot vectorizes where the rows are long. */
final class PlainProduct implements MatrixProduct {
    @Override
    public void add(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[] b,
            int bOffset,
            float[] c,
            int cOffset) {
        for (int i = 0; i < m; i++) {
            int row = aOffset + i * aRow;
            int p = 0;
            for (; p + 4 <= k; p += 4) {
                int at = row + p * aColumn;
                four(
                        n,
                        a[at],
                        a[at + aColumn],
                        a[at + 2 * aColumn],
                        a[at + 3 * aColumn],
                        b,
                        bOffset + p * n,
                        c,
                        cOffset + i * n);
            }
            for (; p < k; p++) {
                one(n, a[row + p * aColumn], b, bOffset + p * n, c, cOffset + i * n);
            }
        }
    }

    private static void four(int n, float a0, float a1, float a2, float a3, float[] b, int b0, float[] c, int c0) {
        for (int j = 0; j < n; j++) {
            float sum = Math.fma(a0, b[b0 + j], c[c0 + j]);
            sum = Math.fma(a1, b[b0 + n + j], sum);
            sum = Math.fma(a2, b[b0 + 2 * n + j], sum);
            c[c0 + j] = Math.fma(a3, b[b0 + 3 * n + j], sum);
        }
    }

    private static void one(int n, float a0, float[] b, int b0, float[] c, int c0) {
        for (int j = 0; j < n; j++) {
            c[c0 + j] = Math.fma(a0, b[b0 + j], c[c0 + j]);
        }
    }
}
