package io.github.celu.internal.kernel;

import io.github.celu.internal.Arguments;

/**
 * The scalar functions left of zero of an α for which the numbers of {@link FloatKernel} would over- or underflow. What is no α
 * is refused here, since a moderate one needs no check.
 */
abstract class ExtremeFloat {
    static ExtremeFloat celu(float alpha) {
        Arguments.celuAlpha(alpha);
        return isLimit(alpha) ? new WideFloat(DoubleKernel.celu(alpha)) : ScaledFloat.ofCelu(alpha);
    }

    static ExtremeFloat celuSecond(float alpha) {
        Arguments.celuAlpha(alpha);
        return isLimit(alpha) ? new WideFloat(DoubleKernel.celuSecond(alpha)) : ScaledFloat.ofCeluSecond(alpha);
    }

    static ExtremeFloat elu(float alpha) {
        Arguments.eluAlpha(alpha);
        return new WideFloat(DoubleKernel.elu(alpha));
    }

    private static boolean isLimit(float alpha) {
        return alpha == 0f || alpha == Float.POSITIVE_INFINITY;
    }

    /** a·expm1(x/b). */
    abstract float valueLeft(float x);

    /** c·exp(x/b). */
    abstract float derivativeLeft(float x);

    /** dy times the derivative that follows from the output y, on both sides of zero. */
    abstract float backwardFromOutput(float dy, float y);
}
