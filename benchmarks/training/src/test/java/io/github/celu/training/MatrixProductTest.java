package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatrixProductTest {
    private final Random random = new Random(1);

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
        float[] a = Numeric.normal(random, m * k);
        float[] b = Numeric.normal(random, k * n);
        float[] c = Numeric.normal(random, m * n + 5);
        float[] expected = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = beta * c[i * n + j];
                for (int p = 0; p < k; p++) {
                    sum += (double) a[transposedA ? p * m + i : i * k + p] * b[transposedB ? j * k + p : p * n + j];
                }
                expected[i * n + j] = (float) sum;
            }
        }
        DirectFloats product = direct(c);
        MatrixProduct.multiply(transposedA, transposedB, m, n, k, direct(a), direct(b), beta, product);
        product.get(0, c, 0, c.length);
        String name = m + " x " + n + " x " + k;
        assertArrayEquals(expected, c, 1e-4f, name);
        for (int i = m * n; i < c.length; i++) {
            assertEquals(expected[i], c[i], name);
        }
    }

    private static DirectFloats direct(float[] x) {
        DirectFloats direct = new DirectFloats(x.length);
        direct.put(0, x, 0, x.length);
        return direct;
    }

    /** Products large enough for OpenBLAS to share among threads, if it were allowed to. */
    @Test
    void theSameBitsOnEveryThread() {
        int m = 300;
        int n = 200;
        int k = 900;
        DirectFloats a = direct(Numeric.normal(random, m * k));
        DirectFloats b = direct(Numeric.normal(random, k * n));
        float[] expected = product(m, n, k, a, b);
        IntStream.range(0, 40).parallel().forEach(i -> assertArrayEquals(expected, product(m, n, k, a, b)));
    }

    private static float[] product(int m, int n, int k, DirectFloats a, DirectFloats b) {
        DirectFloats product = new DirectFloats(m * n);
        MatrixProduct.multiply(false, false, m, n, k, a, b, 0, product);
        float[] c = new float[m * n];
        product.get(0, c, 0, c.length);
        return c;
    }
}
