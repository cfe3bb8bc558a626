package io.github.celu.training;

/** Softmax and cross-entropy. */
final class Softmax {
    private Softmax() {}

    /**
     * Returns the score of the outputs for the labels, and sets the gradient to the derivative of the loss's sum, times
     * scale, in the outputs; the gradient may be the outputs.
     */
    static Score crossEntropy(float[] outputs, byte[] labels, int classes, float scale, float[] gradient) {
        double loss = 0;
        int correct = 0;
        double[] powers = new double[classes];
        for (int image = 0; image < labels.length; image++) {
            int start = image * classes;
            int largest = 0;
            for (int c = 1; c < classes; c++) {
                if (outputs[start + c] > outputs[start + largest]) {
                    largest = c;
                }
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                // StrictMath, because Math.exp may differ between machines, and the same seed is to give the same bits.
                powers[c] = StrictMath.exp((double) outputs[start + c] - outputs[start + largest]);
                sum += powers[c];
            }
            int label = labels[image];
            loss += StrictMath.log(sum) - ((double) outputs[start + label] - outputs[start + largest]);
            correct += largest == label ? 1 : 0;
            for (int c = 0; c < classes; c++) {
                gradient[start + c] = (float) (scale * (powers[c] / sum - (c == label ? 1 : 0)));
            }
        }
        return new Score(loss, correct, labels.length);
    }
}
