package io.github.celu.training;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which images; the options that training and evaluation share. */
final class DataOptions {
    private static final int DRAWN_TRAINING_IMAGES = 10_000;
    private static final int DRAWN_TEST_IMAGES = 2_000;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder with the four IDX files of MNIST or the binary files of CIFAR-10, gzip-compressed or"
                    + " not. Without it: 10,000 digits drawn by this program, and 2,000 to test on.")
    Path folder;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Same seed, same bits: of weights, order and drawn digits. Default: ${DEFAULT-VALUE}.")
    long seed;

    Data load() throws IOException {
        return folder == null ? Data.drawn(seed, DRAWN_TRAINING_IMAGES, DRAWN_TEST_IMAGES) : Data.read(folder);
    }
}
