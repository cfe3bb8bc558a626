package io.github.celu.training;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Products of row-major matrices by OpenBLAS, which works on one thread for each caller: the threads are the trainer's,
 * and every sum has one order. The matrices pass through direct memory; from a Java array OpenBLAS's binding would copy
 * all of it, not the part that is a matrix. For one thread.
 */
final class MatrixProduct {
    static {
        Loader.load(openblas_nolapack.class);
        org.bytedeco.openblas.presets.openblas_nolapack.blas_set_num_threads(1);
    }

    private FloatBuffer a = direct(0);
    private FloatBuffer b = direct(0);
    private FloatBuffer c = direct(0);

    /**
     * Sets C to beta·C + A·B; C is m x n, and each of its sums has k terms.
     *
     * @param transposedA whether the array has A transposed
     * @param transposedB whether the array has B transposed
     * @param beta if 0, what was in C does not matter
     */
    void multiply(
            boolean transposedA,
            boolean transposedB,
            int m,
            int n,
            int k,
            float[] arrayA,
            int offsetA,
            float[] arrayB,
            int offsetB,
            float beta,
            float[] arrayC,
            int offsetC) {
        a = filled(a, arrayA, offsetA, m * k);
        b = filled(b, arrayB, offsetB, k * n);
        c = beta == 0 ? withCapacity(c, m * n) : filled(c, arrayC, offsetC, m * n);
        cblas_sgemm(
                CblasRowMajor,
                transposedA ? CblasTrans : CblasNoTrans,
                transposedB ? CblasTrans : CblasNoTrans,
                m,
                n,
                k,
                1,
                a,
                transposedA ? m : k,
                b,
                transposedB ? k : n,
                beta,
                c,
                n);
        c.get(0, arrayC, offsetC, m * n);
    }

    private static FloatBuffer filled(FloatBuffer buffer, float[] x, int offset, int length) {
        return withCapacity(buffer, length).put(0, x, offset, length);
    }

    private static FloatBuffer withCapacity(FloatBuffer buffer, int length) {
        return buffer.capacity() < length ? direct(length) : buffer;
    }

    private static FloatBuffer direct(int length) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(length, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
