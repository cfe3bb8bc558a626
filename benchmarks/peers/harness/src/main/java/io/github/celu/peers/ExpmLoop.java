package io.github.celu.peers;

import java.util.function.DoubleUnaryOperator;

/** A loop over a library's exponentials, which are double: so is the arithmetic, and float results are rounded once. */
public record ExpmLoop(String name, Class<?> library, DoubleUnaryOperator expm1, DoubleUnaryOperator exp)
        implements Peer {
    /** One ulp, theirs and ours; in double the rounding of x/α counts 2⁻⁵³·|x/α|. */
    @Override
    public Tolerance tolerance(Type type) {
        return type == Type.FLOAT ? new Tolerance(0x1p-22, 0) : new Tolerance(0x1p-47, 0);
    }

    @Override
    public void load(int threads) {
        expm1.applyAsDouble(-1);
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
        return work.type() == Type.FLOAT ? floats(work) : doubles(work);
    }

    private Job floats(Work work) {
        float[] dy = work.floatDy();
        float[] x = work.floatX();
        float[] y = new float[work.length()];
        boolean backward = work.operation().isBackward();
        double alpha = (float) work.alpha();
        double divisor = work.operation().isCelu() ? alpha : 1;
        double factor = backward && work.operation().isCelu() ? 1 : alpha;
        return new Sliced(work) {
            @Override
            protected void run(int from, int to) {
                if (backward) {
                    for (int i = from; i < to; i++) {
                        y[i] = x[i] < 0 ? (float) (dy[i] * factor * exp.applyAsDouble(x[i] / divisor)) : dy[i];
                    }
                } else {
                    for (int i = from; i < to; i++) {
                        y[i] = x[i] < 0 ? (float) (factor * expm1.applyAsDouble(x[i] / divisor)) : x[i];
                    }
                }
            }

            @Override
            public double[] result() {
                return Work.doubles(y);
            }
        };
    }

    private Job doubles(Work work) {
        double[] dy = work.dy();
        double[] x = work.x();
        double[] y = new double[work.length()];
        boolean backward = work.operation().isBackward();
        double alpha = work.alpha();
        double divisor = work.operation().isCelu() ? alpha : 1;
        double factor = backward && work.operation().isCelu() ? 1 : alpha;
        return new Sliced(work) {
            @Override
            protected void run(int from, int to) {
                if (backward) {
                    for (int i = from; i < to; i++) {
                        y[i] = x[i] < 0 ? dy[i] * factor * exp.applyAsDouble(x[i] / divisor) : dy[i];
                    }
                } else {
                    for (int i = from; i < to; i++) {
                        y[i] = x[i] < 0 ? factor * expm1.applyAsDouble(x[i] / divisor) : x[i];
                    }
                }
            }

            @Override
            public double[] result() {
                return y;
            }
        };
    }
}
