package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as its user sees it, on a few digits in files. */
class TrainingTest {
    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    private final Program program = new Program();

    @BeforeAll
    static void makeData() throws IOException {
        Program.writeDigits(data);
    }

    private int run(String... arguments) {
        return program.run(arguments);
    }

    private Path train(String name, String options) {
        return program.train(data, folder.resolve(name), options);
    }

    private static List<String[]> log(Path results) throws IOException {
        List<String> lines = Files.readAllLines(results.resolve("log.csv"));
        assertEquals("epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds", lines.get(0));
        return lines.stream().skip(1).map(line -> line.split(",")).toList();
    }

    private static byte[] model(Path results) throws IOException {
        return Files.readAllBytes(results.resolve("model.bin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--case a",
                "--case b --activation elu",
                "--case c --learn-alpha",
                "--case c --learn-alpha channel",
                "--case b --activation elu --learn-alpha channel",
                "--case d",
                "--case c --activation identity",
                "--case c --in-place",
                "--case A --activation RELU"
            })
    void theLossFalls(String options) throws IOException {
        List<String[]> log = log(train("run", options + " --epochs 8"));
        assertEquals(8, log.size());
        double first = Double.parseDouble(log.get(0)[1]);
        double last = Double.parseDouble(log.get(7)[1]);
        assertTrue(last < 0.97 * first, "loss from " + first + " to " + last);
    }

    @Test
    void writesItsResults() throws IOException {
        Path results = train("run", "--epochs 2");
        try (var files = Files.list(results)) {
            assertEquals(
                    List.of(".lock", "checkpoint.bin", "curve.png", "curve.svg", "log.csv", "model.bin"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.readString(results.resolve("curve.svg")).contains("<svg"));
        assertTrue(program.out().contains("epoch 2: training loss"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--case a", "--case d --learn-alpha", "--case b --learn-alpha channel"})
    void sameSeedSameBitsWithAnyNumberOfThreads(String options) throws Exception {
        byte[][] models = new byte[3][];
        for (int i = 0; i < 3; i++) {
            String name = "run" + i;
            // A parallel stream runs in the pool it is started from.
            ForkJoinPool pool = new ForkJoinPool(i == 0 ? 1 : 4);
            models[i] = model(
                    pool.submit(() -> train(name, options + " --epochs 2")).get());
            pool.shutdown();
        }
        assertArrayEquals(models[0], models[1]);
        assertArrayEquals(models[0], models[2]);
        assertFalse(Arrays.equals(models[0], model(train("other", options + " --epochs 2 --seed 2"))));
    }

    @ParameterizedTest
    @CsvSource({
        "--case a, --case c",
        "--case c, --case d --dilation stored",
        "--case a, --wrong-derivative",
        "--case c, --case c --beta2 0.9",
        "--case c, --case c --tensor-maximum",
        "--case a, --learn-alpha",
        "--learn-alpha, --learn-alpha channel",
        "--alpha 2, --alpha 1",
        "--activation elu --alpha 2, --activation celu",
        "--case c, --case c --in-place"
    })
    void everyOptionMatters(String one, String other) throws IOException {
        assertFalse(
                Arrays.equals(model(train("one", one + " --epochs 1")), model(train("other", other + " --epochs 1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--learn-alpha", "--learn-alpha channel"})
    void aSavedModelIsEvaluatedToTheSameScore(String option) throws IOException {
        Path results = train("run", "--epochs 3 --case c " + option);
        String[] last = log(results).get(2);
        String expected = String.format(
                Locale.ROOT,
                "100 test images: loss %.4f, accuracy %.2f %%",
                Double.parseDouble(last[3]),
                100 * Double.parseDouble(last[4]));
        assertEquals(
                0,
                run(
                        "evaluate",
                        "--data",
                        data.toString(),
                        results.resolve("model.bin").toString()));
        assertTrue(program.out().contains(expected), program.out() + " lacks " + expected);
    }

    @Test
    void speedCountsTheOperationsOfTheDefinition() {
        assertEquals(0, run("speed", "--data", data.toString(), "--channels", "64", "--seconds", "1"), program::err);
        Matcher second = Pattern.compile("layer 2: ([.0-9]+) ms an image, ([.0-9]+) GFLOP/s")
                .matcher(program.out());
        assertTrue(second.find(), program::out);
        double operations = Double.parseDouble(second.group(1)) * Double.parseDouble(second.group(2)) * 1e6;
        // An addition and a multiplication for each weight and pixel; forward, and for both gradients.
        double expected = 3 * 2 * (3 * 3 * 64 * 64) * (28 * 28);
        assertEquals(expected, operations, 0.05 * expected, program::out);
        assertTrue(program.out().contains("layer 7: "), program::out);
    }

    @Test
    void optionsBeforeACommandAreRefused() {
        assertEquals(2, run("--channels", "8", "speed", "--seconds", "1"));
        assertTrue(program.err().startsWith("--channels must stand after speed"), program::err);
        assertEquals(2, run("--out", "x", "evaluate", "model.bin"));
        assertTrue(program.err().contains("--out is not an option of evaluate"), program::err);
    }

    @Test
    void foldersInThePlaceOfFilesAreNamed() throws IOException {
        Path results = train("run", "--epochs 1");
        Path log = results.resolve("log.csv");
        Path folderInstead = Files.createDirectory(results.resolve("other"));
        assertEquals(1, run("curves", "--out", folderInstead.toString(), log.toString()));
        assertTrue(program.err().contains(folderInstead + ": cannot be written"), program::err);
        assertEquals(1, run("--resume", log.toString()));
        assertTrue(program.err().contains(log + ": is a file, not a folder"), program::err);
        Files.delete(log);
        Files.createDirectory(log);
        assertEquals(1, run("--resume", results.toString(), "--epochs", "2"));
        assertTrue(program.err().contains(log + ": is a folder, not a file"), program::err);
    }

    @Test
    void damagedModelsAreRefused() throws IOException {
        Path file = train("run", "--epochs 1").resolve("model.bin");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertRefused(file, "checksum");
        byte[] changed = whole.clone();
        changed[1000] ^= 1;
        Files.write(file, changed);
        assertRefused(file, "checksum");
        Files.writeString(file, "epoch,train_loss\n");
        assertRefused(file, "not a file of this kind");
        Files.delete(file);
        assertRefused(file, "no such file");
    }

    private void assertRefused(Path model, String word) {
        BadFileException e = assertThrows(BadFileException.class, () -> ModelFile.read(model));
        assertTrue(e.getMessage().contains(model.toString()) && e.getMessage().contains(word), e.getMessage());
        assertEquals(1, run("evaluate", model.toString()));
        assertTrue(program.err().endsWith(e.getMessage() + System.lineSeparator()), program.err());
    }

    @Test
    void whatAKillInTheFirstWriteHasLeftIsOverwritten() throws IOException {
        Path results = Files.createDirectory(folder.resolve("run"));
        Files.writeString(results.resolve("checkpoint.bin.part"), "half");
        train("run", "--epochs 1");
        Files.createDirectory(folder.resolve("other"));
        Files.writeString(folder.resolve("other").resolve("thesis.part"), "whole");
        assertEquals(1, run("--out", folder.resolve("other").toString(), "--epochs", "1"));
        assertTrue(program.err().contains("not empty"), program.err());
    }

    @Test
    void resultsAreNotOverwritten() throws IOException {
        byte[] before = model(train("run", "--epochs 1"));
        assertEquals(1, run("--out", folder.resolve("run").toString(), "--epochs", "1", "--seed", "2"));
        assertTrue(program.err().contains("not empty"), program.err());
        assertArrayEquals(before, model(folder.resolve("run")));
    }

    @ParameterizedTest
    @CsvSource({
        "--channels 0, --channels",
        "--images -1, --images",
        "--epochs 0, --epochs",
        "--validation 0, --validation",
        "--validation 10000, --validation",
        "--batch 0, --batch",
        "--batch 10001, --batch",
        "--channels 4096, --channels",
        "--channels 800000000, --channels",
        "--final-rate 2, --final-rate",
        "--beta2 1, --beta2",
        "--beta2 NaN, --beta2",
        "--learning-rate 0, --learning-rate",
        "--alpha -1, --alpha",
        "--alpha NaN, --alpha",
        "--alpha 1 --activation relu, --alpha",
        "--learn-alpha --activation identity, --learn-alpha",
        "--learn-alpha --in-place --case c, --learn-alpha",
        "--learn-alpha channel --activation relu, --learn-alpha",
        "--learn-alpha channel --in-place --case c, --learn-alpha",
        "--learn-alpha all, --learn-alpha",
        "--in-place, --in-place",
        "--tensor-maximum --case b, --tensor-maximum",
        "--dilation stored --case c, --dilation",
        "--case e, --case",
        "--activation gelu, --activation",
        "--seed x, --seed"
    })
    void badOptionsAreNamed(String options, String named) {
        assertEquals(2, run(options.split(" ")));
        assertTrue(program.err().lines().findFirst().orElse("").contains(named), program.err());
        assertEquals("", program.out());
    }

    @Test
    void aLossThatIsNoNumberEndsTheTraining() {
        String results = folder.resolve("run").toString();
        assertEquals(1, run("--data", data.toString(), "--learning-rate", "1e20", "--out", results));
        assertTrue(program.err().contains("the loss became"), program.err());
    }

    @Test
    void theFolderOfTheDataIsNamedIfItIsMissing() {
        assertEquals(1, run("--data", folder.resolve("nowhere").toString()));
        assertEquals(folder.resolve("nowhere") + ": no such folder" + System.lineSeparator(), program.err());
    }

    @Test
    void withoutDataTheProgramDrawsDigits() throws IOException {
        String results = folder.resolve("run").toString();
        assertEquals(0, run("--images", "50", "--epochs", "1", "--channels", "2", "--out", results));
        assertTrue(program.out().contains("digits drawn by this program; 2000 to test"), program.out());
        assertTrue(program.out().contains("50 training images"), program.out());
    }

    @Test
    void validationHoldsOutTheLastTrainingImages() throws IOException {
        String[] validated =
                log(train("validated", "--epochs 1 --validation 50")).get(0);
        assertTrue(program.out().contains("50 training images held out to test"), program.out());
        // The same training, and other images to test on.
        String[] tested = log(train("tested", "--epochs 1 --images 150")).get(0);
        assertEquals(tested[1], validated[1]);
        assertNotEquals(tested[3], validated[3]);
        assertEquals(0, Math.IEEEremainder(50 * Double.parseDouble(validated[4]), 1), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"--learn-alpha, 1", "--learn-alpha layer, 1", "--learn-alpha channel, 6", "--learn-alpha=CHANNEL, 6"})
    void learnedAlphasLeaveTheirStart(String option, int alphas) throws IOException {
        Network network = ModelFile.read(train("run", option + " --epochs 1").resolve("model.bin"))
                .network();
        for (int k = 0; k < 7; k++) {
            assertEquals(k == 6 && alphas > 1 ? Network.CLASSES : alphas, network.alphaCount(k));
            int unchanged = 0;
            for (float alpha : network.alphas(k)) {
                unchanged += alpha == 2 ? 1 : 0; // that of a channel that is never negative
                assertTrue(alpha >= 0);
            }
            assertTrue(unchanged <= alphas / 2, unchanged + " of layer " + (k + 1));
        }
        int last = network.alphaIndex(3) + alphas - 1;
        network.parameters[last] = -0.25f;
        network.keepAlphasValid();
        assertEquals(0, network.parameters[last]);
    }

    @Test
    void learnedAlphasAreReported() {
        train("layer", "--epochs 1 --learn-alpha");
        assertTrue(program.out().contains("then learned for each layer"), program.out());
        assertTrue(program.out().matches("(?s).*learned alpha of layer 7: [0-9.]+\\R"), program.out());
        train("channel", "--epochs 1 --learn-alpha channel");
        assertTrue(program.out().contains("then learned for each channel"), program.out());
        assertTrue(
                program.out().matches("(?s).*learned alpha of layer 7: from [0-9.]+ to [0-9.]+, mean [0-9.]+\\R"),
                program.out());
    }

    @Test
    void tooLittleMemoryIsSaidInOneLine() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = Program.start(
                log,
                List.of("-Xmx64m"),
                List.of(
                        "--channels",
                        "400",
                        "--images",
                        "100",
                        "--out",
                        folder.resolve("run").toString()));
        assertEquals(1, process.waitFor());
        List<String> lines = Files.readAllLines(log);
        assertTrue(lines.get(lines.size() - 1).startsWith("not enough memory ("), lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("\tat ")), lines.toString());
    }

    @Test
    void curvesOfSeveralTrainings() throws IOException {
        Path log = train("run", "--epochs 2").resolve("log.csv");
        Path first = Files.copy(log, folder.resolve("first run.csv"));
        Path other =
                Files.copy(log, Files.createDirectory(folder.resolve("other")).resolve("first run.csv"));
        Path picture = folder.resolve("curves.svg");
        assertEquals(
                0,
                run(
                        "curves",
                        "--out",
                        picture.toString(),
                        "--line",
                        "the blog=98.50",
                        first.toString(),
                        other.toString(),
                        "α = 2=" + first),
                program.err());
        String svg = Files.readString(picture);
        for (String name : List.of("first run", other.toString(), "α = 2", "the blog")) {
            assertTrue(svg.contains(name + "<"), svg);
        }
        assertEquals(1, run("curves", "--out", picture.toString(), picture.toString()));
        assertTrue(program.err().startsWith(picture + ": not a log of a training"), program.err());
        assertEquals(
                1, run("curves", "--out", picture.toString(), folder.getRoot().toString()));
        assertTrue(program.err().contains(folder.getRoot() + ": is a folder"), program.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-1", "1e308"})
    void linesOfCurvesArePercent(String percent) throws IOException {
        assertEquals(2, run("curves", "--out", "x.svg", "--line", "x=" + percent, "log.csv"));
        assertTrue(program.err().startsWith("--line must be from 0 to 100: x="), program.err());
    }

    @Test
    void curvesOfWrongLogsAreRefused() throws IOException {
        Path log = folder.resolve("log.csv");
        String picture = folder.resolve("x.svg").toString();
        String header = "epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds\n";
        Files.writeString(log, header + "1,1,0.5,1,NaN,1\n");
        assertEquals(1, run("curves", "--out", picture, log.toString()));
        assertTrue(program.err().startsWith(log + ": not a line of a log: 1,1,0.5,1,NaN,1"), program.err());
        Files.writeString(log, header + "1,1,0.5,1,0.5,1\n");
        assertEquals(2, run("curves", "--out", picture, "a=" + log, "a=" + log));
        assertTrue(program.err().contains("given more than once: a=" + log), program.err());
    }

    /** On JDK 17 no file can have such a name then, and asking for one is an error. */
    @Test
    void namesOfCurvesNeedNotBeNamesOfFiles() throws Exception {
        Path log = train("run", "--epochs 1").resolve("log.csv");
        Path messages = folder.resolve("messages");
        Path picture = folder.resolve("curves.svg");
        ProcessBuilder builder =
                Program.builder(messages, List.of(), List.of("curves", "--out", picture.toString(), "α=" + log));
        builder.environment().put("LC_ALL", "C");
        int status = builder.start().waitFor();
        assertEquals(0, status, Files.readString(messages));
        assertTrue(Files.exists(picture));
    }

    @Test
    void imagesTooLargeForTheNetworkAreRefused() {
        Activation celu = new Activation(Activation.Name.CELU, false);
        assertEquals(
                1,
                new Network(new Shape(63, 63, 1), 1, false, celu)
                        .layers
                        .get(6)
                        .output()
                        .pixels());
        assertThrows(IllegalArgumentException.class, () -> new Network(new Shape(64, 64, 1), 1, false, celu));
    }
}
