package io.github.celu.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The files of a run: log.csv, curve.svg, curve.png and model.bin. All are replaced as a whole after each epoch, so that
 * whoever stops the program keeps those of the last whole epoch.
 */
final class Results {
    /**
     * @param train score during the epoch, while the network changed
     * @param test score after it
     * @param seconds since the start of the training
     */
    record Epoch(Score train, Score test, double seconds) {}

    private final Path folder;
    private final String title;
    private final List<Epoch> epochs = new ArrayList<>();

    private Results(Path folder, String title) {
        this.folder = folder;
        this.title = title;
    }

    /**
     * Makes the folder.
     *
     * @throws BadFileException if there is something in it, which would be lost
     */
    static Results in(Path folder, String title) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new BadFileException(folder, "not empty; the results of another run are not overwritten");
            }
        }
        return new Results(folder, title);
    }

    /** The first of training-1, training-2, ... that does not exist. */
    static Path newFolder() {
        for (int i = 1; ; i++) {
            Path folder = Path.of("training-" + i);
            if (Files.notExists(folder)) {
                return folder;
            }
        }
    }

    void add(Epoch epoch, ModelFile model) throws IOException {
        epochs.add(epoch);
        write("model.bin", model.toBytes());
        write("log.csv", csv().getBytes(StandardCharsets.UTF_8));
        LearningCurve curve = new LearningCurve(title, epochs);
        write("curve.svg", curve.svg().getBytes(StandardCharsets.UTF_8));
        write("curve.png", curve.png());
    }

    private String csv() {
        StringBuilder csv = new StringBuilder("epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds\n");
        for (int i = 0; i < epochs.size(); i++) {
            Epoch e = epochs.get(i);
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%s,%s,%.1f\n",
                    i + 1,
                    e.train.meanLoss(),
                    e.train.accuracy(),
                    e.test.meanLoss(),
                    e.test.accuracy(),
                    e.seconds));
        }
        return csv.toString();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path unfinished = folder.resolve(name + ".part");
        Files.write(unfinished, bytes);
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
