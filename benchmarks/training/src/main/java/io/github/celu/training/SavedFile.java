package io.github.celu.training;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * A file that this program has written: a line that tells what it is, the contents, and the CRC-32 of both. Whatever is
 * read from it is checked, because a right checksum does not mean right contents.
 */
final class SavedFile {
    /** More than the largest network needs, and less than an array holds. */
    private static final long LARGEST = 1 << 30;

    /** Writes the contents. */
    interface Contents {
        void write(DataOutputStream out) throws IOException;
    }

    private final Path path;
    private final ByteBuffer in;

    private SavedFile(Path path, ByteBuffer in) {
        this.path = path;
        this.in = in;
    }

    /** @param kind the line it begins with */
    static byte[] toBytes(String kind, Contents contents) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CRC32 crc = new CRC32();
            DataOutputStream out = new DataOutputStream(new CheckedOutputStream(bytes, crc));
            out.write(magic(kind));
            contents.write(out);
            out.writeInt((int) crc.getValue());
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError("arrays do not fail", e);
        }
    }

    static SavedFile read(Path path, String kind) throws IOException {
        byte[] magic = magic(kind);
        try {
            if (Files.isDirectory(path)) {
                throw new BadFileException(path, "is a folder, not a file");
            }
            long size = Files.size(path);
            try (InputStream in = Files.newInputStream(path)) {
                byte[] start = in.readNBytes(magic.length);
                if (!Arrays.equals(start, magic)) {
                    boolean old = start.length == magic.length
                            && Arrays.equals(start, 0, magic.length - 2, magic, 0, magic.length - 2);
                    throw new BadFileException(
                            path,
                            old
                                    ? "written by another version of this program"
                                    : "not a file of this kind: does not begin with \"" + kind + '"');
                }
            }
            if (size > Math.min(LARGEST, Runtime.getRuntime().maxMemory() / 2)) {
                throw new BadFileException(path, "too large: " + size + " bytes");
            }
        } catch (NoSuchFileException e) {
            throw new BadFileException(path, "no such file");
        }
        byte[] bytes = Files.readAllBytes(path);
        int end = bytes.length - Integer.BYTES;
        if (end < magic.length || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw new BadFileException(path, "damaged or truncated: the checksum is wrong");
        }
        return new SavedFile(path, ByteBuffer.wrap(bytes, magic.length, end - magic.length));
    }

    private static byte[] magic(String kind) {
        return (kind + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    BadFileException bad(String problem) {
        return new BadFileException(path, "wrong contents: " + problem);
    }

    int integer(String name, int least, int most) throws BadFileException {
        require(Integer.BYTES, name);
        int value = in.getInt();
        if (value < least || value > most) {
            throw bad(name + " is " + value + ", not from " + least + " to " + most);
        }
        return value;
    }

    boolean flag(String name) throws BadFileException {
        return integer(name, 0, 1) == 1;
    }

    long longInteger(String name) throws BadFileException {
        require(Long.BYTES, name);
        return in.getLong();
    }

    /** A finite number that is not negative. */
    double number(String name) throws BadFileException {
        require(Double.BYTES, name);
        double value = in.getDouble();
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw bad(name + " is " + value);
        }
        return value;
    }

    /** Fills part of an array with finite numbers, none below the least. */
    void numbers(String name, float least, float[] to, int start, int length) throws BadFileException {
        require((long) Float.BYTES * length, name);
        in.asFloatBuffer().get(to, start, length);
        in.position(in.position() + Float.BYTES * length);
        for (int i = start; i < start + length; i++) {
            if (!(to[i] >= least && to[i] <= Float.MAX_VALUE)) {
                throw bad("element " + (i - start) + " of the " + name + " is " + to[i]);
            }
        }
    }

    String text(String name) throws BadFileException {
        int length = integer("length of the " + name, 0, 1 << 16);
        require(length, name);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static void writeNumbers(DataOutputStream out, float[] numbers, int start, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * length);
        bytes.asFloatBuffer().put(numbers, start, length);
        out.write(bytes.array());
    }

    int remaining() {
        return in.remaining();
    }

    /** Checks that so many bytes are left, before memory is taken for what they mean. */
    void require(long bytes, String name) throws BadFileException {
        if (bytes > in.remaining()) {
            throw bad("ends within the " + name);
        }
    }

    void requireEnd() throws BadFileException {
        if (in.hasRemaining()) {
            throw bad(in.remaining() + " bytes too many");
        }
    }
}
