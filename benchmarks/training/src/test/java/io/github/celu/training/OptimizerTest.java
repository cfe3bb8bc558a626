package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Steps computed by hand. */
class OptimizerTest {
    /** With rate 1, beta2 = 1/2: the second gradients are smaller for the first parameter and larger for the second. */
    @Test
    void amsgradKeepsTheLargestMomentOfEachElement() {
        Optimizer amsgrad = Optimizer.amsgrad(2, 0.5f);
        float[] parameters = {0, 0};
        amsgrad.step(1, parameters, new float[] {4, 1});
        // m = .1 g/.1, v = .5 g²/.5: the first step is the rate, whatever the gradient
        assertArrayEquals(new float[] {-1, -1}, parameters, 1e-6f);
        parameters[0] = 0;
        parameters[1] = 0;
        amsgrad.step(1, parameters, new float[] {0, 3});
        // m = .9 m + .1 g = .36 and .39, over .19; v = .5 v + .5 g² = 4 and 4.75; the largest so far: 8 and 4.75, over
        // .75
        assertArrayEquals(
                new float[] {
                    (float) (-0.36 / 0.19 / Math.sqrt(8 / 0.75)), (float) (-0.39 / 0.19 / Math.sqrt(4.75 / 0.75))
                },
                parameters,
                1e-6f);
    }

    /** Two tensors, of two parameters and of one: in the second step the sum falls in the first and grows in the other. */
    @Test
    void amsgradByTensorKeepsTheMomentsOfTheLargestSum() {
        Optimizer amsgrad = Optimizer.amsgradByTensor(new int[] {2, 3}, 0.5f);
        float[] parameters = {0, 0, 0};
        amsgrad.step(1, parameters, new float[] {4, 1, 1});
        assertArrayEquals(new float[] {-1, -1, -1}, parameters, 1e-6f);
        Arrays.fill(parameters, 0);
        amsgrad.step(1, parameters, new float[] {0, 2, 3});
        // First tensor: v = 8 and .5, then 4 and 2.25, a smaller sum, so both stay, although the second grew; m = .36,
        // .29.
        // Other tensor: .5, then 4.75; m = .39. The scales are .19 and .75, as above.
        assertArrayEquals(
                new float[] {
                    (float) (-0.36 / 0.19 / Math.sqrt(8 / 0.75)),
                    (float) (-0.29 / 0.19 / Math.sqrt(0.5 / 0.75)),
                    (float) (-0.39 / 0.19 / Math.sqrt(4.75 / 0.75))
                },
                parameters,
                1e-6f);
    }

    @Test
    void adamCorrectsTheBiasOfTheStart() {
        Optimizer adam = Optimizer.adam(1, 0.5f);
        float[] parameters = {0};
        adam.step(1, parameters, new float[] {4});
        // m = .4/.1, v = 8/.5: the first step is the rate, whatever the gradient
        assertArrayEquals(new float[] {-1}, parameters, 1e-6f);
        parameters[0] = 0;
        adam.step(1, parameters, new float[] {0});
        // m = .36/.19, v = 4/.75
        assertArrayEquals(new float[] {(float) (-0.36 / 0.19 / Math.sqrt(4 / 0.75))}, parameters, 1e-6f);
    }
}
