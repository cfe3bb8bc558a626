package io.github.celu.internal.kernel;

/** The limits α → 0, which is ReLU, and α → ∞ of CELU, which is the identity. */
final class LimitDoubleKernel extends DoubleKernel {
    LimitDoubleKernel(double alpha, double slope) {
        super(alpha, slope, 1.0, 1.0, 1.0, 0.0);
    }

    @Override
    public boolean isModerate() {
        return false;
    }

    @Override
    double valueLeft(double x) {
        return alpha == 0.0 && x == x ? 0.0 : x;
    }

    /** The identity's is its slope; its second derivative has the slope 0. */
    @Override
    double derivativeLeft(double x) {
        return x != x ? x : alpha == 0.0 ? 0.0 : slope;
    }

    @Override
    public double backwardFromOutput(double dy, double y) {
        if (alpha == Double.POSITIVE_INFINITY) {
            return y == y ? dy : y;
        }
        return y > 0.0 ? dy : y != y ? y : dy != dy ? dy : 0.0;
    }
}
