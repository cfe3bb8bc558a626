package io.github.celu.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images to train and to test on, and how both become inputs. */
record Data(Dataset train, Dataset test, Scaling scaling) {
    /** Reads whichever of the two formats the folder holds. */
    static Data read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadFileException(folder, "no such folder");
        }
        boolean idx = IdxFiles.in(folder);
        boolean cifar = CifarFiles.in(folder);
        if (idx == cifar) {
            throw new BadFileException(
                    folder,
                    idx
                            ? "holds both IDX and CIFAR-10 files"
                            : "holds neither train-images-idx3-ubyte nor data_batch_1.bin to data_batch_5.bin,"
                                    + " with or without .gz");
        }
        return idx ? IdxFiles.read(folder) : CifarFiles.read(folder);
    }

    /** Digits that the program draws: the same for the same seed. */
    static Data drawn(long seed, int train, int test) {
        DrawnDigits digits = new DrawnDigits(seed);
        return new Data(digits.draw(train), digits.draw(test), Scaling.unit(DrawnDigits.IMAGE));
    }

    /** With the first training images only, or all if there are not more. */
    Data withTrainingImages(int images) {
        return new Data(train.range(0, Math.min(images, train.size())), test, scaling);
    }

    /**
     * With the last training images held out, to test on.
     *
     * @param images fewer than there are
     */
    Data withValidationImages(int images) {
        int rest = train.size() - images;
        return new Data(train.range(0, rest), train.range(rest, train.size()), scaling);
    }
}
