package io.github.celu.training;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a training needs to go on after its last whole epoch, as if it had never stopped. The order of the images is
 * not in it: it follows from the seed and the number of epochs.
 *
 * @param settings options and their values
 * @param product whose code multiplied matrices; another's may round otherwise
 * @param data checksum of the images and labels
 * @param state the file, read up to the network's parameters
 */
record Checkpoint(
        Map<String, String> settings, String product, long data, List<Results.Epoch> epochs, SavedFile state) {
    static final String NAME = "checkpoint.bin";

    private static final String KIND = "celu training checkpoint 1";
    private static final int MOST = 1 << 20;

    static byte[] toBytes(
            Map<String, String> settings, long data, List<Results.Epoch> epochs, Network network, Optimizer optimizer) {
        return SavedFile.toBytes(KIND, out -> {
            out.writeInt(settings.size());
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                SavedFile.writeText(out, setting.getKey());
                SavedFile.writeText(out, setting.getValue());
            }
            SavedFile.writeText(out, MatrixProduct.description());
            out.writeLong(data);
            out.writeInt(epochs.size());
            for (Results.Epoch epoch : epochs) {
                write(out, epoch.train());
                write(out, epoch.test());
                out.writeDouble(epoch.seconds());
            }
            ModelFile.writeParameters(out, network);
            out.writeInt(optimizer.steps());
            for (float[] moment : optimizer.moments()) {
                SavedFile.writeNumbers(out, moment, 0, moment.length);
            }
        });
    }

    static Checkpoint read(Path file) throws IOException {
        SavedFile in = SavedFile.read(file, KIND);
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = in.integer("number of settings", 0, MOST); i > 0; i--) {
            settings.put(in.text("name of a setting"), in.text("value of a setting"));
        }
        String product = in.text("name of the matrix product");
        long data = in.longInteger("checksum of the data");
        List<Results.Epoch> epochs = new ArrayList<>();
        for (int i = in.integer("number of epochs", 1, MOST); i > 0; i--) {
            epochs.add(new Results.Epoch(score(in), score(in), in.number("seconds")));
        }
        return new Checkpoint(settings, product, data, epochs, in);
    }

    /** Sets the network and the optimizer to what they were; can be called once. */
    void restore(Network network, Optimizer optimizer) throws BadFileException {
        ModelFile.readParameters(state, network);
        optimizer.resume(state.integer("number of steps", 1, Integer.MAX_VALUE));
        float[][] moments = optimizer.moments();
        state.numbers("mean gradient", -Float.MAX_VALUE, moments[0], 0, moments[0].length);
        for (int k = 1; k < moments.length; k++) {
            state.numbers("second moments", 0, moments[k], 0, moments[k].length);
        }
        state.requireEnd();
    }

    private static void write(DataOutputStream out, Score score) throws IOException {
        out.writeDouble(score.loss());
        out.writeInt(score.correct());
        out.writeInt(score.images());
    }

    private static Score score(SavedFile in) throws BadFileException {
        double loss = in.number("loss");
        int correct = in.integer("number of right images", 0, Integer.MAX_VALUE);
        return new Score(loss, correct, in.integer("number of images", Math.max(1, correct), Integer.MAX_VALUE));
    }
}
