package io.github.celu.programs;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Other code in the JVM that uses vectors of the shapes that the library does not, by the operations that it does. */
public final class Neighbour {
    private static final int ROUNDS = 2_000;

    private Neighbour() {}

    /** Leaves all shapes in the profiles of the Vector API's methods. */
    public static void useVectorsOfAllShapes() {
        for (int i = 0; i < ROUNDS; i++) {
            for (VectorShape shape : VectorShape.values()) {
                if (shape != VectorShape.preferredShape() && shape != VectorShape.S_Max_BIT) {
                    use(shape);
                }
            }
        }
    }

    private static void use(VectorShape shape) {
        VectorSpecies<Float> floats = VectorSpecies.of(float.class, shape);
        VectorSpecies<Double> doubles = VectorSpecies.of(double.class, shape);
        VectorSpecies<Integer> ints = VectorSpecies.of(int.class, shape);
        VectorSpecies<Long> longs = VectorSpecies.of(long.class, shape);
        float[] x = new float[floats.length()];
        double[] y = new double[doubles.length()];
        FloatVector f = FloatVector.fromArray(floats, x, 0);
        FloatVector g = FloatVector.broadcast(floats, 0.5f);
        f = f.fma(g, g).sub(g).mul(g).add(g).div(g).neg();
        IntVector i = f.reinterpretAsInts().min(IntVector.broadcast(ints, 7)).lanewise(VectorOperators.LSHL, 3);
        f = i.add(IntVector.broadcast(ints, 1)).reinterpretAsFloats();
        f = f.blend(g, f.compare(VectorOperators.LT, g))
                .blend(g, f.compare(VectorOperators.GE, g))
                .blend(g, f.compare(VectorOperators.NE, f));
        f.intoArray(x, 0);
        DoubleVector d = DoubleVector.fromArray(doubles, y, 0);
        DoubleVector e = DoubleVector.broadcast(doubles, 0.5);
        d = d.fma(e, e).sub(e).mul(e).add(e).div(e).neg();
        LongVector l = d.reinterpretAsLongs()
                .min(LongVector.broadcast(longs, 7L))
                .lanewise(VectorOperators.LSHL, 3)
                .lanewise(VectorOperators.LSHR, 3);
        l = l.add(LongVector.broadcast(longs, 1L)).sub(l).and(l).or(l);
        d = l.reinterpretAsDoubles();
        d = d.blend(e, d.compare(VectorOperators.LT, e))
                .blend(e, d.compare(VectorOperators.GE, e))
                .blend(e, d.compare(VectorOperators.EQ, d));
        l.reinterpretAsInts().reinterpretAsFloats().reinterpretAsInts().reinterpretAsLongs();
        if (shape != VectorShape.S_64_BIT) {
            d = d.add(f.convertShape(VectorOperators.F2D, doubles, 0))
                    .add(f.convertShape(VectorOperators.F2D, doubles, 1));
        }
        d.intoArray(y, 0);
    }
}
