package io.github.celu.benchmarks;

import static jdk.incubator.vector.VectorOperators.EXPM1;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What {@code apply} of {@link ArraysBenchmark} is compared with: a copy, which no code can beat, and the two ways to write
 * CELU without the library. The lengths must be multiples of the number of lanes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class BaselineBenchmark {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    @Benchmark
    public void copyFloat(Floats a) {
        System.arraycopy(a.x, 0, a.y, 0, a.length);
    }

    @Benchmark
    public void copyDouble(Doubles a) {
        System.arraycopy(a.x, 0, a.y, 0, a.length);
    }

    @Benchmark
    public void mathExpm1Float(Floats a) {
        float[] x = a.x;
        float[] y = a.y;
        float alpha = a.alpha;
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] < 0 ? alpha * (float) Math.expm1(x[i] / alpha) : x[i];
        }
    }

    @Benchmark
    public void mathExpm1Double(Doubles a) {
        double[] x = a.x;
        double[] y = a.y;
        double alpha = a.alpha;
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] < 0 ? alpha * Math.expm1(x[i] / alpha) : x[i];
        }
    }

    @Benchmark
    public void vectorExpm1Float(Floats a) {
        float[] x = a.x;
        float[] y = a.y;
        float alpha = a.alpha;
        for (int i = 0; i < x.length; i += FLOATS.length()) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, i);
            FloatVector negative = v.div(alpha).lanewise(EXPM1).mul(alpha);
            v.blend(negative, v.compare(LT, 0)).intoArray(y, i);
        }
    }

    @Benchmark
    public void vectorExpm1Double(Doubles a) {
        double[] x = a.x;
        double[] y = a.y;
        double alpha = a.alpha;
        for (int i = 0; i < x.length; i += DOUBLES.length()) {
            DoubleVector v = DoubleVector.fromArray(DOUBLES, x, i);
            DoubleVector negative = v.div(alpha).lanewise(EXPM1).mul(alpha);
            v.blend(negative, v.compare(LT, 0)).intoArray(y, i);
        }
    }
}
