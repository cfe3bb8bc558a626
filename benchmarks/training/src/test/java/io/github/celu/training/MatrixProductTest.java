package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatrixProductTest {
    private final Random random = new Random(1);
    private final MatrixProduct product = new MatrixProduct();

    @Test
    void everyElementIsTheSumOfItsProducts() {
        int[] sizes = {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 70};
        for (int m : sizes) {
            for (int n : sizes) {
                for (int k : new int[] {1, 3, 6, 255, 257}) {
                    for (int form = 0; form < 8; form++) {
                        check(m, n, k, (form & 1) != 0, (form & 2) != 0, form >> 2);
                    }
                }
            }
        }
    }

    private void check(int m, int n, int k, boolean transposedA, boolean transposedB, int beta) {
        int offsetA = 3;
        int offsetB = 2;
        int offsetC = 1;
        float[] a = Numeric.normal(random, offsetA + m * k);
        float[] b = Numeric.normal(random, offsetB + k * n);
        float[] c = Numeric.normal(random, offsetC + m * n + 5);
        float[] expected = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int at = offsetC + i * n + j;
                double sum = beta * c[at];
                for (int p = 0; p < k; p++) {
                    sum += (double) a[offsetA + (transposedA ? p * m + i : i * k + p)]
                            * b[offsetB + (transposedB ? j * k + p : p * n + j)];
                }
                expected[at] = (float) sum;
            }
        }
        product.multiply(transposedA, transposedB, m, n, k, a, offsetA, b, offsetB, beta, c, offsetC);
        String name = m + " x " + n + " x " + k;
        assertArrayEquals(expected, c, 1e-4f, name);
        assertEquals(expected[0], c[0], name);
        for (int i = offsetC + m * n; i < c.length; i++) {
            assertEquals(expected[i], c[i], name);
        }
    }

    /** Products large enough for OpenBLAS to share among threads, if it were allowed to. */
    @Test
    void theSameBitsOnEveryThread() {
        int m = 300;
        int n = 200;
        int k = 900;
        float[] a = Numeric.normal(random, m * k);
        float[] b = Numeric.normal(random, k * n);
        float[] expected = new float[m * n];
        product.multiply(false, false, m, n, k, a, 0, b, 0, 0, expected, 0);
        IntStream.range(0, 40).parallel().forEach(i -> {
            float[] c = new float[m * n];
            new MatrixProduct().multiply(false, false, m, n, k, a, 0, b, 0, 0, c, 0);
            assertArrayEquals(expected, c);
        });
    }
}
