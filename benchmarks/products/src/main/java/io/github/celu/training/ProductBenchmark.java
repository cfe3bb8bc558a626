package io.github.celu.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time of all matrix products of a training step on an image of MNIST, per image and on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ProductBenchmark {
    /** What multiplies. */
    @Param
    public Library library;

    /** Width of the network. */
    @Param({"32", "200"})
    public int channels;

    /** One layer, from 1, or 0 for all. */
    @Param("0")
    public int layer;

    private final List<Runnable> products = new ArrayList<>();

    /** Makes the matrices, and checks that every product is right. */
    @Setup
    public void prepare() {
        Activation celu = new Activation(Activation.Name.CELU, false);
        List<Layer> layers = new Network(new Shape(28, 28, 1), channels, false, celu).layers;
        for (Layer each : layer == 0 ? layers : List.of(layers.get(layer - 1))) {
            // Blocks of the same size share their matrices, as the training's im2col matrix stays in the cache.
            Map<ProductSize, Runnable> prepared = new HashMap<>();
            for (ProductSize size : ProductSize.of(each)) {
                products.add(prepared.computeIfAbsent(size, this::checked));
            }
        }
    }

    private Runnable checked(ProductSize size) {
        float[] a = random(1, size.m() * size.k());
        float[] b = random(2, size.k() * size.n());
        Library.Product product = library.prepare(size, a, b);
        product.run().run();
        for (int i = 0; i < size.m(); i++) {
            for (int j = 0; j < size.n(); j++) {
                double sum = 0;
                for (int p = 0; p < size.k(); p++) {
                    sum += (double) a[i * size.k() + p] * b[p * size.n() + j];
                }
                double result = product.result().get(i, j);
                if (!(Math.abs(result - sum) < 1e-3)) {
                    throw new IllegalStateException(library + ", " + size + ": " + result + " instead of " + sum);
                }
            }
        }
        return product.run();
    }

    private static float[] random(long seed, int length) {
        Random random = new Random(seed);
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        return x;
    }

    @Benchmark
    @OperationsPerInvocation(ProductSize.IMAGES)
    public void products() {
        for (Runnable product : products) {
            product.run();
        }
    }
}
