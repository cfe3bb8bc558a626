package io.github.celu.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reverse-mode automatic differentiation. Each operation computes its result and records how a derivative in the result
 * passes on to its operands; {@link #replay} runs the records backwards. For one thread.
 */
final class Tape {
    /**
     * A value and the derivative of the loss in it, both with the same layout.
     *
     * @param gradient null where no derivative is wanted
     */
    record Variable(float[] value, float[] gradient, int length) {}

    private final List<Runnable> records = new ArrayList<>();

    /** Arrays from earlier recordings, which a recording of the same graph takes again in the same order. */
    private final List<float[]> arrays = new ArrayList<>();

    private int taken;

    /** Forgets everything recorded; variables of this tape must not be used any more. */
    void clear() {
        records.clear();
        taken = 0;
    }

    /** A variable of zeros, with zeros as its derivative. */
    private Variable variable(int length) {
        return new Variable(zeros(length), zeros(length), length);
    }

    Variable convolve(Convolution convolution, Variable x, Variable parameters, int images, int outputLength) {
        Variable y = variable(outputLength);
        float[] dx = x.gradient == null ? null : zeros(x.length);
        convolution.forward(x.value, parameters.value, y.value, images);
        records.add(() -> {
            convolution.backward(y.gradient, x.value, parameters.value, parameters.gradient, dx, images);
            for (int i = 0; dx != null && i < x.length; i++) {
                x.gradient[i] += dx[i];
            }
        });
        return y;
    }

    Variable pool(Shape source, Variable x, int images) {
        Variable y = variable(images * source.pooled().size());
        Pooling.forward(source, x.value, y.value, images);
        records.add(() -> Pooling.backward(source, y.gradient, x.gradient, images));
        return y;
    }

    /** With an α that is no variable. */
    Variable activate(Activation activation, Variable x, float alpha) {
        Variable y = variable(x.length);
        float[] dydx = zeros(x.length);
        activation.applyAndGradient(x.value, y.value, dydx, x.length, alpha);
        records.add(() -> {
            for (int i = 0; i < x.length; i++) {
                x.gradient[i] += y.gradient[i] * dydx[i];
            }
        });
        return y;
    }

    /** With one α or one for each channel, from the given place among the parameters on. */
    Variable activate(Activation activation, Variable x, Variable parameters, int alphaIndex, int alphaCount) {
        Variable y = variable(x.length);
        float[] dx = zeros(x.length);
        float[] alpha = Arrays.copyOfRange(parameters.value, alphaIndex, alphaIndex + alphaCount);
        activation.apply(x.value, y.value, x.length, alpha);
        records.add(() -> {
            double[] dalpha = activation.backwardWithAlpha(y.gradient, x.value, dx, x.length, alpha);
            for (int i = 0; i < x.length; i++) {
                x.gradient[i] += dx[i];
            }
            for (int c = 0; c < alphaCount; c++) {
                parameters.gradient[alphaIndex + c] += (float) dalpha[c];
            }
        });
        return y;
    }

    /** Ends the recording: the loss is the sum of the cross-entropies, times scale. */
    Score crossEntropy(Variable outputs, byte[] labels, int classes, float scale) {
        return Softmax.crossEntropy(outputs.value, labels, classes, scale, outputs.gradient);
    }

    /** Adds the derivatives of the loss to the gradients of all variables. */
    void replay() {
        for (int i = records.size() - 1; i >= 0; i--) {
            records.get(i).run();
        }
    }

    private float[] zeros(int length) {
        if (taken == arrays.size()) {
            arrays.add(new float[0]);
        }
        float[] array = arrays.get(taken);
        if (array.length < length) {
            array = new float[length];
            arrays.set(taken, array);
        }
        taken++;
        Arrays.fill(array, 0, length, 0f);
        return array;
    }
}
