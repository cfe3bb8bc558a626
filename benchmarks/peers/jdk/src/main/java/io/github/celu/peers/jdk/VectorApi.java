package io.github.celu.peers.jdk;

import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.EXPM1;
import static jdk.incubator.vector.VectorOperators.LT;

import io.github.celu.peers.Job;
import io.github.celu.peers.Operation;
import io.github.celu.peers.Peer;
import io.github.celu.peers.Sliced;
import io.github.celu.peers.Tolerance;
import io.github.celu.peers.Type;
import io.github.celu.peers.Work;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The JDK's vector functions, with the rest of the array in scalar code, as in the documentation of the Vector API. */
record VectorApi(String name, boolean expm1) implements Peer {
    @Override
    public Class<?> library() {
        return null;
    }

    @Override
    public String note() {
        return "scalar tail";
    }

    /** One ulp, theirs and ours; the rounding of x/α counts 2⁻²⁴·|x/α|, and EXP − 1 cancels. */
    @Override
    public Tolerance tolerance(Type type) {
        return type == Type.FLOAT
                ? new Tolerance(0x1p-18, expm1 ? 0 : 0x1p-22)
                : new Tolerance(0x1p-47, expm1 ? 0 : 0x1p-51);
    }

    @Override
    public void load(int threads) {
        FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, -1f).lanewise(EXP);
    }

    @Override
    public boolean offers(Operation operation, Type type) {
        return true;
    }

    /** A loop for CELU has a division more. */
    @Override
    public boolean isTimed(Operation operation) {
        return !operation.isCelu();
    }

    @Override
    public Job prepare(Work work) {
        return work.type() == Type.FLOAT ? new Floats(work, expm1) : new Doubles(work, expm1);
    }

    private static double scalar(boolean expm1, double t) {
        return expm1 ? Math.expm1(t) : Math.exp(t) - 1;
    }

    private static final class Floats extends Sliced {
        private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

        private final boolean backward;
        private final boolean expm1;
        private final float[] dy;
        private final float[] x;
        private final float[] y;
        private final float divisor;
        private final float factor;

        Floats(Work work, boolean expm1) {
            super(work);
            this.expm1 = expm1;
            backward = work.operation().isBackward();
            dy = work.floatDy();
            x = work.floatX();
            y = new float[work.length()];
            float alpha = (float) work.alpha();
            divisor = work.operation().isCelu() ? alpha : 1;
            factor = backward && work.operation().isCelu() ? 1 : alpha;
        }

        @Override
        protected void run(int from, int to) {
            if (backward) {
                backward(from, to);
            } else {
                forward(from, to);
            }
        }

        private void forward(int from, int to) {
            int i = from;
            for (; i <= to - SPECIES.length(); i += SPECIES.length()) {
                FloatVector v = FloatVector.fromArray(SPECIES, x, i);
                FloatVector t = v.div(divisor);
                FloatVector e = expm1 ? t.lanewise(EXPM1) : t.lanewise(EXP).sub(1);
                v.blend(e.mul(factor), v.compare(LT, 0)).intoArray(y, i);
            }
            for (; i < to; i++) {
                y[i] = x[i] < 0 ? factor * (float) scalar(expm1, x[i] / divisor) : x[i];
            }
        }

        private void backward(int from, int to) {
            int i = from;
            for (; i <= to - SPECIES.length(); i += SPECIES.length()) {
                FloatVector v = FloatVector.fromArray(SPECIES, x, i);
                FloatVector d = FloatVector.fromArray(SPECIES, dy, i);
                FloatVector e = v.div(divisor).lanewise(EXP);
                d.blend(d.mul(factor).mul(e), v.compare(LT, 0)).intoArray(y, i);
            }
            for (; i < to; i++) {
                y[i] = x[i] < 0 ? dy[i] * factor * (float) Math.exp(x[i] / divisor) : dy[i];
            }
        }

        @Override
        public double[] result() {
            return Work.doubles(y);
        }
    }

    private static final class Doubles extends Sliced {
        private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

        private final boolean backward;
        private final boolean expm1;
        private final double[] dy;
        private final double[] x;
        private final double[] y;
        private final double divisor;
        private final double factor;

        Doubles(Work work, boolean expm1) {
            super(work);
            this.expm1 = expm1;
            backward = work.operation().isBackward();
            dy = work.dy();
            x = work.x();
            y = new double[work.length()];
            divisor = work.operation().isCelu() ? work.alpha() : 1;
            factor = backward && work.operation().isCelu() ? 1 : work.alpha();
        }

        @Override
        protected void run(int from, int to) {
            if (backward) {
                backward(from, to);
            } else {
                forward(from, to);
            }
        }

        private void forward(int from, int to) {
            int i = from;
            for (; i <= to - SPECIES.length(); i += SPECIES.length()) {
                DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
                DoubleVector t = v.div(divisor);
                DoubleVector e = expm1 ? t.lanewise(EXPM1) : t.lanewise(EXP).sub(1);
                v.blend(e.mul(factor), v.compare(LT, 0)).intoArray(y, i);
            }
            for (; i < to; i++) {
                y[i] = x[i] < 0 ? factor * scalar(expm1, x[i] / divisor) : x[i];
            }
        }

        private void backward(int from, int to) {
            int i = from;
            for (; i <= to - SPECIES.length(); i += SPECIES.length()) {
                DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
                DoubleVector d = DoubleVector.fromArray(SPECIES, dy, i);
                DoubleVector e = v.div(divisor).lanewise(EXP);
                d.blend(d.mul(factor).mul(e), v.compare(LT, 0)).intoArray(y, i);
            }
            for (; i < to; i++) {
                y[i] = x[i] < 0 ? dy[i] * factor * Math.exp(x[i] / divisor) : dy[i];
            }
        }

        @Override
        public double[] result() {
            return y;
        }
    }
}
