package io.github.celu.training;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ojalgo.matrix.store.R032Store;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Matrix products of the shapes that the training has, in GFLOP/s of the second result of each benchmark: the training's
 * own on the Vector API and in plain Java, and those of libraries. Each multiplies matrices in its own favourite order.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ProductBenchmark {
    /** Rows of the result, columns of it, and terms of each of its sums. */
    @Param({
        "1310x32x25", // layer 1
        "113x32x288", // layers 2 and 4
        "113x288x32", // gradient of their inputs
        "288x32x113", // gradient of their weights
        "980x32x32", // layer 3
        "5x10x32", // layer 7
        "64x200x1800", // layers 2 and 4 with 200 channels
    })
    public String shape;

    private final MatrixProduct vector = new VectorProduct();
    private final MatrixProduct plain = new PlainProduct();
    private int m;
    private int n;
    private int k;
    private float[] a;
    private float[] b;
    private float[] c;
    private FMatrixRMaj ejmlA;
    private FMatrixRMaj ejmlB;
    private FMatrixRMaj ejmlC;
    private R032Store ojalgoA;
    private R032Store ojalgoB;
    private R032Store ojalgoC;
    private INDArray nd4jA;
    private INDArray nd4jB;
    private INDArray nd4jC;

    /** Counts floating-point operations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        /** In units of 10^9, so that a rate is GFLOP/s. */
        public double gflop;

        /** Every iteration counts from 0. */
        @Setup(Level.Iteration)
        public void reset() {
            gflop = 0;
        }
    }

    /** Makes the matrices, and checks that all products agree. */
    @Setup
    public void fill() {
        String[] sizes = shape.split("x");
        m = Integer.parseInt(sizes[0]);
        n = Integer.parseInt(sizes[1]);
        k = Integer.parseInt(sizes[2]);
        a = random(1, m * k);
        b = random(2, k * n);
        c = new float[m * n];
        ejmlA = FMatrixRMaj.wrap(m, k, a);
        ejmlB = FMatrixRMaj.wrap(k, n, b);
        ejmlC = new FMatrixRMaj(m, n);
        ojalgoA = columnMajor(a, m, k);
        ojalgoB = columnMajor(b, k, n);
        ojalgoC = R032Store.FACTORY.make(m, n);
        nd4jA = Nd4j.create(a, new int[] {m, k}, 'c').dup('f');
        nd4jB = Nd4j.create(b, new int[] {k, n}, 'c').dup('f');
        nd4jC = Nd4j.create(new int[] {m, n}, 'f');
        check();
    }

    private void check() {
        Counter unused = new Counter();
        ejml(unused);
        ojalgo(unused);
        nd4j(unused);
        for (MatrixProduct product : new MatrixProduct[] {vector, plain}) {
            Arrays.fill(c, 0f);
            product.add(m, n, k, a, 0, k, 1, b, 0, c, 0);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double own = c[i * n + j];
                    for (double other : new double[] {ejmlC.get(i, j), ojalgoC.get(i, j), nd4jC.getDouble(i, j)}) {
                        if (!(Math.abs(own - other) < 1e-3)) {
                            throw new IllegalStateException("products differ: " + own + " and " + other);
                        }
                    }
                }
            }
        }
    }

    private static float[] random(long seed, int length) {
        Random random = new Random(seed);
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        return x;
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

    private void count(Counter counter) {
        counter.gflop += 2e-9 * m * n * k;
    }

    @Benchmark
    public float[] vector(Counter counter) {
        vector.add(m, n, k, a, 0, k, 1, b, 0, c, 0);
        count(counter);
        return c;
    }

    @Benchmark
    public float[] plain(Counter counter) {
        plain.add(m, n, k, a, 0, k, 1, b, 0, c, 0);
        count(counter);
        return c;
    }

    @Benchmark
    public Object ejml(Counter counter) {
        CommonOps_FDRM.mult(ejmlA, ejmlB, ejmlC);
        count(counter);
        return ejmlC;
    }

    @Benchmark
    public Object ojalgo(Counter counter) {
        ojalgoC.fillByMultiplying(ojalgoA, ojalgoB);
        count(counter);
        return ojalgoC;
    }

    @Benchmark
    public Object nd4j(Counter counter) {
        nd4jA.mmuli(nd4jB, nd4jC);
        count(counter);
        return nd4jC;
    }
}
