package io.github.celu.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** The four IDX files of MNIST and its kin: a magic number, the lengths of all dimensions, then the bytes. */
final class IdxFiles {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";

    private IdxFiles() {}

    static boolean in(Path folder) {
        return DataFile.exists(folder, TRAIN_IMAGES);
    }

    static Data read(Path folder) throws IOException {
        Dataset train = read(folder, TRAIN_IMAGES, "train-labels-idx1-ubyte");
        Dataset test = read(folder, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
        if (!train.image().equals(test.image())) {
            throw new BadFileException(
                    folder, "training images of " + train.image() + ", test images of " + test.image());
        }
        return new Data(train, test, Scaling::unit);
    }

    private static Dataset read(Path folder, String imageName, String labelName) throws IOException {
        DataFile images = DataFile.read(folder, imageName);
        int[] size = dimensions(images, 3);
        DataFile labels = DataFile.read(folder, labelName);
        int count = dimensions(labels, 1)[0];
        if (count != size[0]) {
            throw labels.bad("wrong: " + count + " labels for " + size[0] + " images in " + imageName);
        }
        byte[] classes = contents(labels, 1);
        for (int i = 0; i < count; i++) {
            labels.requireLabel(classes[i], i);
        }
        return new Dataset(imageName, new Shape(size[1], size[2], 1), contents(images, 3), classes);
    }

    private static int[] dimensions(DataFile file, int count) throws IOException {
        int header = 4 + 4 * count;
        if (file.bytes().length < header) {
            throw file.bad("truncated: " + file.bytes().length + " bytes are no IDX header");
        }
        ByteBuffer in = ByteBuffer.wrap(file.bytes());
        int magic = in.getInt();
        int expected = 0x800 + count;
        if (magic != expected) {
            throw file.bad(String.format(
                    "wrong: begins with %08x, not with the %08x of IDX bytes in %d dimensions",
                    magic, expected, count));
        }
        int[] lengths = new int[count];
        long size = 1;
        for (int i = 0; i < count; i++) {
            lengths[i] = in.getInt();
            if (lengths[i] <= 0) {
                throw file.bad("wrong: dimension " + i + " has length " + lengths[i]);
            }
            // More than an array holds is too much for any file; capped, the next product cannot overflow.
            size = Math.min(size * lengths[i], Integer.MAX_VALUE);
        }
        file.requireLength(header + size);
        return lengths;
    }

    private static byte[] contents(DataFile file, int dimensions) {
        return Arrays.copyOfRange(file.bytes(), 4 + 4 * dimensions, file.bytes().length);
    }
}
