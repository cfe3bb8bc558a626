package io.github.celu.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The blog's network: seven convolutions without bias, each followed by the activation, with mean pooling before the
 * last five as long as there is more than one pixel. Its outputs go into a softmax.
 */
final class Network {
    static final int CLASSES = 10;

    /** Channels of the blog's network, and the standard deviation of its weights. */
    private static final int BLOG_CHANNELS = 200;

    private static final double BLOG_DEVIATION = 0.05;

    /** More than any computer this program is for would train in a year. */
    private static final long MOST_PARAMETERS = 1 << 26;

    private static final int[] KERNELS = {5, 3, 1, 3, 1, 2, 1};

    static final int LAYERS = KERNELS.length;

    final Activation activation;
    final List<Layer> layers;

    /** The weights of all layers, then the α of each. */
    final float[] parameters;

    /** Where the α of each layer begin among the parameters, and where the last ones end. */
    private final int[] alphas;

    /**
     * A network whose parameters are all 0.
     *
     * @param channelAlphas an α for each channel of each layer, in place of one for each layer
     * @throws IllegalArgumentException if the images do not shrink to one pixel or there would be too many parameters
     */
    Network(Shape image, int channels, boolean channelAlphas, Activation activation) {
        this.activation = activation;
        parameters = new float[parameters(image, channels, channelAlphas)];
        layers = layers(image, channels);
        alphas = new int[layers.size() + 1];
        alphas[0] = weights(layers);
        for (int k = 0; k < layers.size(); k++) {
            alphas[k + 1] = alphas[k] + (channelAlphas ? layers.get(k).channels() : 1);
        }
    }

    /** The number of parameters of a network, computed without memory for them. */
    static int parameters(Shape image, int channels, boolean channelAlphas) {
        if (channels > MOST_PARAMETERS) { // the weights would overflow a long
            throw new IllegalArgumentException(channels + " channels are too many");
        }
        long most = 0;
        for (int k = 0; k < KERNELS.length; k++) {
            long inputs = k == 0 ? image.channels() : channels;
            most += KERNELS[k] * KERNELS[k] * inputs * Math.max(channels, CLASSES);
        }
        if (most > MOST_PARAMETERS) {
            throw new IllegalArgumentException(channels + " channels are too many: " + most + " weights");
        }
        List<Layer> layers = layers(image, channels);
        int alphas = channelAlphas ? layers.stream().mapToInt(Layer::channels).sum() : layers.size();
        return weights(layers) + alphas;
    }

    private static int weights(List<Layer> layers) {
        return layers.stream().mapToInt(Layer::weightCount).sum();
    }

    private static List<Layer> layers(Shape image, int channels) {
        List<Layer> layers = new ArrayList<>();
        Shape shape = image;
        int weights = 0;
        for (int k = 0; k < KERNELS.length; k++) {
            boolean pooled = k >= 2 && Math.min(shape.height(), shape.width()) > 1;
            int outputs = k == KERNELS.length - 1 ? CLASSES : channels;
            Layer layer = new Layer(shape, pooled, KERNELS[k], outputs, weights);
            layers.add(layer);
            weights += layer.weightCount();
            shape = layer.output();
        }
        if (shape.pixels() != 1) {
            throw new IllegalArgumentException("images of " + image + " do not shrink to one pixel in five poolings");
        }
        return layers;
    }

    /**
     * Draws the weights from the normal distribution, and sets every α. The first layer, whose inputs are
     * the image's, has the blog's deviation. In the others it grows with {@link #widthScale}.
     */
    void initialize(long seed, float alpha) {
        Random random = new Random(seed);
        for (Layer layer : layers) {
            boolean first = layer.weights() == 0;
            double deviation =
                    BLOG_DEVIATION * (first ? 1 : widthScale(layer.source().channels()));
            for (int i = 0; i < layer.weightCount(); i++) {
                parameters[layer.weights() + i] = (float) (deviation * random.nextGaussian());
            }
        }
        Arrays.fill(parameters, alphaIndex(0), parameters.length, alpha);
    }

    /** What the weights of a narrower network are multiplied by, to keep the signals as strong as in the blog's. */
    static double widthScale(int channels) {
        return Math.sqrt((double) BLOG_CHANNELS / channels);
    }

    Shape image() {
        return layers.get(0).source();
    }

    int channels() {
        return layers.get(0).channels();
    }

    /** Where each tensor ends among the parameters: the weights of each layer, then the α of each. */
    int[] tensors() {
        IntStream weights = layers.stream().mapToInt(layer -> layer.weights() + layer.weightCount());
        return IntStream.concat(weights, Arrays.stream(alphas).skip(1)).toArray();
    }

    /** Place of a layer's first α among the parameters. */
    int alphaIndex(int layer) {
        return alphas[layer];
    }

    /** How many α a layer has: one, or one for each channel. */
    int alphaCount(int layer) {
        return alphas[layer + 1] - alphas[layer];
    }

    /** A copy of a layer's α. */
    float[] alphas(int layer) {
        return Arrays.copyOfRange(parameters, alphas[layer], alphas[layer + 1]);
    }

    /**
     * Learning may take an α below 0, where the functions are not defined.
     *
     * @throws ArithmeticException if one is no longer a number
     */
    void keepAlphasValid() {
        for (int i = alphaIndex(0); i < parameters.length; i++) {
            if (Float.isNaN(parameters[i])) {
                throw new ArithmeticException("a learned alpha became NaN");
            }
            parameters[i] = Math.max(0, parameters[i]);
        }
    }
}
