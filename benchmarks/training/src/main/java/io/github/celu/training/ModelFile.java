package io.github.celu.training;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** A trained network with the scaling of its inputs, and its file. */
record ModelFile(Network network, Scaling scaling) {
    private static final String KIND = "celu training model 2";

    /** Sides of images that five poolings shrink to one pixel are shorter than this. */
    private static final int SIDES = 64;

    byte[] toBytes() {
        return SavedFile.toBytes(KIND, out -> {
            out.writeInt(network.activation.name().ordinal());
            out.writeInt(network.activation.wrongDerivative() ? 1 : 0);
            out.writeInt(network.channels());
            Shape image = network.image();
            out.writeInt(image.height());
            out.writeInt(image.width());
            out.writeInt(image.channels());
            SavedFile.writeNumbers(out, scaling.offset(), 0, image.size());
            SavedFile.writeNumbers(out, scaling.factor(), 0, image.size());
            writeParameters(out, network);
        });
    }

    static ModelFile read(Path file) throws IOException {
        SavedFile in = SavedFile.read(file, KIND);
        Activation.Name[] names = Activation.Name.values();
        Activation.Name name = names[in.integer("activation", 0, names.length - 1)];
        Activation activation = new Activation(name, in.flag("wrong derivative"));
        int channels = in.integer("number of channels", 1, Integer.MAX_VALUE);
        Shape image = new Shape(
                in.integer("height", 1, SIDES), in.integer("width", 1, SIDES), in.integer("image channels", 1, SIDES));
        Network network;
        try {
            boolean channelAlphas = in.remaining() == parameterBytes(image, channels, true);
            in.require(parameterBytes(image, channels, channelAlphas), "parameters");
            network = new Network(image, channels, channelAlphas, activation);
        } catch (IllegalArgumentException e) {
            throw in.bad(e.getMessage());
        }
        Scaling scaling = new Scaling(new float[image.size()], new float[image.size()]);
        in.numbers("offsets", -Float.MAX_VALUE, scaling.offset(), 0, image.size());
        in.numbers("factors", -Float.MAX_VALUE, scaling.factor(), 0, image.size());
        readParameters(in, network);
        in.requireEnd();
        return new ModelFile(network, scaling);
    }

    /** The scaling, the parameters, and a number for each layer. */
    private static long parameterBytes(Shape image, int channels, boolean channelAlphas) {
        return Float.BYTES * (2L * image.size() + Network.parameters(image, channels, channelAlphas))
                + Integer.BYTES * (long) Network.LAYERS;
    }

    /** The weights, then for each layer how many α it has, and these. */
    static void writeParameters(DataOutputStream out, Network network) throws IOException {
        SavedFile.writeNumbers(out, network.parameters, 0, network.alphaIndex(0));
        for (int k = 0; k < network.layers.size(); k++) {
            out.writeInt(network.alphaCount(k));
            SavedFile.writeNumbers(out, network.parameters, network.alphaIndex(k), network.alphaCount(k));
        }
    }

    static void readParameters(SavedFile in, Network network) throws BadFileException {
        in.numbers("weights", -Float.MAX_VALUE, network.parameters, 0, network.alphaIndex(0));
        for (int k = 0; k < network.layers.size(); k++) {
            int count = network.alphaCount(k);
            in.integer("number of alphas of layer " + (k + 1), count, count);
            float fixed = network.activation.name().defaultAlpha;
            if (network.activation.name().hasAlpha()) {
                in.numbers("alpha of layer " + (k + 1), 0, network.parameters, network.alphaIndex(k), count);
            } else if (Float.intBitsToFloat(in.integer("alpha", Integer.MIN_VALUE, Integer.MAX_VALUE)) != fixed) {
                throw in.bad("alpha of layer " + (k + 1) + " is not " + fixed);
            } else {
                network.parameters[network.alphaIndex(k)] = fixed;
            }
        }
    }
}
