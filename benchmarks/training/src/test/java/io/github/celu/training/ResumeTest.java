package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that was interrupted goes on as if it had not been. */
class ResumeTest {
    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    private final Program program = new Program();

    @BeforeAll
    static void makeData() throws IOException {
        Program.writeDigits(data);
    }

    /** Trains until the given epoch is reported, and there is interrupted. */
    private Path interrupted(int epoch, String options) {
        Path results = folder.resolve("interrupted");
        Program stopped = new Program(new StringWriter() {
            @Override
            public void write(String text, int start, int length) {
                super.write(text, start, length);
                throwAt(epoch, toString());
            }
        });
        assertEquals(1, stopped.run(Program.arguments(data, results, options)));
        assertTrue(stopped.err().contains("interrupted"), stopped.err());
        return results;
    }

    private static void throwAt(int epoch, String text) {
        if (text.contains("epoch " + epoch + ":")) {
            throw new IllegalStateException("interrupted");
        }
    }

    private int resume(Path results, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--resume", results.toString()));
        arguments.addAll(Arrays.asList(options));
        return program.run(arguments.toArray(new String[0]));
    }

    private static void assertSameFile(Path one, Path other, String name) throws IOException {
        assertArrayEquals(Files.readAllBytes(one.resolve(name)), Files.readAllBytes(other.resolve(name)), name);
    }

    /** All lines, without the seconds. */
    private static List<String> log(Path results) throws IOException {
        return Files.readAllLines(results.resolve("log.csv")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--case a --final-rate 0.1",
                "--case b --activation elu --validation 30 --images 90",
                "--case c --learn-alpha --final-rate 0",
                "--case b --learn-alpha channel",
                "--case d --activation elu --learn-alpha channel",
                "--case c --activation identity --in-place",
                "--case c --tensor-maximum --learn-alpha channel",
                "--case d --activation relu --beta2 0.9 --seed 7"
            })
    void theSameBitsAsWithoutInterruption(String options) throws IOException {
        Path whole = program.train(data, folder.resolve("whole"), options + " --epochs 4");
        Path parts = interrupted(2, options + " --epochs 4");
        assertEquals(3, log(parts).size());
        assertEquals(0, resume(parts), program.err());
        assertSameFile(whole, parts, "model.bin");
        assertEquals(log(whole), log(parts));
        assertEquals("", program.err());
    }

    @Test
    void aFinishedTrainingGoesOnForMoreEpochs() throws IOException {
        Path whole = program.train(data, folder.resolve("whole"), "--case c --epochs 3");
        Path parts = program.train(data, folder.resolve("parts"), "--case c --epochs 1");
        assertEquals(0, resume(parts));
        assertTrue(program.out().contains("all 1 epochs are done"), program.out());
        assertEquals(0, resume(parts, "--epochs", "3", "--case", "C", "--data", data.toString()), program.err());
        assertSameFile(whole, parts, "model.bin");
        assertEquals(log(whole), log(parts));
    }

    @ParameterizedTest
    @CsvSource({
        "--channels 8, --channels 8 does not fit the checkpoint; which has 6",
        "--case b, --case b does not fit the checkpoint; which has c",
        "--batch 10, --batch 10 does not fit",
        "--seed 2, --seed 2 does not fit",
        "--validation 10, --validation 10 does not fit the checkpoint; which has none",
        "--images 10, --images 10 does not fit",
        "--learning-rate 1e-3, --learning-rate 0.001 does not fit",
        "--activation elu, --activation elu does not fit",
        "--alpha 1, --alpha 1.0 does not fit",
        "--learn-alpha, --learn-alpha layer does not fit the checkpoint; which has none",
        "--learn-alpha channel, --learn-alpha channel does not fit the checkpoint; which has none",
        "--in-place, --in-place true does not fit",
        "--dilation stored, --dilation stored does not fit the checkpoint; which has none",
        "--channels -1, --channels -1 does not fit",
        "--epochs 3, --epochs 3 does not fit the checkpoint; which has 2",
        "--out elsewhere, --out"
    })
    void optionsThatDoNotFitAreNamed(String options, String message) {
        Path results = data.resolve("run");
        if (Files.notExists(results)) {
            program.train(data, results, "--case c --epochs 2 --final-rate 0.5");
        }
        assertEquals(2, resume(results, options.split(" ")));
        assertEquals(
                message.replace(';', ','),
                program.err().lines().findFirst().orElse("").substring(0, message.length()));
    }

    @Test
    void alphasOfLayersAreNotThoseOfChannels() {
        Path results = program.train(data, folder.resolve("run"), "--epochs 1 --learn-alpha");
        assertEquals(2, resume(results, "--learn-alpha", "channel"));
        assertTrue(
                program.err().startsWith("--learn-alpha channel does not fit the checkpoint, which has layer"),
                program.err());
    }

    @Test
    void otherImagesAreRefused() throws IOException {
        Path results = program.train(data, folder.resolve("run"), "--epochs 1");
        Path other = Files.createDirectory(folder.resolve("other"));
        Program.writeDigits(other);
        assertEquals(0, resume(results, "--data", other.toString(), "--epochs", "2"), program.err());
        byte[] labels = Files.readAllBytes(other.resolve("t10k-labels-idx1-ubyte"));
        labels[8] = (byte) (labels[8] == 0 ? 1 : 0);
        Files.write(other.resolve("t10k-labels-idx1-ubyte"), labels);
        assertEquals(2, resume(results, "--data", other.toString()));
        assertTrue(program.err().startsWith("--data: not the images of "), program.err());
    }

    @Test
    void tooFewImagesAreRefused() throws IOException {
        Path results = program.train(data, folder.resolve("run"), "--epochs 1");
        Path few = Files.createDirectory(folder.resolve("few"));
        Program.writeDigits(few, 3);
        assertEquals(1, resume(results, "--data", few.toString()));
        assertEquals(
                results.resolve("checkpoint.bin") + ": does not fit the images: --batch must not be above the 3 images"
                        + " to train on: 20",
                program.err().strip());
    }

    @Test
    void filesThatAKillLeftBehindTheCheckpointAreMended() throws IOException {
        Path whole = program.train(data, folder.resolve("whole"), "--epochs 2 --seed 3");
        Path killed = program.train(data, folder.resolve("killed"), "--epochs 2 --seed 3");
        for (String name : List.of("model.bin", "log.csv", "curve.svg")) {
            Files.write(killed.resolve(name), new byte[1]);
        }
        byte[] checkpoint = Files.readAllBytes(killed.resolve("checkpoint.bin"));
        assertEquals(0, resume(killed), program.err());
        assertArrayEquals(checkpoint, Files.readAllBytes(killed.resolve("checkpoint.bin")));
        assertSameFile(whole, killed, "model.bin");
        assertEquals(log(whole), log(killed));
        assertTrue(Files.size(killed.resolve("curve.svg")) > 1);
    }

    @Test
    void foldersThatHoldNoTrainingAreRefused() throws IOException {
        assertEquals(1, resume(folder.resolve("nowhere")));
        assertTrue(program.err().startsWith(folder.resolve("nowhere") + ": no such folder"), program.err());
        assertEquals(1, resume(data));
        assertTrue(program.err().contains(data + ": has no checkpoint.bin"), program.err());
        assertTrue(Files.notExists(data.resolve(".lock")), "a foreign folder was changed");
    }
}
