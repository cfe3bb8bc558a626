package io.github.celu.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * Images to train and to test on.
 *
 * @param scale fits to training images how they and the test images become inputs
 */
record Data(Dataset train, Dataset test, Function<Dataset, Scaling> scale) {
    /** Fitted to the training images that are left, and to no others. */
    Scaling scaling() {
        return scale.apply(train);
    }

    /** A checksum of all images and labels. */
    long checksum() {
        CRC32 crc = new CRC32();
        for (Dataset images : new Dataset[] {train, test}) {
            crc.update(images.pixels());
            crc.update(images.labels());
        }
        return crc.getValue();
    }

    /** Reads whichever of the two formats the folder holds. */
    static Data read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadFileException(folder, Files.exists(folder) ? "is a file, not a folder" : "no such folder");
        }
        if (!Files.isExecutable(folder)) {
            throw new BadFileException(folder, "may not be read");
        }
        boolean idx = IdxFiles.in(folder);
        boolean cifar = CifarFiles.in(folder);
        if (idx == cifar) {
            throw new BadFileException(
                    folder,
                    idx
                            ? "holds both IDX and CIFAR-10 files"
                            : "holds neither train-images-idx3-ubyte (or .idx3-ubyte) nor data_batch_1.bin to"
                                    + " data_batch_5.bin,"
                                    + " with or without .gz");
        }
        return idx ? IdxFiles.read(folder) : CifarFiles.read(folder);
    }

    /** Digits that the program draws: the same for the same seed. */
    static Data drawn(long seed, int train, int test) {
        DrawnDigits digits = new DrawnDigits(seed);
        return new Data(digits.draw(train), digits.draw(test), Scaling::unit);
    }

    /** With the first training images only, or all if there are not more. */
    Data withTrainingImages(int images) {
        return new Data(train.range(0, Math.min(images, train.size())), test, scale);
    }

    /**
     * With the last training images held out, to test on.
     *
     * @param images fewer than there are
     */
    Data withValidationImages(int images) {
        int rest = train.size() - images;
        return new Data(train.range(0, rest), train.range(rest, train.size()), scale);
    }
}
