package io.github.celu.training;

/**
 * A layer's convolution and its derivatives. For one thread.
 *
 * <p>Padding is that of "same": with an even kernel the odd row and column of zeros are at the end.
 */
interface Convolution {
    /** The fastest way for the layer. */
    static Convolution of(Layer layer) {
        return layer.kernel() == 3 ? new WinogradConvolution(layer) : new ColumnConvolution(layer);
    }

    /** Sets y to the convolution of the given number of images x. */
    void forward(float[] x, float[] parameters, float[] y, int images);

    /**
     * Adds the derivative of the loss in the weights to the gradient, and sets dx to that in x.
     *
     * @param dx null if not wanted
     */
    void backward(float[] dy, float[] x, float[] parameters, float[] gradient, float[] dx, int images);
}
