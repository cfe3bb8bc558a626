package io.github.celu.benchmarks;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Other code in the JVM that uses vectors of other shapes than the library. The methods of the Vector API have one type
 * profile for the whole JVM. Where it knows two shapes, and the code does not say which it means, C2 makes an object of each
 * vector: ten times the time and more, for good.
 */
final class Neighbour {
    private static final int CALLS = 2_000;

    private Neighbour() {}

    /** Runs until the profiles of all methods that it uses are full. */
    static void run() {
        for (int i = 0; i < CALLS; i++) {
            runOnce();
        }
    }

    private static void runOnce() {
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
