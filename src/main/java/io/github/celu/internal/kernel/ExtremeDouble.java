package io.github.celu.internal.kernel;

import io.github.celu.internal.Arguments;

/**
 * The scalar functions left of zero of an α for which the numbers of {@link DoubleKernel} would over- or underflow. What is no α
 * is refused here, since a moderate one needs no check.
 */
abstract class ExtremeDouble {
    static ExtremeDouble celu(double alpha) {
        Arguments.celuAlpha(alpha);
        return isLimit(alpha) ? new LimitDouble(alpha, 1.0) : ScaledDouble.ofCelu(alpha);
    }

    static ExtremeDouble celuSecond(double alpha) {
        Arguments.celuAlpha(alpha);
        return isLimit(alpha) ? new LimitDouble(alpha, 0.0) : ScaledDouble.ofCeluSecond(alpha);
    }

    static ExtremeDouble elu(double alpha) {
        Arguments.eluAlpha(alpha);
        return isLimit(alpha) ? new LimitDouble(alpha, 1.0) : ScaledDouble.ofElu(alpha);
    }

    private static boolean isLimit(double alpha) {
        return alpha == 0.0 || alpha == Double.POSITIVE_INFINITY;
    }

    /** a·expm1(x/b). */
    abstract double valueLeft(double x);

    /** c·exp(x/b). */
    abstract double derivativeLeft(double x);

    /** dy times the derivative that follows from the output y, on both sides of zero. */
    abstract double backwardFromOutput(double dy, double y);
}
