package io.github.celu.training;

import static org.bytedeco.openblas.global.openblas_full.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_full.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_full.CblasTrans;
import static org.bytedeco.openblas.global.openblas_full.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_full.openblas_get_config;
import static org.bytedeco.openblas.global.openblas_full.openblas_set_num_threads;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_full;

/**
 * Products of row-major matrices by OpenBLAS, which works on one thread for each caller: the threads are the trainer's,
 * and every sum has one order.
 */
final class MatrixProduct {
    static {
        Loader.load(openblas_full.class);
        openblas_set_num_threads(1);
    }

    private MatrixProduct() {}

    /** The library's version and the kind of processor whose code it runs. */
    static String description() {
        return openblas_get_config().getString();
    }

    /**
     * Sets C to beta·C + A·B; C is m x n, and each of its sums has k terms.
     *
     * @param transposedA whether the memory has A transposed
     * @param transposedB whether the memory has B transposed
     * @param beta if 0, what was in C does not matter
     */
    static void multiply(
            boolean transposedA,
            boolean transposedB,
            int m,
            int n,
            int k,
            DirectFloats a,
            DirectFloats b,
            float beta,
            DirectFloats c) {
        cblas_sgemm(
                CblasRowMajor,
                transposedA ? CblasTrans : CblasNoTrans,
                transposedB ? CblasTrans : CblasNoTrans,
                m,
                n,
                k,
                1,
                a.pointer,
                transposedA ? m : k,
                b.pointer,
                transposedB ? k : n,
                beta,
                c.pointer,
                n);
    }
}
