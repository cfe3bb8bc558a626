package io.github.celu.training;

import static org.bytedeco.openblas.global.openblas_full.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_full.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_full.cblas_sgemm;

import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ojalgo.matrix.store.R032Store;

/** What multiplies. Each has its matrices in its own favourite layout; only the training's way pays for copies. */
public enum Library {
    /** The small kernel on the Vector API that the others are compared with. */
    YARDSTICK {
        @Override
        Product prepare(ProductSize size, float[] a, float[] b) {
            VectorProduct product = new VectorProduct();
            float[] c = new float[size.m() * size.n()];
            return new Product(() -> product.add(size.m(), size.n(), size.k(), a, b, c), (i, j) -> c[i * size.n() + j]);
        }
    },
    /** OpenBLAS as the training calls it: on direct memory, with the transpositions of each case. */
    TRAINING {
        @Override
        Product prepare(ProductSize size, float[] a, float[] b) {
            boolean transposeA = size.transposedA();
            boolean transposeB = size.transposedB();
            DirectFloats storedA = direct(transposeA ? transposed(a, size.m(), size.k()) : a);
            DirectFloats storedB = direct(transposeB ? transposed(b, size.k(), size.n()) : b);
            DirectFloats c = new DirectFloats(size.m() * size.n());
            c.clear();
            // The training adds up the gradient of the weights over the blocks; the other products are set.
            float beta = transposeA ? 1 : 0;
            return new Product(
                    () -> MatrixProduct.multiply(
                            transposeA, transposeB, size.m(), size.n(), size.k(), storedA, storedB, beta, c),
                    (i, j) -> c.pointer.get((long) i * size.n() + j));
        }
    },
    /** OpenBLAS by the binding's calls with Java arrays. */
    OPENBLAS_ARRAYS {
        @Override
        Product prepare(ProductSize size, float[] a, float[] b) {
            MatrixProduct.description(); // sets the number of threads
            float[] c = new float[size.m() * size.n()];
            return new Product(
                    () -> cblas_sgemm(
                            CblasRowMajor,
                            CblasNoTrans,
                            CblasNoTrans,
                            size.m(),
                            size.n(),
                            size.k(),
                            1,
                            a,
                            size.k(),
                            b,
                            size.n(),
                            0,
                            c,
                            size.n()),
                    (i, j) -> c[i * size.n() + j]);
        }
    },
    /** ND4J; its OpenBLAS would start a thread for each core, even when the process may use one core only. */
    ND4J {
        @Override
        Product prepare(ProductSize size, float[] a, float[] b) {
            INDArray ownA = Nd4j.create(a, new int[] {size.m(), size.k()}, 'c').dup('f');
            INDArray ownB = Nd4j.create(b, new int[] {size.k(), size.n()}, 'c').dup('f');
            INDArray c = Nd4j.create(new int[] {size.m(), size.n()}, 'f');
            Nd4j.factory().blas().setMaxThreads(1);
            return new Product(() -> ownA.mmuli(ownB, c), c::getFloat);
        }
    },
    EJML {
        @Override
        Product prepare(ProductSize size, float[] a, float[] b) {
            FMatrixRMaj ownA = FMatrixRMaj.wrap(size.m(), size.k(), a);
            FMatrixRMaj ownB = FMatrixRMaj.wrap(size.k(), size.n(), b);
            FMatrixRMaj c = new FMatrixRMaj(size.m(), size.n());
            return new Product(() -> CommonOps_FDRM.mult(ownA, ownB, c), c::get);
        }
    },
    OJALGO {
        @Override
        Product prepare(ProductSize size, float[] a, float[] b) {
            R032Store ownA = columnMajor(a, size.m(), size.k());
            R032Store ownB = columnMajor(b, size.k(), size.n());
            R032Store c = R032Store.FACTORY.make(size.m(), size.n());
            return new Product(() -> c.fillByMultiplying(ownA, ownB), (i, j) -> (float) c.doubleValue(i, j));
        }
    };

    /** An element of a result. */
    interface Element {
        float get(int row, int column);
    }

    /**
     * A product that is ready to run again and again.
     *
     * @param result what the runs so far gave
     */
    record Product(Runnable run, Element result) {}

    /** Takes A, m x k, and B, k x n; the rows of each lie one after the other. */
    abstract Product prepare(ProductSize size, float[] a, float[] b);

    private static DirectFloats direct(float[] x) {
        DirectFloats direct = new DirectFloats(x.length);
        direct.put(0, x, 0, x.length);
        return direct;
    }

    private static float[] transposed(float[] x, int rows, int columns) {
        float[] y = new float[x.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y[j * rows + i] = x[i * columns + j];
            }
        }
        return y;
    }

    private static R032Store columnMajor(float[] x, int rows, int columns) {
        R032Store store = R032Store.FACTORY.make(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                store.set(i, j, x[i * columns + j]);
            }
        }
        return store;
    }
}
