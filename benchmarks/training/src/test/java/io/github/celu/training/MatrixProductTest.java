package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MatrixProductTest {
    private final Random random = new Random(1);

    @Test
    void everyProductGivesTheBitsOfOneChainOfMultiplyAdds() {
        int[] sizes = {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 70};
        for (int m : sizes) {
            for (int n : sizes) {
                for (int k : new int[] {1, 3, 4, 6, 255, 257, 600}) {
                    check(m, n, k, false);
                    check(m, n, k, true);
                }
            }
        }
    }

    private void check(int m, int n, int k, boolean transposed) {
        int aOffset = 3;
        int bOffset = 2;
        int cOffset = 1;
        int aRow = transposed ? 1 : k;
        int aColumn = transposed ? m : 1;
        float[] a = Numeric.normal(random, aOffset + m * k);
        float[] b = Numeric.normal(random, bOffset + k * n);
        float[] c = Numeric.normal(random, cOffset + m * n + 5);
        float[] expected = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    int at = cOffset + i * n + j;
                    expected[at] = Math.fma(a[aOffset + i * aRow + p * aColumn], b[bOffset + p * n + j], expected[at]);
                }
            }
        }
        for (MatrixProduct product : new MatrixProduct[] {new PlainProduct(), new VectorProduct()}) {
            float[] result = c.clone();
            product.add(m, n, k, a, aOffset, aRow, aColumn, b, bOffset, result, cOffset);
            assertArrayEquals(expected, result, product.getClass().getSimpleName() + " " + m + " " + n + " " + k);
        }
    }

    @Test
    void withTheModuleTheVectorApiServes() {
        assertEquals(VectorProduct.class, MatrixProduct.create().getClass());
    }
}
