package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** Models and checkpoints that somebody or something has changed. */
class SavedFileTest {
    private static final int MODEL_HEADER = "celu training model 2\n".length();

    @TempDir
    private static Path original;

    @TempDir
    private Path folder;

    private final Random random = new Random(1);
    private Path file;

    @BeforeAll
    static void train() throws IOException {
        Program.writeDigits(original);
        new Program().train(original, original.resolve("run"), "--case c --epochs 1");
    }

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("file");
    }

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(original.resolve("run").resolve(name));
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(file, bytes);
    }

    /** With the checksum that belongs to the other bytes. */
    private void writeSealed(byte[] bytes) throws IOException {
        byte[] sealed = bytes.clone();
        CRC32 crc = new CRC32();
        crc.update(sealed, 0, sealed.length - 4);
        ByteBuffer.wrap(sealed).putInt(sealed.length - 4, (int) crc.getValue());
        write(sealed);
    }

    /** Reads everything that a program reads. */
    private void read(String name) throws IOException {
        if (name.equals("model.bin")) {
            ModelFile.read(file);
            return;
        }
        Checkpoint checkpoint = Checkpoint.read(file);
        try {
            Settings settings = Settings.of(checkpoint.settings());
            Network network = settings.network(DrawnDigits.IMAGE);
            checkpoint.restore(network, settings.optimizer(network));
        } catch (ParameterException e) {
            throw new BadFileException(file, e.getMessage());
        }
    }

    private void assertRefused(String name, String... words) {
        BadFileException e = assertThrows(BadFileException.class, () -> read(name));
        for (String word : words) {
            assertTrue(e.getMessage().contains(word), e.getMessage() + " lacks " + word);
        }
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.bin", "checkpoint.bin"})
    void everyDamageIsNoticed(String name) throws IOException {
        byte[] whole = bytes(name);
        write(whole);
        read(name);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                damaged[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
            }
            write(damaged);
            assertRefused(name, file.toString());
            write(Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertRefused(name, file.toString());
        }
        write(Arrays.copyOf(whole, whole.length + 1));
        assertRefused(name, "checksum");
    }

    /** Whatever the contents are, they are taken or refused with one line. */
    @ParameterizedTest
    @ValueSource(strings = {"model.bin", "checkpoint.bin"})
    void wrongContentsWithARightChecksum(String name) throws IOException {
        byte[] whole = bytes(name);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            byte[] changed = whole.clone();
            // Two thirds of the changes where the structure is.
            int range = i % 3 == 0 ? whole.length - 4 : Math.min(700, whole.length - 4);
            int at = random.nextInt(range);
            switch (i % 4) {
                case 0 -> changed[at] = (byte) random.nextInt();
                case 1 -> changed = Arrays.copyOf(whole, 4 + at);
                case 2 -> changed = Arrays.copyOf(whole, whole.length + 1 + random.nextInt(10));
                default -> ByteBuffer.wrap(changed).putInt(Math.min(at, whole.length - 8), random.nextInt());
            }
            writeSealed(changed);
            try {
                read(name);
            } catch (BadFileException e) {
                refused++;
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
        assertTrue(refused > 300, refused + " refused");
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, activation is -1",
        "0, 4, activation is 4",
        "4, 2, wrong derivative is 2",
        "8, 0, number of channels is 0",
        "8, -5, number of channels is -5",
        "8, 7, ends within the parameters",
        "8, 1600, ends within the parameters",
        "8, 4096, 4096 channels are too many",
        "8, 800000000, channels are too many",
        "8, 2147483647, channels are too many",
        "12, 64, do not shrink to one pixel",
        "12, 65, height is 65",
        "20, 0, image channels is 0",
        "24, 2143289344, element 0 of the offsets is NaN",
        "3160, 2139095040, element 0 of the factors is Infinity",
        "6296, 2143289344, element 0 of the weights is NaN"
    })
    void fieldsOfAModelAreChecked(int place, int value, String message) throws IOException {
        byte[] changed = bytes("model.bin");
        ByteBuffer.wrap(changed).putInt(MODEL_HEADER + place, value);
        writeSealed(changed);
        assertRefused("model.bin", "wrong contents", message);
    }

    @Test
    void theLastLayersAlphaIsChecked() throws IOException {
        byte[] changed = bytes("model.bin");
        ByteBuffer.wrap(changed).putFloat(changed.length - 8, -1);
        writeSealed(changed);
        assertRefused("model.bin", "element 0 of the alpha of layer 7 is -1.0");
        ByteBuffer.wrap(changed).putInt(changed.length - 12, 2);
        writeSealed(changed);
        assertRefused("model.bin", "number of alphas of layer 7 is 2");
    }

    @ParameterizedTest
    @CsvSource({
        "--channels, 0, --channels must be positive",
        "--channels, 4096, --channels",
        "--channels, 7, wrong contents",
        "--case, x, --case",
        "--case, d, --case",
        "--learning-rate, NaN, --learning-rate",
        "--epochs, 1.5, --epochs",
        "--learn-alpha, channel, number of alphas of layer 1 is 1",
        "--learn-alpha, yes, --learn-alpha",
        "--wrong, 1, --wrong",
        "@/etc/hosts, 1, @/etc/hosts"
    })
    void settingsOfACheckpointAreChecked(String name, String value, String message) throws IOException {
        Map<String, String> changes = new HashMap<>(Map.of(name, value));
        if (value.equals("d")) {
            changes.put("--dilation", "none");
        }
        writeCheckpoint(changes, epochs -> epochs);
        assertRefused("checkpoint.bin", value.equals("d") ? "--dilation" : message);
    }

    /** The original one with changes, and a right checksum. */
    private void writeCheckpoint(Map<String, String> changes, UnaryOperator<List<Results.Epoch>> epochs)
            throws IOException {
        Files.copy(original.resolve("run").resolve("checkpoint.bin"), file);
        Checkpoint checkpoint = Checkpoint.read(file);
        Settings saved = Settings.of(checkpoint.settings());
        Network network = saved.network(DrawnDigits.IMAGE);
        Optimizer optimizer = saved.optimizer(network);
        checkpoint.restore(network, optimizer);
        Map<String, String> settings = saved.toMap();
        settings.putAll(changes);
        write(Checkpoint.toBytes(settings, 1, epochs.apply(checkpoint.epochs()), network, optimizer));
    }

    /** A model does not say which it has: the size of its file does. */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "6, false", "6, true"})
    void aModelKeepsItsAlphas(int channels, boolean channelAlphas) throws IOException {
        Activation celu = new Activation(Activation.Name.CELU, false);
        Network network = new Network(DrawnDigits.IMAGE, channels, channelAlphas, celu);
        for (int i = 0; i < network.parameters.length; i++) {
            network.parameters[i] = i;
        }
        float[] scale = new float[DrawnDigits.IMAGE.size()];
        write(new ModelFile(network, new Scaling(scale, scale)).toBytes());
        Network read = ModelFile.read(file).network();
        assertArrayEquals(network.parameters, read.parameters);
        for (int k = 0; k < Network.LAYERS; k++) {
            assertArrayEquals(network.alphas(k), read.alphas(k));
        }
    }

    /** As the first versions of the program wrote it. */
    @ParameterizedTest
    @CsvSource({"false, ", "true, layer"})
    void learnAlphaWasAFlag(String flag, String now) throws IOException {
        Files.copy(original.resolve("run").resolve("checkpoint.bin"), file);
        Map<String, String> settings = new HashMap<>(Checkpoint.read(file).settings());
        settings.put("--learn-alpha", flag);
        assertEquals(now, Settings.of(settings).toMap().get("--learn-alpha"));
    }

    /** The root of a negative moment would make every weight NaN. */
    @Test
    void momentsOfACheckpointAreNotNegative() throws IOException {
        byte[] changed = bytes("checkpoint.bin");
        ByteBuffer.wrap(changed).putFloat(changed.length - 8, -1e-30f);
        writeSealed(changed);
        assertRefused("checkpoint.bin", "of the second moments is -1.0E-30");
    }

    @Test
    void scoresOfACheckpointAreChecked() throws IOException {
        writeCheckpoint(Map.of(), epochs -> {
            Results.Epoch first = epochs.get(0);
            return List.of(new Results.Epoch(first.train(), first.test(), -1));
        });
        assertRefused("checkpoint.bin", "seconds is -1.0");
    }

    /** Finite weights whose sums are not. */
    @Test
    void aModelWithoutALossIsNotEvaluated() throws IOException {
        byte[] changed = bytes("model.bin");
        for (int i = 0; i < 100; i++) {
            ByteBuffer.wrap(changed)
                    .putFloat(MODEL_HEADER + 6296 + 4 * i, i % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE);
        }
        writeSealed(changed);
        Program program = new Program();
        assertEquals(1, program.run("evaluate", file.toString()));
        assertTrue(program.err().startsWith(file + ": the loss on the test images is "), program.err());
        assertEquals("", program.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.bin", "checkpoint.bin"})
    void trailingBytesAreRefused(String name) throws IOException {
        byte[] whole = bytes(name);
        writeSealed(Arrays.copyOf(whole, whole.length + 3));
        assertRefused(name, "3 bytes too many");
    }

    @Test
    void filesOfOtherKinds() throws IOException {
        write(bytes("model.bin"));
        assertRefused("checkpoint.bin", "not a file of this kind");
        write("celu training model 1\n...................".getBytes(StandardCharsets.US_ASCII));
        assertRefused("model.bin", "another version");
        write(new byte[0]);
        assertRefused("model.bin", "not a file of this kind");
        Files.delete(file);
        assertRefused("model.bin", "no such file");
        Files.createDirectory(file);
        assertRefused("model.bin", "is a folder");
    }

    /** Sparse files take no room on the disk; in memory they would. */
    @Test
    void tooLargeFilesAreNotRead() throws IOException {
        write(bytes("model.bin"));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(10L << 30);
        }
        assertRefused("model.bin", "too large");
    }
}
