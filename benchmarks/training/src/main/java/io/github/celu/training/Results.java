package io.github.celu.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder of a training: log.csv, curve.svg, curve.png, model.bin and checkpoint.bin. After each epoch all are written
 * anew beside the old ones, and take their places when the last is whole and on the disk. The folder is locked as long
 * as the program runs.
 */
final class Results implements AutoCloseable {
    /**
     * @param train score during the epoch, while the network changed
     * @param test score after it
     * @param seconds since the start of the training
     */
    record Epoch(Score train, Score test, double seconds) {}

    private static final String LOCK = ".lock";
    private static final String UNFINISHED = ".part";
    private static final List<String> NAMES =
            List.of(Checkpoint.NAME, "model.bin", "log.csv", "curve.svg", "curve.png");

    final Path folder;
    private final FileChannel lock;
    private final List<Epoch> epochs = new ArrayList<>();
    private boolean warned;

    /** Draws the picture; replaced in tests. */
    BiFunction<String, List<Epoch>, LearningCurve> picture = LearningCurve::new;

    private Results(Path folder) throws IOException {
        this.folder = folder;
        lock = lock(folder);
    }

    /**
     * Makes the folder, or takes an empty one.
     *
     * @throws BadFileException if there is something in it, which would be lost, or another program is using it
     */
    static Results in(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new BadFileException(folder, "is a file, not a folder");
        } catch (IOException e) {
            throw new BadFileException(folder, "cannot be made: " + reason(e));
        }
        // Before the folder is locked, so that nothing is left in a foreign one, and after, so that nobody was faster.
        requireEmpty(folder);
        Results results = new Results(folder);
        try {
            requireEmpty(folder);
        } catch (IOException e) {
            results.close();
            throw e;
        }
        return results;
    }

    private static void requireEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            if (!files.map(file -> file.getFileName().toString()).allMatch(Results::isLeftOver)) {
                throw new BadFileException(folder, "not empty; the results of another run are not overwritten");
            }
        }
    }

    /** Whether it is what a kill before the end of the first epoch leaves: nothing is lost with it. */
    private static boolean isLeftOver(String name) {
        return name.equals(LOCK)
                || name.endsWith(UNFINISHED) && NAMES.contains(name.substring(0, name.length() - UNFINISHED.length()));
    }

    /** In the first of training-1, training-2, ... that does not exist, which this call makes. */
    static Results inNewFolder(Path parent) throws IOException {
        for (int i = 1; ; i++) {
            Path folder = parent.resolve("training-" + i);
            try {
                Files.createDirectory(folder);
                return new Results(folder);
            } catch (FileAlreadyExistsException e) {
                // The next one.
            } catch (IOException e) {
                throw new BadFileException(folder.toAbsolutePath(), "cannot be made: " + reason(e));
            }
        }
    }

    /** The folder of a training that goes on; its epochs are set by {@link #resume}. */
    static Results of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadFileException(folder, Files.exists(folder) ? "is a file, not a folder" : "no such folder");
        }
        if (Files.notExists(folder.resolve(Checkpoint.NAME))) {
            throw new BadFileException(folder, "has no " + Checkpoint.NAME + " to go on from");
        }
        return new Results(folder);
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = null;
        FileLock held = null;
        try {
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another training in this JVM.
        } catch (IOException e) {
            throw new BadFileException(folder, "cannot be written to: " + reason(e));
        } finally {
            if (held == null && channel != null) {
                channel.close();
            }
        }
        if (held == null) {
            throw new BadFileException(folder, "another training is writing its results there");
        }
        return channel;
    }

    /** Goes on after the given epochs. */
    void resume(List<Epoch> earlier) {
        epochs.addAll(earlier);
    }

    List<Epoch> epochs() {
        return List.copyOf(epochs);
    }

    void add(Epoch epoch) {
        epochs.add(epoch);
    }

    /**
     * Replaces all files.
     *
     * @param checkpoint null where the one that is there stays
     */
    void write(String title, ModelFile model, byte[] checkpoint, Consumer<String> warnings) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (checkpoint != null) {
            files.put(Checkpoint.NAME, checkpoint);
        }
        files.put("model.bin", model.toBytes());
        files.put("log.csv", csv().getBytes(StandardCharsets.UTF_8));
        try {
            LearningCurve curve = picture.apply(title, epochs);
            files.put("curve.svg", curve.svg().getBytes(StandardCharsets.UTF_8));
            files.put("curve.png", curve.png());
        } catch (IOException | RuntimeException | Error e) {
            // On a machine without fonts Java fails with many kinds of errors. A picture is not worth a training.
            files.put("curve.svg", null);
            files.put("curve.png", null);
            if (!warned) {
                warnings.accept("no picture of the curves: " + e);
                warned = true;
            }
        }
        replace(files);
    }

    /** @param files null instead of the contents of one that shall not be there */
    private void replace(Map<String, byte[]> files) throws IOException {
        for (String name : files.keySet()) {
            if (Files.isDirectory(folder.resolve(name))) {
                throw new BadFileException(folder.resolve(name), "is a folder, not a file");
            }
        }
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                if (file.getValue() != null) {
                    writeToDisk(folder.resolve(file.getKey() + UNFINISHED), file.getValue());
                }
            }
        } catch (IOException e) {
            for (String name : files.keySet()) {
                try {
                    Files.deleteIfExists(folder.resolve(name + UNFINISHED));
                } catch (IOException ignored) {
                    // The first failure is the one to tell.
                }
            }
            boolean earlier = Files.exists(folder.resolve(Checkpoint.NAME));
            throw new BadFileException(
                    folder,
                    "cannot be written to: " + reason(e) + (earlier ? "; the earlier files are still there" : ""));
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (file.getValue() == null) {
                Files.deleteIfExists(path);
            } else {
                Path unfinished = folder.resolve(file.getKey() + UNFINISHED);
                Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void writeToDisk(Path path, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
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

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
