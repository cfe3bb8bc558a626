package io.github.celu.internal;

import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.FloatColumnLoops;
import io.github.celu.internal.vector.VectorFloatColumnLoops;

/** The warm-up of the loops with an α for each column. */
final class FloatColumnWarmUp extends WarmUp<FloatColumnLoops> {
    private final FloatKernel[] k = {FloatKernel.celu(1), FloatKernel.celu(2)};
    private final float[] x = new float[LENGTH];
    private final float[] y = new float[LENGTH];

    /** Keeps the verifier of the handover from loading this class for a first call. */
    static WarmUp<FloatColumnLoops> of(Handover<FloatColumnLoops> handover) {
        return new FloatColumnWarmUp(handover);
    }

    private FloatColumnWarmUp(Handover<FloatColumnLoops> handover) {
        super(handover, "celu warm-up of float vector loops for channels");
    }

    @Override
    FloatColumnLoops vector() throws Obstacle {
        require(128);
        return new VectorFloatColumnLoops();
    }

    @Override
    int operations() {
        return 3;
    }

    @Override
    void run(FloatColumnLoops loops, int operation, int length) {
        switch (operation) {
            case 0 -> loops.value(k, k.length, 1, x, 0, y, 0, length);
            case 1 -> loops.derivative(k, k.length, 1, x, 0, y, 0, length);
            default -> loops.backward(k, k.length, 1, x, 0, x, 0, y, 0, length);
        }
    }
}
