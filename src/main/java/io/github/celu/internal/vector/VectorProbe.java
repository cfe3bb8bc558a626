package io.github.celu.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A small vector loop, to see soon whether C2 compiles vectors at all. The casts are as in {@link VectorFloatLoops}. */
public final class VectorProbe {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final Class<? extends FloatVector> F =
            FloatVector.zero(FLOATS).getClass();

    private VectorProbe() {}

    /** Adds 1 to each of these elements, which must fill whole vectors. */
    public static void increment(float[] x, int length) {
        for (int i = 0; i < length; i += FLOATS.length()) {
            F.cast(F.cast(FloatVector.fromArray(FLOATS, x, i)).add(1)).intoArray(x, i);
        }
    }
}
