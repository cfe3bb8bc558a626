package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of both formats, made here; what is wrong with bad ones is said. */
class DataTest {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    @TempDir
    private Path folder;

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    /** Two training images of 2 x 3 pixels, one test image. */
    private void writeIdx() throws IOException {
        write(
                TRAIN_IMAGES,
                bytes(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 51, 102, 153, 204, 255, 6, 5, 4, 3, 2, 1));
        write(TRAIN_LABELS, bytes(0, 0, 8, 1, 0, 0, 0, 2, 9, 0));
        write(TEST_IMAGES, bytes(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 9, 9, 9, 9, 9, 9));
        write(TEST_LABELS, bytes(0, 0, 8, 1, 0, 0, 0, 1, 5));
    }

    /** An image whose red, green and blue planes count up from three numbers. */
    private static byte[] cifarImage(int label, int red, int green, int blue) {
        byte[] image = new byte[3073];
        image[0] = (byte) label;
        for (int p = 0; p < 1024; p++) {
            image[1 + p] = (byte) (red + p % 50);
            image[1025 + p] = (byte) (green + p % 50);
            image[2049 + p] = (byte) (blue + p % 50);
        }
        return image;
    }

    private void assertRefused(String... words) {
        BadFileException e = assertThrows(BadFileException.class, () -> Data.read(folder));
        for (String word : words) {
            assertTrue(e.getMessage().contains(word), e.getMessage() + " lacks " + word);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void idx(boolean compressed) throws IOException {
        writeIdx();
        if (compressed) {
            for (String name : new String[] {TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS}) {
                write(name + ".gz", gzip(Files.readAllBytes(folder.resolve(name))));
                Files.delete(folder.resolve(name));
            }
        }
        Data data = Data.read(folder);
        assertEquals(new Shape(2, 3, 1), data.train().image());
        assertArrayEquals(bytes(9, 0), data.train().labels());
        assertArrayEquals(bytes(5), data.test().labels());
        assertArrayEquals(
                new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, data.scaling().inputs(data.train(), 0), 1e-6f);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cifar(boolean compressed) throws IOException {
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        second.write(cifarImage(9, 20, 100, 200));
        second.write(cifarImage(0, 10, 100, 100));
        byte[] first = cifarImage(3, 0, 100, 0);
        byte[] test = cifarImage(7, 40, 50, 205);
        write("data_batch_1.bin" + (compressed ? ".gz" : ""), compressed ? gzip(first) : first);
        write("data_batch_4.bin", second.toByteArray());
        write("test_batch.bin" + (compressed ? ".gz" : ""), compressed ? gzip(test) : test);
        Data data = Data.read(folder);
        assertEquals(new Shape(32, 32, 3), data.train().image());
        assertArrayEquals(bytes(3, 9, 0), data.train().labels());
        assertTrue(data.train().source().contains("data_batch_4.bin"));

        // Per element from the training images: red from 0 to 20, green always the same, blue from 0 to 200.
        float[] x = data.scaling().inputs(data.train(), 2);
        assertArrayEquals(new float[] {0.5f, 0, 0.5f}, Arrays.copyOf(x, 3), 1e-6f);
        x = data.scaling().inputs(data.test(), 0);
        assertArrayEquals(new float[] {2, 0, 1.025f}, Arrays.copyOfRange(x, 3, 6), 1e-6f);
    }

    @Test
    void missing() throws IOException {
        assertRefused(folder.toString(), TRAIN_IMAGES, "data_batch_1.bin");
        writeIdx();
        Files.delete(folder.resolve(TEST_LABELS));
        assertRefused(TEST_LABELS, "missing");
        write("data_batch_1.bin", cifarImage(0, 0, 0, 0));
        assertRefused("both");
        Files.delete(folder.resolve(TRAIN_IMAGES));
        assertRefused("test_batch.bin", "missing");
        folder = folder.resolve("nowhere");
        assertRefused("no such folder");
    }

    @Test
    void truncated() throws IOException {
        for (String name : new String[] {TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS}) {
            writeIdx();
            byte[] whole = Files.readAllBytes(folder.resolve(name));
            for (int length = 0; length < whole.length; length++) {
                write(name, Arrays.copyOf(whole, length));
                assertRefused(name, "truncated");
            }
            write(name, Arrays.copyOf(whole, whole.length + 1));
            assertRefused(name, "wrong", "more than the " + whole.length);
        }
    }

    @Test
    void truncatedGzip() throws IOException {
        writeIdx();
        byte[] whole = gzip(Files.readAllBytes(folder.resolve(TRAIN_IMAGES)));
        for (int length = 2; length < whole.length; length++) {
            write(TRAIN_IMAGES, Arrays.copyOf(whole, length));
            assertRefused(TRAIN_IMAGES, "truncated");
        }
        whole[whole.length - 6] ^= 1;
        write(TRAIN_IMAGES, whole);
        assertRefused(TRAIN_IMAGES, "damaged");
    }

    @Test
    void wrong() throws IOException {
        writeIdx();
        write(TRAIN_LABELS, bytes(0, 0, 8, 1, 0, 0, 0, 2, 9, 10));
        assertRefused(TRAIN_LABELS, "label 10 of image 1");
        write(TRAIN_LABELS, bytes(0, 0, 8, 1, 0, 0, 0, 3, 9, 8, 7));
        assertRefused(TRAIN_LABELS, "3 labels for 2 images");
        writeIdx();
        write(TRAIN_IMAGES, Files.readAllBytes(folder.resolve(TRAIN_LABELS)));
        assertRefused(TRAIN_IMAGES, "truncated");
        write(TRAIN_IMAGES, bytes(0, 0, 8, 1, 0, 0, 0, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8));
        assertRefused(TRAIN_IMAGES, "00000801", "00000803");
        write(TRAIN_IMAGES, bytes(0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255));
        assertRefused(TRAIN_IMAGES, "too large");
        write(TRAIN_IMAGES, bytes(0, 0, 8, 3, 255, 255, 255, 255, 0, 0, 0, 1, 0, 0, 0, 1));
        assertRefused(TRAIN_IMAGES, "wrong", "-1");
        writeIdx();
        write(TEST_IMAGES, bytes(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 2, 9, 9, 9, 9, 9, 9));
        assertRefused("2 x 3 x 1", "3 x 2 x 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".gz"})
    void idxUnderTheirOtherNames(String end) throws IOException {
        writeIdx();
        for (String name : new String[] {TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS}) {
            Files.move(folder.resolve(name), folder.resolve(name.replace("-idx", ".idx") + end));
        }
        assertArrayEquals(bytes(9, 0), Data.read(folder).train().labels());
        Files.delete(folder.resolve("t10k-labels.idx1-ubyte" + end));
        assertRefused(TEST_LABELS, "missing", "t10k-labels.idx1-ubyte");
    }

    @Test
    void aFolderInPlaceOfAFile() throws IOException {
        writeIdx();
        Files.delete(folder.resolve(TEST_IMAGES));
        Files.createDirectory(folder.resolve(TEST_IMAGES));
        assertRefused(folder.resolve(TEST_IMAGES).toString(), "is a folder");
        folder = folder.resolve(TEST_LABELS);
        assertRefused(TEST_LABELS, "is a file");
    }

    /** Ten gigabytes of zeros, a thousandth of it when compressed: no more is read than the header or the format allows. */
    @Test
    void gzipThatInflatesToMoreThanMemory() throws IOException {
        writeIdx();
        byte[] zeros = new byte[1 << 20];
        for (String name : new String[] {TRAIN_LABELS, TEST_IMAGES}) {
            byte[] header = Files.readAllBytes(folder.resolve(name));
            Files.delete(folder.resolve(name));
            writeBomb(name + ".gz", header, zeros);
            assertRefused(name, "wrong", "more than the " + header.length + " bytes");
            writeIdx();
            Files.delete(folder.resolve(name + ".gz"));
        }
        Files.delete(folder.resolve(TRAIN_IMAGES));
        write("data_batch_1.bin", cifarImage(0, 0, 0, 0));
        writeBomb("test_batch.bin.gz", new byte[0], zeros);
        assertRefused("test_batch.bin.gz", "too large: more than 50000 images");
    }

    /** The start, then the same bytes 10,000 times. A gzip file may have many parts, so one is compressed only. */
    private void writeBomb(String name, byte[] start, byte[] rest) throws IOException {
        byte[] compressed = gzip(rest);
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            out.write(gzip(start));
            for (int i = 0; i < 10_000; i++) {
                out.write(compressed);
            }
        }
    }

    @Test
    void wrongCifar() throws IOException {
        write("test_batch.bin", cifarImage(1, 0, 0, 0));
        write("data_batch_1.bin", Arrays.copyOf(cifarImage(1, 0, 0, 0), 3072));
        assertRefused("data_batch_1.bin", "truncated or wrong", "3072");
        write("data_batch_1.bin", new byte[0]);
        assertRefused("data_batch_1.bin", "truncated or wrong");
        write("data_batch_1.bin", cifarImage(255, 0, 0, 0));
        assertRefused("data_batch_1.bin", "label 255 of image 0");
    }

    @Test
    void imagesThatAreNotTrainedOnHaveNoPartInTheScaling() throws IOException {
        ByteArrayOutputStream images = new ByteArrayOutputStream();
        images.write(cifarImage(0, 0, 0, 0));
        images.write(cifarImage(1, 10, 10, 10));
        images.write(cifarImage(2, 100, 100, 100));
        images.write(cifarImage(3, 200, 200, 200));
        write("data_batch_1.bin", images.toByteArray());
        write("test_batch.bin", cifarImage(4, 0, 0, 0));
        Data data = Data.read(folder);
        assertEquals(1 / 200f, data.scaling().factor()[0]);
        assertEquals(1 / 100f, data.withValidationImages(1).scaling().factor()[0]);
        assertEquals(
                1 / 10f,
                data.withValidationImages(1).withTrainingImages(2).scaling().factor()[0]);
    }

    @Test
    void drawnDigitsVaryAndAreTheSameForTheSameSeed() {
        Dataset digits = new DrawnDigits(7).draw(200);
        assertArrayEquals(digits.pixels(), new DrawnDigits(7).draw(200).pixels());
        int size = digits.image().size();
        boolean[] classes = new boolean[10];
        for (int i = 0; i < 200; i++) {
            classes[digits.labels()[i]] = true;
            byte[] image = Arrays.copyOfRange(digits.pixels(), i * size, (i + 1) * size);
            int dark = 0;
            for (byte pixel : image) {
                dark += (pixel & 0xff) > 100 ? 1 : 0;
            }
            assertTrue(dark > 15 && dark < size / 2, "image " + i + " has " + dark + " dark pixels");
            for (int j = 0; j < i; j++) {
                assertTrue(
                        !Arrays.equals(image, Arrays.copyOfRange(digits.pixels(), j * size, (j + 1) * size)),
                        "images " + i + " and " + j + " are the same");
            }
        }
        for (boolean seen : classes) {
            assertTrue(seen);
        }
    }
}
