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

/**
 * Time per array of each {@link Operation}, in a JVM in which all of them have run. The backend and the neighbour are chosen
 * once for a JVM; {@link Main} starts the JVMs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ArraysBenchmark {
    @Param({"vector", "plain"})
    public String backend;

    /** "none" or "other shapes", which is {@link Neighbour}. */
    @Param("none")
    public String neighbour;

    @Param
    public Operation operation;

    /** The neighbour comes first, so that all profiles know it when the library's loops are compiled. */
    @Setup(Level.Trial)
    public void prepare() {
        System.setProperty("io.github.celu.backend", backend);
        if (!Backend.active().name().equalsIgnoreCase(backend)) {
            throw new IllegalStateException(Backend.description());
        }
        if (!neighbour.equals("none")) {
            Neighbour.run();
        }
        Operation.useAll();
    }

    @Benchmark
    public void floats(Floats a) {
        Operation.call(operation, a);
    }

    @Benchmark
    public void doubles(Doubles a) {
        Operation.call(operation, a);
    }
}
