package io.github.celu.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The binary files of CIFAR-10: records of a label and three planes, red, green and blue, of 32 x 32 bytes. */
final class CifarFiles {
    private static final Shape IMAGE = new Shape(32, 32, 3);
    private static final int RECORD = 1 + IMAGE.size();

    /** Training files of the original. */
    private static final int BATCHES = 5;

    /** Images of one file; each of the original files has 10,000. */
    private static final int MOST_IMAGES = 50_000;

    private CifarFiles() {}

    static boolean in(Path folder) {
        return !trainingBatches(folder).isEmpty();
    }

    /** Reads the training batches that are there, and the test batch. */
    static Data read(Path folder) throws IOException {
        List<String> batches = trainingBatches(folder);
        String missing = batches.size() < BATCHES ? " (of " + BATCHES + ")" : "";
        Dataset train = read(folder, batches, missing);
        Dataset test = read(folder, List.of("test_batch.bin"), "");
        return new Data(train, test, Scaling::perElement);
    }

    private static List<String> trainingBatches(Path folder) {
        return IntStream.rangeClosed(1, BATCHES)
                .mapToObj(i -> "data_batch_" + i + ".bin")
                .filter(name -> DataFile.find(folder, List.of(name)).isPresent())
                .toList();
    }

    private static Dataset read(Path folder, List<String> names, String remark) throws IOException {
        byte[] pixels = {};
        byte[] labels = {};
        for (String name : names) {
            try (DataFile file = DataFile.open(folder, List.of(name))) {
                byte[] bytes = file.read(MOST_IMAGES * RECORD + 1);
                if (bytes.length == 0 || bytes.length % RECORD != 0) {
                    throw file.bad(
                            bytes.length > MOST_IMAGES * RECORD
                                    ? "too large: more than " + MOST_IMAGES + " images"
                                    : "truncated or wrong: " + bytes.length + " bytes are not whole images of "
                                            + RECORD);
                }
                int before = labels.length;
                int count = bytes.length / RECORD;
                labels = Arrays.copyOf(labels, before + count);
                pixels = Arrays.copyOf(pixels, (before + count) * IMAGE.size());
                for (int i = 0; i < count; i++) {
                    byte label = bytes[i * RECORD];
                    file.requireLabel(label, i);
                    labels[before + i] = label;
                    interleave(bytes, i * RECORD + 1, pixels, (before + i) * IMAGE.size());
                }
            }
        }
        return new Dataset(String.join(", ", names) + remark, IMAGE, pixels, labels);
    }

    /** From planes to pixels. */
    private static void interleave(byte[] from, int start, byte[] to, int toStart) {
        for (int c = 0; c < IMAGE.channels(); c++) {
            for (int p = 0; p < IMAGE.pixels(); p++) {
                to[toStart + p * IMAGE.channels() + c] = from[start + c * IMAGE.pixels() + p];
            }
        }
    }
}
