package io.github.celu.training;

/**
 * Adam (Kingma and Ba 2015), or AMSGrad (Reddi et al. 2018): the same with the largest second moments so far in place of
 * the last. Both correct the moments for their start at 0. AMSGrad's authors do not, but with beta2 = 0.999 the first steps
 * are then several times too large, and the network does not recover.
 */
final class Optimizer {
    private static final float BETA1 = 0.9f;
    private static final float EPSILON = 1e-8f;

    private final boolean amsgrad;

    /** Where each tensor ends among the parameters, if its largest moments are kept as a whole; else null. */
    private final int[] tensors;

    private final float beta2;
    private final float[] first;
    private final float[] second;
    private final float[] largest;
    private int steps;

    private Optimizer(boolean amsgrad, int[] tensors, int parameters, float beta2) {
        this.amsgrad = amsgrad;
        this.tensors = tensors;
        this.beta2 = beta2;
        first = new float[parameters];
        second = new float[parameters];
        largest = new float[amsgrad ? parameters : 0];
    }

    static Optimizer adam(int parameters, float beta2) {
        return new Optimizer(false, null, parameters, beta2);
    }

    /** AMSGrad as published: the maximum of each element. */
    static Optimizer amsgrad(int parameters, float beta2) {
        return new Optimizer(true, null, parameters, beta2);
    }

    /**
     * AMSGrad as in the blog's code: all second moments of a tensor from the step at which their sum was largest.
     *
     * @param tensors where each ends among the parameters, in order
     */
    static Optimizer amsgradByTensor(int[] tensors, float beta2) {
        return new Optimizer(true, tensors, tensors[tensors.length - 1], beta2);
    }

    /** Takes one step against the gradient. */
    void step(float rate, float[] parameters, float[] gradient) {
        steps++;
        double firstScale = 1 - StrictMath.pow(BETA1, steps);
        double secondScale = 1 - StrictMath.pow(beta2, steps);
        for (int i = 0; i < parameters.length; i++) {
            float g = gradient[i];
            first[i] += (1 - BETA1) * (g - first[i]);
            second[i] += (1 - beta2) * (g * g - second[i]);
        }
        if (tensors != null) {
            keepLargestTensors();
        } else if (amsgrad) {
            keepLargestElements();
        }
        float[] moments = amsgrad ? largest : second;
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] -= (float) (rate * (first[i] / firstScale) / (Math.sqrt(moments[i] / secondScale) + EPSILON));
        }
    }

    private void keepLargestElements() {
        for (int i = 0; i < largest.length; i++) {
            largest[i] = Math.max(second[i], largest[i]);
        }
    }

    private void keepLargestTensors() {
        int from = 0;
        for (int to : tensors) {
            if (sum(second, from, to) > sum(largest, from, to)) {
                System.arraycopy(second, from, largest, from, to - from);
            }
            from = to;
        }
    }

    private static double sum(float[] a, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += a[i];
        }
        return sum;
    }

    /** Steps taken. */
    int steps() {
        return steps;
    }

    /** What the steps so far have left: the mean gradient, the second moment and, for AMSGrad, its largest. */
    float[][] moments() {
        return amsgrad ? new float[][] {first, second, largest} : new float[][] {first, second};
    }

    /** Goes on after the given number of steps; the moments are set by the caller. */
    void resume(int steps) {
        this.steps = steps;
    }
}
