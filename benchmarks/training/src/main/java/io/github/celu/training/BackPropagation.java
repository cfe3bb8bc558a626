package io.github.celu.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Manual back-propagation: the layers' derivatives, written out from the last layer to the first. For one thread. */
final class BackPropagation implements Differentiation {
    /** Back-propagation may take shortcuts around two layers, as strong as this, from 0 for the first epoch on. */
    enum Dilation {
        /** No shortcuts: the true gradient. */
        NONE {
            @Override
            double rate(int epoch) {
                return 0;
            }
        },
        /** The rate of the run whose log the blog published. */
        LOGGED {
            @Override
            double rate(int epoch) {
                return 1e-4 / (1 + 10.0 * epoch);
            }
        },
        /** The rate of another published version of the code. */
        STORED {
            @Override
            double rate(int epoch) {
                return 1 / (1 + 0.1 * epoch);
            }
        };

        abstract double rate(int epoch);
    }

    private final Network network;
    private final boolean inPlace;
    private final boolean learnAlpha;
    private final Dilation dilation;
    private final List<Convolution> convolutions = new ArrayList<>();

    /** Of each layer: what is convolved, the convolution, the activation of it; and the derivatives of the loss. */
    private final float[][] inputs;

    private final float[][] sums;
    private final float[][] outputs;
    private final float[][] inputGradients;
    private final float[][] outputGradients;

    /**
     * @param images the largest number of images at a time
     * @param inPlace overwrites the convolutions with their activations, and differentiates from these
     */
    BackPropagation(Network network, int images, Dilation dilation, boolean inPlace, boolean learnAlpha) {
        if (inPlace && learnAlpha) {
            throw new IllegalArgumentException("the derivative in alpha needs the activation's inputs");
        }
        this.network = network;
        this.dilation = dilation;
        this.inPlace = inPlace;
        this.learnAlpha = learnAlpha;
        int count = network.layers.size();
        inputs = new float[count][];
        sums = new float[count][];
        outputs = new float[count][];
        inputGradients = new float[count][];
        outputGradients = new float[count][];
        for (int k = 0; k < count; k++) {
            Layer layer = network.layers.get(k);
            convolutions.add(Convolution.of(layer));
            sums[k] = new float[images * layer.output().size()];
            outputs[k] = inPlace ? sums[k] : new float[sums[k].length];
            if (k > 0) {
                inputs[k] = layer.pooled() ? new float[images * layer.input().size()] : outputs[k - 1];
            }
        }
    }

    /** Memory that {@link #forward} alone does not need. */
    private void takeMemoryForGradients() {
        if (outputGradients[0] == null) {
            outputGradients[0] = new float[sums[0].length];
            for (int k = 1; k < sums.length; k++) {
                outputGradients[k] = new float[sums[k].length];
                inputGradients[k] = new float[inputs[k].length];
            }
        }
    }

    @Override
    public Score addGradient(float[] x, byte[] labels, float scale, int epoch, float[] gradient) {
        takeMemoryForGradients();
        int images = labels.length;
        int last = network.layers.size() - 1;
        float[] result = forward(x, images);
        Score score = Softmax.crossEntropy(result, labels, Network.CLASSES, scale, outputGradients[last]);
        float rate = (float) dilation.rate(epoch);
        for (int k = last; k >= 0; k--) {
            Layer layer = network.layers.get(k);
            if (rate != 0 && k >= 1 && k <= last - 2) {
                Shape inner = network.layers.get(k + 2).input();
                Pooling.addEnlarged(inner, inputGradients[k + 2], rate, layer.output(), outputGradients[k], images);
            }
            float[] dy = throughActivation(k, images * layer.output().size(), gradient);
            float[] dx = inputGradients[k];
            convolutions.get(k).backward(dy, inputs[k], network.parameters, gradient, dx, images);
            if (k > 0) {
                float[] next = outputGradients[k - 1];
                if (layer.pooled()) {
                    Arrays.fill(next, 0, images * layer.source().size(), 0f);
                    Pooling.backward(layer.source(), dx, next, images);
                } else {
                    System.arraycopy(dx, 0, next, 0, images * layer.source().size());
                }
            }
        }
        return score;
    }

    /** The network's outputs for some images. */
    float[] forward(float[] x, int images) {
        inputs[0] = x;
        for (int k = 0; k < network.layers.size(); k++) {
            Layer layer = network.layers.get(k);
            if (layer.pooled()) {
                Pooling.forward(layer.source(), outputs[k - 1], inputs[k], images);
            }
            convolutions.get(k).forward(inputs[k], network.parameters, sums[k], images);
            network.activation.apply(
                    sums[k], outputs[k], images * layer.output().size(), network.alphas(k));
        }
        return outputs[outputs.length - 1];
    }

    /** Turns a layer's output gradient, in place, into that of its convolution. */
    private float[] throughActivation(int k, int length, float[] gradient) {
        float[] dy = outputGradients[k];
        float[] alpha = network.alphas(k);
        if (learnAlpha) {
            double[] dalpha = network.activation.backwardWithAlpha(dy, sums[k], dy, length, alpha);
            for (int c = 0; c < dalpha.length; c++) {
                gradient[network.alphaIndex(k) + c] += (float) dalpha[c];
            }
        } else if (inPlace) {
            network.activation.backwardFromOutput(dy, outputs[k], dy, length, alpha[0]);
        } else {
            network.activation.backward(dy, sums[k], dy, length, alpha);
        }
        return dy;
    }
}
