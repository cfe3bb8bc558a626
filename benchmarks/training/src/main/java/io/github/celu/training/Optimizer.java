package io.github.celu.training;

/**
 * Adam (Kingma and Ba 2015), or AMSGrad (Reddi et al. 2018): the same with the largest second moment so far, element by
 * element, in place of the last. Both correct the moments for their start at 0. AMSGrad's authors do not, but with
 * beta2 = 0.999 the first steps are then several times too large, and the network does not recover.
 */
final class Optimizer {
    private static final float BETA1 = 0.9f;
    private static final float EPSILON = 1e-8f;

    private final boolean amsgrad;
    private final float beta2;
    private final float[] first;
    private final float[] second;
    private final float[] largest;
    private int steps;

    private Optimizer(boolean amsgrad, int parameters, float beta2) {
        this.amsgrad = amsgrad;
        this.beta2 = beta2;
        first = new float[parameters];
        second = new float[parameters];
        largest = new float[amsgrad ? parameters : 0];
    }

    static Optimizer adam(int parameters, float beta2) {
        return new Optimizer(false, parameters, beta2);
    }

    static Optimizer amsgrad(int parameters, float beta2) {
        return new Optimizer(true, parameters, beta2);
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
            float v = second[i];
            if (amsgrad) {
                v = Math.max(v, largest[i]);
                largest[i] = v;
            }
            parameters[i] -= (float) (rate * (first[i] / firstScale) / (Math.sqrt(v / secondScale) + EPSILON));
        }
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
