package io.github.celu.internal;

import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.FloatLoops;
import io.github.celu.internal.vector.VectorFloatLoops;

/** The warm-up of the loops with one α. */
final class FloatWarmUp extends WarmUp<FloatLoops> {
    private final FloatKernel k = FloatKernel.celu(1);
    private final FloatKernel elu = FloatKernel.elu(2); // CELU's backwardFromOutput runs a plain loop
    private final FloatAlphaKernel alpha = FloatAlphaKernel.celu(1);
    private final float[] x = new float[2 * LENGTH];
    private final float[] y = new float[2 * LENGTH];
    private final float[] d = new float[LENGTH];
    private double[] sums;

    /** Keeps the verifier of the handover from loading this class for a first call. */
    static WarmUp<FloatLoops> of(Handover<FloatLoops> handover) {
        return new FloatWarmUp(handover);
    }

    private FloatWarmUp(Handover<FloatLoops> handover) {
        super(handover, "celu warm-up of float vector loops");
    }

    @Override
    FloatLoops vector() throws Obstacle {
        require(128);
        sums = new double[bits() / Double.SIZE];
        return new VectorFloatLoops();
    }

    @Override
    int operations() {
        return 8;
    }

    @Override
    void run(FloatLoops loops, int operation, int length) {
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
