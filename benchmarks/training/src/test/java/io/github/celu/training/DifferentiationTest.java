package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gradient of the whole network: numerical, by the tape, by hand, dilated. */
class DifferentiationTest {
    private static final int IMAGES = 3;
    private static final byte[] LABELS = {1, 7, 4};
    private static final float SCALE = 1f / IMAGES;

    private final Random random = new Random(1);

    /** With CELU at α = 2; with ELU at 1, for elsewhere it has a corner, where numerical derivatives fail. */
    private static Network network(Activation.Name name, int side) {
        return network(name, side, false);
    }

    /** The channels have various α, but with ELU. */
    private static Network network(Activation.Name name, int side, boolean channelAlphas) {
        Network network = new Network(new Shape(side, side, 2), 6, channelAlphas, new Activation(name, false));
        network.initialize(5, name.defaultAlpha);
        for (int i = network.alphaIndex(0);
                channelAlphas && name == Activation.Name.CELU && i < network.parameters.length;
                i++) {
            network.parameters[i] = 1 + i % 5 * 0.5f;
        }
        return network;
    }

    private float[] images(Network network) {
        return Numeric.normal(random, IMAGES * network.image().size());
    }

    private static float[] gradient(Differentiation differentiation, Network network, float[] x, int epoch) {
        float[] gradient = new float[network.parameters.length];
        differentiation.addGradient(x, LABELS, SCALE, epoch, gradient);
        return gradient;
    }

    private static BackPropagation manual(Network network, BackPropagation.Dilation dilation) {
        return new BackPropagation(network, IMAGES, dilation, false, false);
    }

    private static double relativeDifference(float[] a, float[] b) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            difference += Math.pow((double) a[i] - b[i], 2);
            norm += Math.pow(a[i], 2);
        }
        assertTrue(norm > 0, "no gradient at all");
        return Math.sqrt(difference / norm);
    }

    @ParameterizedTest
    @CsvSource({
        "CELU, 12, false",
        "ELU, 8, false",
        "CELU, 3, false",
        "CELU, 32, false",
        "CELU, 12, true",
        "ELU, 8, true"
    })
    void theNetworksGradientIsTheNumericalOne(Activation.Name name, int side, boolean channelAlphas) {
        Network network = network(name, side, channelAlphas);
        float[] x = images(network);
        BackPropagation manual = new BackPropagation(network, IMAGES, BackPropagation.Dilation.NONE, false, true);
        float[] gradient = gradient(manual, network, x, 0);
        float[] outputs = new float[IMAGES * Network.CLASSES];
        Numeric.assertGradient(
                "network",
                () -> Softmax.crossEntropy(manual.forward(x, IMAGES), LABELS, Network.CLASSES, 1, outputs)
                        .meanLoss(),
                network.parameters,
                gradient,
                0.01f);
    }

    @ParameterizedTest
    @CsvSource({
        "CELU, 12, false",
        "ELU, 9, false",
        "RELU, 28, false",
        "IDENTITY, 12, false",
        "CELU, 12, true",
        "ELU, 9, true"
    })
    void theTapesGradientIsTheManualOne(Activation.Name name, int side, boolean channelAlphas) {
        Network network = network(name, side, channelAlphas);
        float[] x = images(network);
        boolean learnAlpha = name.hasAlpha();
        float[] manual = gradient(
                new BackPropagation(network, IMAGES, BackPropagation.Dilation.NONE, false, learnAlpha), network, x, 0);
        AutomaticDifferentiation tape = new AutomaticDifferentiation(network, learnAlpha);
        assertTrue(relativeDifference(manual, gradient(tape, network, x, 0)) < 1e-6);
        // Recorded anew, on the arrays of the first recording.
        assertTrue(relativeDifference(manual, gradient(tape, network, x, 0)) < 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"CELU", "ELU", "RELU", "IDENTITY"})
    void inPlaceGivesTheSameGradientWithinRounding(Activation.Name name) {
        Network network = network(name, 12);
        float[] x = images(network);
        float[] expected = gradient(manual(network, BackPropagation.Dilation.NONE), network, x, 0);
        float[] inPlace = gradient(
                new BackPropagation(network, IMAGES, BackPropagation.Dilation.NONE, true, false), network, x, 0);
        assertTrue(relativeDifference(expected, inPlace) < 1e-5);
    }

    /** A graph that no code but the tape knows: one convolution used twice, so that its gradient has two terms. */
    @Test
    void theTapeReplaysAnyGraph() {
        Layer layer = new Layer(new Shape(3, 3, 10), false, 3, 10, 0);
        Convolution convolution = Convolution.of(layer);
        Activation celu = new Activation(Activation.Name.CELU, false);
        int length = layer.output().size();
        float[] x = Numeric.normal(random, length);
        float[] parameters = Numeric.normal(random, layer.weightCount() + 1);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= 0.1f;
        }
        int alpha = layer.weightCount();
        parameters[alpha] = 1.5f;
        float[] gradient = new float[parameters.length];
        Tape tape = new Tape();
        byte[] labels = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        Supplier<Score> record = () -> {
            tape.clear();
            Tape.Variable shared = new Tape.Variable(parameters, gradient, parameters.length);
            Tape.Variable v = new Tape.Variable(x, null, length);
            for (int i = 0; i < 2; i++) {
                v = tape.activate(celu, tape.convolve(convolution, v, shared, 1, length), shared, alpha, 1);
            }
            return tape.crossEntropy(v, labels, 10, 1f / labels.length);
        };
        record.get();
        tape.replay();
        Numeric.assertGradient("shared", () -> record.get().meanLoss(), parameters, gradient.clone(), 0.01f);
    }

    @Test
    void ratesOfDilation() {
        assertEquals(1e-4, BackPropagation.Dilation.LOGGED.rate(0));
        assertEquals(1e-4 / 11, BackPropagation.Dilation.LOGGED.rate(1));
        assertEquals(1, BackPropagation.Dilation.STORED.rate(0));
        assertEquals(0.5, BackPropagation.Dilation.STORED.rate(10));
    }

    /**
     * Layers 7 and 6 keep the true gradient. In layer 5 the shortcut adds r times what left layer 7, enlarged from 1 x 1
     * to 4 x 4; computed here from its definition. Below, the shortcuts come together.
     */
    @ParameterizedTest
    @CsvSource({"32", "28"})
    void dilationAddsWhatLeftTheLayerTwoFurther(int side) {
        Network network = network(Activation.Name.CELU, side);
        float[] x = images(network);
        float[] plain = gradient(manual(network, BackPropagation.Dilation.NONE), network, x, 0);
        BackPropagation dilated = manual(network, BackPropagation.Dilation.STORED);
        float[] half = gradient(dilated, network, x, 10);
        float[] whole = gradient(dilated, network, x, 0);

        int sixth = network.layers.get(5).weights();
        assertArrayEquals(
                Arrays.copyOfRange(plain, sixth, plain.length), Arrays.copyOfRange(whole, sixth, whole.length));
        for (int k = 0; k < 5; k++) {
            Layer layer = network.layers.get(k);
            int first = layer.weights();
            float[] without = Arrays.copyOfRange(plain, first, first + layer.weightCount());
            float[] with = Arrays.copyOfRange(whole, first, first + layer.weightCount());
            assertNotEquals(0, relativeDifference(without, with));
        }

        float[] shortcut = shortcutIntoFifthLayer(network, x);
        Layer fifth = network.layers.get(4);
        for (int i = 0; i < fifth.weightCount(); i++) {
            int at = fifth.weights() + i;
            assertEquals(shortcut[at], whole[at] - plain[at], 1e-5);
            assertEquals(0.5 * shortcut[at], half[at] - plain[at], 1e-5);
        }
    }

    /** The part of the fifth layer's gradient that comes through the shortcut alone, at r = 1. */
    private static float[] shortcutIntoFifthLayer(Network network, float[] x) {
        Tape tape = new Tape();
        float[] gradient = new float[network.parameters.length];
        Tape.Variable parameters = new Tape.Variable(network.parameters, new float[gradient.length], gradient.length);
        Tape.Variable v = new Tape.Variable(x, null, x.length);
        Tape.Variable[] inputs = new Tape.Variable[7];
        Tape.Variable[] sums = new Tape.Variable[7];
        for (int k = 0; k < 7; k++) {
            Layer layer = network.layers.get(k);
            inputs[k] = layer.pooled() ? tape.pool(layer.source(), v, IMAGES) : v;
            Convolution convolution = Convolution.of(layer);
            int length = IMAGES * layer.output().size();
            sums[k] = tape.convolve(convolution, inputs[k], parameters, IMAGES, length);
            v = tape.activate(network.activation, sums[k], network.alphas(k)[0]);
        }
        tape.crossEntropy(v, LABELS, Network.CLASSES, SCALE);
        tape.replay();
        Layer fifth = network.layers.get(4);
        int pixels = fifth.output().pixels();
        float[] dy = new float[IMAGES * fifth.output().size()];
        for (int i = 0; i < dy.length; i++) {
            int channel = i % 6;
            int image = i / 6 / pixels;
            dy[i] = inputs[6].gradient()[image * 6 + channel];
        }
        network.activation.backward(dy, sums[4].value(), dy, dy.length, network.alphas(4));
        Convolution.of(fifth).backward(dy, inputs[4].value(), network.parameters, gradient, null, IMAGES);
        return gradient;
    }
}
