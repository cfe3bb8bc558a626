package io.github.celu.internal;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.loops.DoubleLoops;
import io.github.celu.internal.vector.VectorDoubleLoops;

/** The warm-up of the loops with one α. */
final class DoubleWarmUp extends WarmUp<DoubleLoops> {
    private final DoubleKernel k = DoubleKernel.celu(1);
    private final DoubleKernel elu = DoubleKernel.elu(2); // CELU's backwardFromOutput runs a plain loop
    private final DoubleAlphaKernel alpha = DoubleAlphaKernel.celu(1);
    private final double[] x = new double[2 * LENGTH];
    private final double[] y = new double[2 * LENGTH];
    private final double[] d = new double[LENGTH];
    private double[] sums;

    /** Keeps the verifier of the handover from loading this class for a first call. */
    static WarmUp<DoubleLoops> of(Handover<DoubleLoops> handover) {
        return new DoubleWarmUp(handover);
    }

    private DoubleWarmUp(Handover<DoubleLoops> handover) {
        super(handover, "celu warm-up of double vector loops");
    }

    /** Of lanes of 128 bits C2 cannot blend two doubles. */
    @Override
    DoubleLoops vector() throws Obstacle {
        require(256);
        sums = new double[bits() / Double.SIZE];
        return new VectorDoubleLoops();
    }

    @Override
    int operations() {
        return 8;
    }

    @Override
    void run(DoubleLoops loops, int operation, int length) {
        switch (operation) {
            case 0 -> loops.value(k, x, 0, y, 0, length);
            case 1 -> loops.leftValue(k, x, 0, y, 0, length);
            case 2 -> loops.derivative(k, x, 0, y, 0, length);
            case 3 -> loops.valueAndDerivative(k, x, 0, y, 0, d, 0, length);
            case 4 -> loops.backward(k, x, 0, x, 0, y, 0, length);
            case 5 -> loops.backwardFromOutput(elu, x, 0, x, 0, y, 0, length);
            case 6 -> loops.alphaDerivative(alpha, x, 0, y, 0, length);
            default -> loops.addProducts(x, 0, y, sums, length + length / 3 + 1); // each of its loops
        }
    }
}
