package io.github.celu.training;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of data that is being read, uncompressed. No more is read than is asked for, however much there is. */
final class DataFile implements AutoCloseable {
    private final Path path;
    private final InputStream in;

    private DataFile(Path path) throws IOException {
        this.path = path;
        InputStream file = new BufferedInputStream(Files.newInputStream(path));
        try {
            in = isCompressed(file) ? new GZIPInputStream(file) : file;
        } catch (EOFException e) {
            file.close();
            throw bad("truncated: the compressed data ends too early");
        } catch (ZipException e) {
            file.close();
            throw bad("damaged: " + e.getMessage());
        }
    }

    /** The file of one of the given names, or of that name with .gz. */
    static Optional<Path> find(Path folder, List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.of(folder.resolve(name), folder.resolve(name + ".gz")))
                .filter(Files::exists)
                .findFirst();
    }

    static DataFile open(Path folder, List<String> names) throws IOException {
        Path path = find(folder, names)
                .orElseThrow(() -> new BadFileException(
                        folder.resolve(names.get(0)),
                        "missing, with or without .gz"
                                + (names.size() == 1
                                        ? ""
                                        : ", also as " + String.join(", ", names.subList(1, names.size())))));
        if (Files.isDirectory(path)) {
            throw new BadFileException(path, "is a folder, not a file");
        }
        return new DataFile(path);
    }

    private static boolean isCompressed(InputStream in) throws IOException {
        in.mark(2);
        byte[] start = in.readNBytes(2);
        in.reset();
        return start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
    }

    /** The next bytes; fewer only if the file ends before. */
    byte[] read(int length) throws IOException {
        try {
            return in.readNBytes(length);
        } catch (EOFException e) {
            throw bad("truncated: the compressed data ends too early");
        } catch (ZipException e) {
            throw bad("damaged: " + e.getMessage());
        }
    }

    /** The exception to throw, which names the file. */
    BadFileException bad(String problem) {
        return new BadFileException(path, problem);
    }

    void requireLabel(byte label, int image) throws BadFileException {
        if (label < 0 || label >= Network.CLASSES) {
            throw bad("wrong: label " + (label & 0xff) + " of image " + image + " is not a class from 0 to 9");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
