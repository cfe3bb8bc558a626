package io.github.celu.benchmarks;

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

/** Time per element of the {@link FloatDesigns} and the {@link DoubleDesigns}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(DesignsBenchmark.LENGTH)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dio.github.celu.backend=vector"})
public class DesignsBenchmark {
    static final int LENGTH = 65_536;

    @State(Scope.Thread)
    public static class OfFloats {
        @Param
        public FloatDesigns design;

        final Floats data = new Floats();

        @Setup
        public void fill() {
            data.length = LENGTH;
            data.alpha = 0.7f;
            data.fill();
        }
    }

    @State(Scope.Thread)
    public static class OfDoubles {
        @Param
        public DoubleDesigns design;

        final Doubles data = new Doubles();

        @Setup
        public void fill() {
            data.length = LENGTH;
            data.alpha = 0.7;
            data.fill();
        }
    }

    @Benchmark
    public void floats(OfFloats f) {
        f.design.apply(f.data.x, f.data.y, f.data.alpha);
    }

    @Benchmark
    public void doubles(OfDoubles d) {
        d.design.apply(d.data.x, d.data.y, d.data.alpha);
    }
}
