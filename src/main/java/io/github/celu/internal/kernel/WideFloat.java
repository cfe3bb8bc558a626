package io.github.celu.internal.kernel;

/** By {@code double}, rounded once: extreme α of ELU, and the limits 0 and ∞ of CELU. */
final class WideFloat extends ExtremeFloat {
    private final DoubleKernel wide;

    WideFloat(DoubleKernel wide) {
        this.wide = wide;
    }

    @Override
    float valueLeft(float x) {
        return (float) wide.value(x);
    }

    @Override
    float derivativeLeft(float x) {
        return (float) wide.derivative(x);
    }

    @Override
    float backwardFromOutput(float dy, float y) {
        return (float) wide.backwardFromOutput(dy, y);
    }
}
