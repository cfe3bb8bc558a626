package io.github.celu.benchmarks;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
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
 * Time per array of vector loops in a JVM where other code uses vectors of other shapes, against one where none does. The
 * methods of the Vector API have one type profile for the whole JVM. Where it knows two shapes, and the code does not say
 * which it means, C2 makes an object of each vector: ten times the time and more, for good.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class NeighbourBenchmark {
    @Param({"none", "other shapes"})
    public String neighbour;

    @Param({"APPLY", "CELU_GRADIENT_ALPHA"})
    public Operation operation;

    /** The neighbour comes first, so that all profiles know it when the library's loops are compiled. */
    @Setup(Level.Trial)
    public void prepare() {
        ArraysBenchmark.choose("vector");
        if (neighbour.equals("other shapes")) {
            for (int i = 0; i < 2_000; i++) {
                runNeighbour();
            }
        }
        Operation.useAll();
    }

    @Benchmark
    public void floats(Floats a) {
        operation.run(a);
    }

    @Benchmark
    public void doubles(Doubles a) {
        operation.run(a);
    }

    private static void runNeighbour() {
        for (VectorSpecies<Float> species :
                List.of(FloatVector.SPECIES_128, FloatVector.SPECIES_256, FloatVector.SPECIES_512)) {
            if (species != FloatVector.SPECIES_PREFERRED) {
                use(species, new float[64]);
            }
        }
        for (VectorSpecies<Double> species :
                List.of(DoubleVector.SPECIES_128, DoubleVector.SPECIES_256, DoubleVector.SPECIES_512)) {
            if (species != DoubleVector.SPECIES_PREFERRED) {
                use(species, new double[64]);
            }
        }
    }

    /** Some arithmetic with the methods that an exponential needs; what it computes does not matter. */
    private static void use(VectorSpecies<Float> species, float[] x) {
        FloatVector one = FloatVector.broadcast(species, 1f);
        for (int i = 0; i < x.length; i += species.length()) {
            FloatVector v = FloatVector.fromArray(species, x, i);
            FloatVector n = v.fma(one, one).sub(one).mul(v).add(one);
            var bits = n.reinterpretAsInts().min(0).lanewise(LSHL, 3).lanewise(LSHR, 3);
            FloatVector power = bits.add(bits).reinterpretAsFloats();
            v.blend(power, v.compare(LT, one)).intoArray(x, i);
        }
    }

    private static void use(VectorSpecies<Double> species, double[] x) {
        DoubleVector one = DoubleVector.broadcast(species, 1.0);
        for (int i = 0; i < x.length; i += species.length()) {
            DoubleVector v = DoubleVector.fromArray(species, x, i);
            DoubleVector n = v.fma(one, one).sub(one).mul(v).add(one);
            var bits = n.reinterpretAsLongs().min(0).lanewise(LSHL, 3).lanewise(LSHR, 3);
            DoubleVector power = bits.add(bits).reinterpretAsDoubles();
            v.blend(power, v.compare(LT, one)).intoArray(x, i);
        }
    }
}
