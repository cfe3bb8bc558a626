package io.github.celu.internal.kernel;

/** The scalar functions left of zero of an α for which the numbers of {@link DoubleKernel} would over- or underflow. */
abstract class ExtremeDouble {
    /** a·expm1(x/b). */
    abstract double valueLeft(double x);

    /** c·exp(x/b). */
    abstract double derivativeLeft(double x);

    /** dy times the derivative that follows from the output y, on both sides of zero. */
    abstract double backwardFromOutput(double dy, double y);
}
