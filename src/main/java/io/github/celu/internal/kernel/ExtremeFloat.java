package io.github.celu.internal.kernel;

/** The scalar functions left of zero of an α for which the numbers of {@link FloatKernel} would over- or underflow. */
abstract class ExtremeFloat {
    /** a·expm1(x/b). */
    abstract float valueLeft(float x);

    /** c·exp(x/b). */
    abstract float derivativeLeft(float x);

    /** dy times the derivative that follows from the output y, on both sides of zero. */
    abstract float backwardFromOutput(float dy, float y);
}
