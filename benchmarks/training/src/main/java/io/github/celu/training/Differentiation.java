package io.github.celu.training;

/** A way to compute the gradient of the loss. For one thread. */
interface Differentiation {
    /**
     * Returns the score of the network on some images, and adds the derivatives of the loss's sum, times scale, in the
     * parameters to the gradient.
     *
     * @param x the images, one after the other
     * @param epoch counted from 0
     */
    Score addGradient(float[] x, byte[] labels, float scale, int epoch, float[] gradient);
}
