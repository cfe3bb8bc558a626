package io.github.celu.training;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file's contents, uncompressed. */
record DataFile(Path path, byte[] bytes) {
    static boolean exists(Path folder, String name) {
        return Files.exists(folder.resolve(name)) || Files.exists(folder.resolve(name + ".gz"));
    }

    /** Reads the file of the given name or, if there is none, of that name with .gz. */
    static DataFile read(Path folder, String name) throws IOException {
        if (!exists(folder, name)) {
            throw new BadFileException(folder.resolve(name), "missing, with or without .gz");
        }
        Path plain = folder.resolve(name);
        Path path = Files.exists(plain) ? plain : folder.resolve(name + ".gz");
        byte[] bytes = Files.readAllBytes(path);
        boolean compressed = bytes.length >= 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
        if (!compressed) {
            return new DataFile(path, bytes);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new DataFile(path, in.readAllBytes());
        } catch (EOFException e) {
            throw new BadFileException(path, "truncated: the compressed data ends too early");
        } catch (ZipException e) {
            throw new BadFileException(path, "damaged: " + e.getMessage());
        }
    }

    /** The exception to throw, which names the file. */
    BadFileException bad(String problem) {
        return new BadFileException(path, problem);
    }

    /** Checks the length against what the file must have. */
    void requireLength(long length) throws BadFileException {
        if (bytes.length < length) {
            throw bad("truncated: " + bytes.length + " bytes instead of " + length);
        }
        if (bytes.length > length) {
            throw bad("wrong: " + bytes.length + " bytes instead of " + length);
        }
    }

    void requireLabel(byte label, int image) throws BadFileException {
        if (label < 0 || label >= Network.CLASSES) {
            throw bad("wrong: label " + (label & 0xff) + " of image " + image + " is not a class from 0 to 9");
        }
    }
}
