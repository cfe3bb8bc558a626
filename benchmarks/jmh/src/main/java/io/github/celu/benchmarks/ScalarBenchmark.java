package io.github.celu.benchmarks;

import io.github.celu.CELU;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Time per array of a loop over scalar calls; compare it with the loops over Math.expm1 in {@link BaselineBenchmark}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScalarBenchmark {
    @Benchmark
    public void applyFloat(Floats a) {
        for (int i = 0; i < a.x.length; i++) {
            a.y[i] = CELU.apply(a.x[i], a.alpha);
        }
    }

    @Benchmark
    public void applyDouble(Doubles a) {
        for (int i = 0; i < a.x.length; i++) {
            a.y[i] = CELU.apply(a.x[i], a.alpha);
        }
    }

    @Benchmark
    public void gradientFloat(Floats a) {
        for (int i = 0; i < a.x.length; i++) {
            a.dydx[i] = CELU.gradient(a.x[i], a.alpha);
        }
    }

    @Benchmark
    public void gradientDouble(Doubles a) {
        for (int i = 0; i < a.x.length; i++) {
            a.dydx[i] = CELU.gradient(a.x[i], a.alpha);
        }
    }
}
