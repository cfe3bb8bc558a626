package io.github.celu.training;

/**
 * The matrix product C += A·B of row-major matrices of floats.
 *
 * <p>Every implementation computes each element of C as one chain of fused multiply-adds in the order of the inner
 * index, starting from the element's old value. So they all give the same bits, and products may be cut into blocks
 * along any index without changing a bit.
 */
public interface MatrixProduct {
    /**
     * Adds A·B to C. The element (i, p) of A stands at {@code a[aOffset + i*aRow + p*aColumn]}, so that a transposed
     * matrix needs no copy; the rows of B and C lie one after the other.
     *
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k columns of A, rows of B
     */
    void add(
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
            int cOffset);

    /** A product for one thread: on the Vector API if the JVM runs with its module, else plain Java. */
    static MatrixProduct create() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? new VectorProduct() : new PlainProduct();
    }
}
