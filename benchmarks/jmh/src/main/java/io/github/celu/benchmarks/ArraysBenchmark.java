package io.github.celu.benchmarks;

import io.github.celu.Backend;
import java.util.concurrent.TimeUnit;
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

/** Time per array of each {@link Operation}, in a JVM in which all of them have run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ArraysBenchmark {
    @Param({"vector", "plain"})
    public String backend;

    @Param
    public Operation operation;

    /** Every combination of parameters has a JVM of its own, in which the library has not been used yet. */
    @Setup(Level.Trial)
    public void prepare() {
        choose(backend);
        Operation.useAll();
    }

    static void choose(String backend) {
        System.setProperty("io.github.celu.backend", backend);
        if (!Backend.active().name().equalsIgnoreCase(backend)) {
            throw new IllegalStateException(Backend.description());
        }
    }

    @Benchmark
    public void floats(Floats a) {
        operation.run(a);
    }

    @Benchmark
    public void doubles(Doubles a) {
        operation.run(a);
    }
}
