package io.github.celu.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The four IDX files of MNIST and its kin: a magic number, the lengths of all dimensions, then the bytes. */
final class IdxFiles {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";

    /** Bytes of a file; MNIST has 47 million, EMNIST 547. The network needs memory, too. */
    private static final long MOST = Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 4);

    private IdxFiles() {}

    static boolean in(Path folder) {
        return DataFile.find(folder, names(TRAIN_IMAGES)).isPresent();
    }

    /** Both names that the files go by: some programs that unpack them write a dot. */
    private static List<String> names(String name) {
        return List.of(name, name.replace("-idx", ".idx"));
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
        try (DataFile images = DataFile.open(folder, names(imageName));
                DataFile labels = DataFile.open(folder, names(labelName))) {
            int[] size = dimensions(images, 3);
            int count = dimensions(labels, 1)[0];
            if (count != size[0]) {
                throw labels.bad("wrong: " + count + " labels for " + size[0] + " images in " + imageName);
            }
            byte[] classes = contents(labels, 1, count);
            for (int i = 0; i < count; i++) {
                labels.requireLabel(classes[i], i);
            }
            byte[] pixels = contents(images, 3, size[0] * size[1] * size[2]);
            return new Dataset(imageName, new Shape(size[1], size[2], 1), pixels, classes);
        }
    }

    private static int header(int dimensions) {
        return 4 + 4 * dimensions;
    }

    private static int[] dimensions(DataFile file, int count) throws IOException {
        byte[] header = file.read(header(count));
        if (header.length < header(count)) {
            throw file.bad("truncated: " + header.length + " bytes are no IDX header");
        }
        ByteBuffer in = ByteBuffer.wrap(header);
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
            size *= lengths[i];
            if (size > MOST) {
                throw file.bad("too large: more than " + MOST + " bytes by its header"
                        + (MOST < 1 << 30 ? "; -Xmx gives more memory" : ""));
            }
        }
        return lengths;
    }

    private static byte[] contents(DataFile file, int dimensions, int length) throws IOException {
        byte[] contents = file.read(length);
        int header = header(dimensions);
        if (contents.length < length) {
            throw file.bad("truncated: " + (header + contents.length) + " bytes instead of " + (header + length));
        }
        if (file.read(1).length > 0) {
            throw file.bad("wrong: more than the " + (header + length) + " bytes that its header asks for");
        }
        return contents;
    }
}
