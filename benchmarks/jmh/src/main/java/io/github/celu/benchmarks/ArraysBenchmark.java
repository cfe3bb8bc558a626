package io.github.celu.benchmarks;

import io.github.celu.Backend;
import io.github.celu.CELU;
import io.github.celu.ELU;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time per array of the array methods with both backends; {@link BaselineBenchmark} has the times to compare with. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ArraysBenchmark {
    @Param({"vector", "plain"})
    public String backend;

    /** Every combination of parameters has a JVM of its own, in which the library has not been used yet. */
    @Setup
    public void chooseBackend() {
        System.setProperty("io.github.celu.backend", backend);
        if (!Backend.active().name().equalsIgnoreCase(backend)) {
            throw new IllegalStateException(Backend.description());
        }
    }

    @Benchmark
    public void applyFloat(Floats a) {
        CELU.apply(a.x, a.y, a.alpha);
    }

    @Benchmark
    public void applyDouble(Doubles a) {
        CELU.apply(a.x, a.y, a.alpha);
    }

    @Benchmark
    public void gradientFloat(Floats a) {
        CELU.gradient(a.x, a.dydx, a.alpha);
    }

    @Benchmark
    public void gradientDouble(Doubles a) {
        CELU.gradient(a.x, a.dydx, a.alpha);
    }

    @Benchmark
    public void gradientAlphaFloat(Floats a) {
        CELU.gradientAlpha(a.x, a.y, a.alpha);
    }

    @Benchmark
    public void gradientAlphaDouble(Doubles a) {
        CELU.gradientAlpha(a.x, a.y, a.alpha);
    }

    @Benchmark
    public void secondDerivativeFloat(Floats a) {
        CELU.secondDerivative(a.x, a.y, a.alpha);
    }

    @Benchmark
    public void secondDerivativeDouble(Doubles a) {
        CELU.secondDerivative(a.x, a.y, a.alpha);
    }

    @Benchmark
    public void backwardFloat(Floats a) {
        CELU.backward(a.dy, a.x, a.y, a.alpha);
    }

    @Benchmark
    public void backwardDouble(Doubles a) {
        CELU.backward(a.dy, a.x, a.y, a.alpha);
    }

    @Benchmark
    public void backwardFromOutputFloat(Floats a) {
        CELU.backwardFromOutput(a.dy, a.x, a.y, a.alpha);
    }

    @Benchmark
    public void backwardFromOutputDouble(Doubles a) {
        CELU.backwardFromOutput(a.dy, a.x, a.y, a.alpha);
    }

    @Benchmark
    public void applyAndGradientFloat(Floats a) {
        CELU.applyAndGradient(a.x, a.y, a.dydx, a.alpha);
    }

    @Benchmark
    public void applyAndGradientDouble(Doubles a) {
        CELU.applyAndGradient(a.x, a.y, a.dydx, a.alpha);
    }

    @Benchmark
    public double backwardAlphaFloat(Floats a) {
        return CELU.backwardAlpha(a.dy, a.x, a.alpha);
    }

    @Benchmark
    public double backwardAlphaDouble(Doubles a) {
        return CELU.backwardAlpha(a.dy, a.x, a.alpha);
    }

    @Benchmark
    public void applyEluFloat(Floats a) {
        ELU.apply(a.x, a.y, a.alpha);
    }

    @Benchmark
    public void applyEluDouble(Doubles a) {
        ELU.apply(a.x, a.y, a.alpha);
    }
}
