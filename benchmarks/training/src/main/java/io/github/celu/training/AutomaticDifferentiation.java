package io.github.celu.training;

import java.util.ArrayList;
import java.util.List;

/** The gradient by a tape, which records the network anew for every call. For one thread. */
final class AutomaticDifferentiation implements Differentiation {
    private final Network network;
    private final boolean learnAlpha;
    private final List<Convolution> convolutions = new ArrayList<>();
    private final Tape tape = new Tape();

    /** @param learnAlpha whether the gradient has the α too; otherwise there is one for each layer */
    AutomaticDifferentiation(Network network, boolean learnAlpha) {
        this.network = network;
        this.learnAlpha = learnAlpha;
        for (Layer layer : network.layers) {
            convolutions.add(Convolution.of(layer));
        }
    }

    @Override
    public Score addGradient(float[] x, byte[] labels, float scale, int epoch, float[] gradient) {
        int images = labels.length;
        tape.clear();
        Tape.Variable parameters = new Tape.Variable(network.parameters, gradient, gradient.length);
        Tape.Variable v = new Tape.Variable(x, null, images * network.image().size());
        for (int k = 0; k < network.layers.size(); k++) {
            Layer layer = network.layers.get(k);
            if (layer.pooled()) {
                v = tape.pool(layer.source(), v, images);
            }
            int length = images * layer.output().size();
            v = tape.convolve(convolutions.get(k), v, parameters, images, length);
            v = learnAlpha
                    ? tape.activate(network.activation, v, parameters, network.alphaIndex(k), network.alphaCount(k))
                    : tape.activate(network.activation, v, network.alphas(k)[0]);
        }
        Score score = tape.crossEntropy(v, labels, Network.CLASSES, scale);
        tape.replay();
        return score;
    }
}
