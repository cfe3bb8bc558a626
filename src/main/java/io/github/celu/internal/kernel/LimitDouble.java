package io.github.celu.internal.kernel;

/** The limits α → 0, which is ReLU, and α → ∞ of CELU, which is the identity. */
final class LimitDouble extends ExtremeDouble {
    private final double alpha;
    private final double slope;

    LimitDouble(double alpha, double slope) {
        this.alpha = alpha;
        this.slope = slope;
    }

    @Override
    double valueLeft(double x) {
        return alpha == 0.0 && x == x ? 0.0 : x;
    }

    /** For α = ∞ the slope right of zero: 1, and 0 for the second derivative. */
    @Override
    double derivativeLeft(double x) {
        return x != x ? x : alpha == 0.0 ? 0.0 : slope;
    }

    @Override
    double backwardFromOutput(double dy, double y) {
        if (alpha == Double.POSITIVE_INFINITY) {
            return y == y ? dy : y;
        }
        return y > 0.0 ? dy : y != y ? y : dy != dy ? dy : 0.0;
    }
}
