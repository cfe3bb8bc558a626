package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of layer against numerical derivatives and against values by hand. */
class LayersTest {
    private static final int IMAGES = 2;

    private final Random random = new Random(1);

    @ParameterizedTest
    @CsvSource({
        "5, 6, 1, 3",
        "3, 5, 2, 3",
        "3, 8, 3, 2",
        "3, 11, 2, 2",
        "1, 4, 3, 2",
        "2, 5, 3, 4",
        "2, 1, 3, 4",
        "5, 3, 2, 2",
        "3, 1, 2, 10"
    })
    void convolutionGradients(int kernel, int side, int inputs, int outputs) {
        Layer layer = new Layer(new Shape(side, side + 1, inputs), false, kernel, outputs, 2);
        Convolution convolution = Convolution.of(layer);
        float[] x = Numeric.normal(random, IMAGES * layer.input().size());
        float[] weights = Numeric.normal(random, layer.weights() + layer.weightCount());
        float[] dy = Numeric.normal(random, IMAGES * layer.output().size());
        float[] y = new float[dy.length];
        DoubleSupplier loss = () -> {
            convolution.forward(x, weights, y, IMAGES);
            return Numeric.dot(dy, y);
        };
        float[] dx = new float[x.length];
        float[] gradient = new float[weights.length];
        convolution.backward(dy, x, weights, gradient, dx, IMAGES);
        Numeric.assertGradient("input", loss, x, dx, 0.5f);
        Numeric.assertGradient("weights", loss, weights, gradient, 0.5f);
    }

    /** Of several blocks; 3 x 3 kernels by Winograd's algorithm, with and without tiles that stick out. */
    @ParameterizedTest
    @CsvSource({"5, 60, 60", "3, 63, 40", "3, 32, 32", "3, 5, 6", "2, 40, 40", "1, 3, 100"})
    void convolutionIsTheSumOverItsWindow(int kernel, int height, int width) {
        int images = 5;
        Layer layer = new Layer(new Shape(height, width, 7), false, kernel, 3, 0);
        float[] x = Numeric.normal(random, images * layer.input().size());
        float[] weights = Numeric.normal(random, layer.weightCount());
        float[] y = new float[images * layer.output().size()];
        Convolution.of(layer).forward(x, weights, y, images);
        int before = (kernel - 1) / 2;
        for (int at = 0; at < y.length; at++) {
            int channel = at % 3;
            int column = at / 3 % width;
            int row = at / 3 / width % height;
            int image = at / 3 / width / height;
            double sum = 0;
            for (int i = 0; i < kernel; i++) {
                for (int j = 0; j < kernel; j++) {
                    int r = row + i - before;
                    int c = column + j - before;
                    for (int p = 0; p < 7 && r >= 0 && r < height && c >= 0 && c < width; p++) {
                        sum += (double) x[((image * height + r) * width + c) * 7 + p]
                                * weights[((i * kernel + j) * 7 + p) * 3 + channel];
                    }
                }
            }
            assertEquals(sum, y[at], 1e-4);
        }
    }

    /** The derivatives of a convolution are its transposes; so the blocks of many images add up to the same number. */
    @ParameterizedTest
    @CsvSource({"5, 32", "3, 32", "3, 27", "2, 13", "1, 16"})
    void convolutionDerivativesOfManyImages(int kernel, int side) {
        int images = 20;
        Layer layer = new Layer(new Shape(side, side, 5), false, kernel, 4, 0);
        Convolution convolution = Convolution.of(layer);
        float[] x = Numeric.normal(random, images * layer.input().size());
        float[] weights = Numeric.normal(random, layer.weightCount());
        float[] dy = Numeric.normal(random, images * layer.output().size());
        float[] y = new float[dy.length];
        float[] gradient = new float[weights.length];
        float[] dx = Numeric.normal(random, x.length);
        convolution.forward(x, weights, y, images);
        convolution.backward(dy, x, weights, gradient, dx, images);
        double loss = Numeric.dot(dy, y);
        assertEquals(loss, Numeric.dot(weights, gradient), 1e-5 * dy.length);
        assertEquals(loss, Numeric.dot(x, dx), 1e-5 * dy.length);
    }

    @ParameterizedTest
    @CsvSource({"4, 6", "5, 7", "2, 3"})
    void poolingGradient(int height, int width) {
        Shape source = new Shape(height, width, 3);
        float[] x = Numeric.normal(random, IMAGES * source.size());
        float[] dy = Numeric.normal(random, IMAGES * source.pooled().size());
        float[] y = new float[dy.length];
        float[] dx = new float[x.length];
        Pooling.backward(source, dy, dx, IMAGES);
        Numeric.assertGradient(
                "pooling",
                () -> {
                    Pooling.forward(source, x, y, IMAGES);
                    return Numeric.dot(dy, y);
                },
                x,
                dx,
                0.5f);
    }

    @Test
    void poolingIsTheMean() {
        float[] y = new float[1];
        Pooling.forward(new Shape(2, 3, 1), new float[] {1, 2, 100, 3, 6, 100}, y, 1);
        assertArrayEquals(new float[] {3}, y);
    }

    @Test
    void enlargementRepeatsEachPixel() {
        float[] y = new float[2 * 16 * 2];
        Pooling.addEnlarged(new Shape(1, 1, 2), new float[] {1, 2, 3, 4}, 0.5f, new Shape(4, 4, 2), y, 2);
        for (int i = 0; i < y.length; i++) {
            assertEquals(0.5f * (i / 32 * 2 + i % 2 + 1), y[i]);
        }
        float[] z = {10, 10, 10, 10, 10, 10, 10, 10, 10};
        Pooling.addEnlarged(new Shape(2, 2, 1), new float[] {1, 2, 3, 4}, 1, new Shape(3, 3, 1), z, 1);
        assertArrayEquals(new float[] {11, 11, 12, 11, 11, 12, 13, 13, 14}, z);
    }

    @ParameterizedTest
    @EnumSource
    void activationGradients(Activation.Name name) {
        Activation activation = new Activation(name, false);
        float alpha = name.hasAlpha() ? 1.7f : name.defaultAlpha;
        float[] x = Numeric.normal(random, 200);
        for (int i = 0; i < x.length; i++) {
            // Away from the corner of ReLU and ELU.
            x[i] += Math.copySign(0.02f, x[i]);
        }
        float[] dy = Numeric.normal(random, x.length);
        float[] y = new float[x.length];
        float[] dydx = new float[x.length];
        float[] dx = new float[x.length];
        DoubleSupplier loss = () -> {
            activation.apply(x, y, x.length, alpha);
            return Numeric.dot(dy, y);
        };
        activation.backward(dy, x, dx, x.length, alpha);
        Numeric.assertGradient("backward", loss, x, dx, 0.01f);

        activation.applyAndGradient(x, y, dydx, x.length, alpha);
        for (int i = 0; i < x.length; i++) {
            dx[i] = dy[i] * dydx[i];
        }
        Numeric.assertGradient("applyAndGradient", loss, x, dx, 0.01f);

        activation.apply(x, y, x.length, alpha);
        activation.backwardFromOutput(dy, y, dx, x.length, alpha);
        Numeric.assertGradient("backwardFromOutput", loss, x, dx, 0.01f);
    }

    @ParameterizedTest
    @EnumSource(names = {"CELU", "ELU"})
    void alphaGradient(Activation.Name name) {
        checkAlphaGradient(name, 1.7f);
        checkAlphaGradient(name, 0.6f, 1.7f, 3, 2.2f);
    }

    private void checkAlphaGradient(Activation.Name name, float... alpha) {
        Activation activation = new Activation(name, false);
        float[] x = Numeric.normal(random, 200);
        if (name == Activation.Name.ELU) {
            for (int i = 0; i < x.length; i++) {
                x[i] += Math.copySign(0.02f, x[i]); // away from the corner
            }
        }
        float[] dy = Numeric.normal(random, x.length);
        float[] y = new float[x.length];
        float[] dx = new float[x.length];
        float[] gradient = new float[alpha.length];
        double[] dalpha = activation.backwardWithAlpha(dy, x, dx, x.length, alpha);
        for (int c = 0; c < gradient.length; c++) {
            gradient[c] = (float) dalpha[c];
        }
        DoubleSupplier loss = () -> {
            activation.apply(x, y, x.length, alpha);
            return Numeric.dot(dy, y);
        };
        Numeric.assertGradient("alpha", loss, alpha, gradient, 0.01f);
        Numeric.assertGradient("x", loss, x, dx, 0.01f);
        float[] again = new float[x.length];
        activation.backward(dy, x, again, x.length, alpha);
        assertArrayEquals(dx, again);
    }

    @Test
    void theWrongDerivativeIsTwiceTheRightOneFromZeroOn() {
        float[] x = {-1, -0f, 0, 2};
        float[] ones = {1, 1, 1, 1};
        float[] right = new float[4];
        float[] wrong = new float[4];
        new Activation(Activation.Name.CELU, false).backward(ones, x, right, 4, 2);
        new Activation(Activation.Name.CELU, true).backward(ones, x, wrong, 4, 2);
        assertArrayEquals(new float[] {right[0], 2, 2, 2}, wrong);
        new Activation(Activation.Name.CELU, true).applyAndGradient(x, new float[4], wrong, 4, 2);
        assertArrayEquals(new float[] {right[0], 2, 2, 2}, wrong);
    }

    @Test
    void softmaxGradient() {
        float[] outputs = Numeric.normal(random, 30);
        byte[] labels = {2, 9, 0};
        float[] gradient = new float[30];
        Score score = Softmax.crossEntropy(outputs, labels, 10, 1f / 3, gradient);
        float[] ignored = new float[30];
        Numeric.assertGradient(
                "softmax",
                () -> Softmax.crossEntropy(outputs, labels, 10, 1, ignored).meanLoss(),
                outputs,
                gradient,
                0.01f);
        assertEquals(3, score.images());
        assertTrue(score.loss() > 0);
    }

    @Test
    void softmaxByHand() {
        float[] gradient = new float[4];
        // e^0 : e^log 3 = 1/4 : 3/4, and outputs far apart, where exp alone would overflow.
        float[] outputs = {0, (float) Math.log(3), 1000, 0};
        Score score = Softmax.crossEntropy(outputs, new byte[] {0, 0}, 2, 1, gradient);
        assertEquals(Math.log(4), score.loss(), 1e-6);
        assertEquals(1, score.correct());
        assertArrayEquals(new float[] {-0.75f, 0.75f, 0, 0}, gradient, 1e-6f);
    }
}
