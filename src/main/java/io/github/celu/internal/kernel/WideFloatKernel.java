package io.github.celu.internal.kernel;

/** An α for which {@code double} is rounded once: extreme ones of ELU, and the limits 0 and ∞. */
final class WideFloatKernel extends FloatKernel {
    private final DoubleKernel wide;

    WideFloatKernel(float alpha, float slope, DoubleKernel wide) {
        super(alpha, slope, 1f, 1f, 1.0);
        this.wide = wide;
    }

    @Override
    public boolean isModerate() {
        return false;
    }

    @Override
    float valueLeft(float x) {
        return (float) wide.valueLeft(x);
    }

    @Override
    float derivativeLeft(float x) {
        return (float) wide.derivativeLeft(x);
    }

    @Override
    public float backwardFromOutput(float dy, float y) {
        return (float) wide.backwardFromOutput(dy, y);
    }
}
