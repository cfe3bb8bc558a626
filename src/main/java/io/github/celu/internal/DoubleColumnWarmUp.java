package io.github.celu.internal;

import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.loops.DoubleColumnLoops;
import io.github.celu.internal.vector.VectorDoubleColumnLoops;

/** The warm-up of the loops with an α for each column. */
final class DoubleColumnWarmUp extends WarmUp<DoubleColumnLoops> {
    private final DoubleKernel[] k = {DoubleKernel.celu(1), DoubleKernel.celu(2)};
    private final double[] x = new double[LENGTH];
    private final double[] y = new double[LENGTH];

    /** Keeps the verifier of the handover from loading this class for a first call. */
    static WarmUp<DoubleColumnLoops> of(Handover<DoubleColumnLoops> handover) {
        return new DoubleColumnWarmUp(handover);
    }

    private DoubleColumnWarmUp(Handover<DoubleColumnLoops> handover) {
        super(handover, "celu warm-up of double vector loops for channels");
    }

    /** Of lanes of 128 bits C2 cannot blend two doubles. */
    @Override
    DoubleColumnLoops vector() throws Obstacle {
        require(256);
        return new VectorDoubleColumnLoops();
    }

    @Override
    int operations() {
        return 3;
    }

    @Override
    void run(DoubleColumnLoops loops, int operation, int length) {
        switch (operation) {
            case 0 -> loops.value(k, k.length, 1, x, 0, y, 0, length);
            case 1 -> loops.derivative(k, k.length, 1, x, 0, y, 0, length);
            default -> loops.backward(k, k.length, 1, x, 0, x, 0, y, 0, length);
        }
    }
}
