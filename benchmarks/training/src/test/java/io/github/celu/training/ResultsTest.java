package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of the results: one training at a time, and whole files of one epoch whatever happens. */
class ResultsTest {
    private static final List<String> FILES =
            List.of("checkpoint.bin", "model.bin", "log.csv", "curve.svg", "curve.png");

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    @BeforeAll
    static void makeData() throws IOException {
        Program.writeDigits(data);
    }

    private void write(Results results, int epoch) throws IOException {
        Network network = new Network(DrawnDigits.IMAGE, 2, false, new Activation(Activation.Name.CELU, false));
        network.initialize(epoch, 2);
        float[] ones = new float[network.image().size()];
        results.add(new Results.Epoch(new Score(3.0 / epoch, 1, 2), new Score(4.0 / epoch, 1, 2), epoch));
        byte[] checkpoint = ("checkpoint " + epoch).getBytes(StandardCharsets.UTF_8);
        results.write("title\nmore", new ModelFile(network, new Scaling(ones, ones)), checkpoint, warnings::add);
    }

    private List<byte[]> contents() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (String name : FILES) {
            contents.add(Files.readAllBytes(folder.resolve(name)));
        }
        return contents;
    }

    private void assertContents(List<byte[]> expected) throws IOException {
        for (int i = 0; i < FILES.size(); i++) {
            assertArrayEquals(expected.get(i), Files.readAllBytes(folder.resolve(FILES.get(i))), FILES.get(i));
        }
        try (var files = Files.list(folder)) {
            assertEquals(FILES.size() + 1, files.count());
        }
    }

    @Test
    void trainingsThatStartAtOnceTakeDifferentFolders() {
        Set<Path> folders = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 20).parallel().forEach(i -> {
            try {
                // Not closed, as if all were running.
                folders.add(Results.inNewFolder(folder).folder);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(20, folders.size());
    }

    @Test
    void aFolderInUseIsRefused() throws IOException {
        try (Results first = Results.in(folder)) {
            assertRefused(() -> Results.in(folder), folder + ": another training is writing its results there");
            write(first, 1);
            assertRefused(() -> Results.of(folder), "another training");
        }
        assertRefused(() -> Results.in(folder), "not empty");
        Results.of(folder).close();
    }

    @Test
    void foldersThatCannotBeWrittenAreNoticedBeforeTheTraining() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused(() -> Results.in(file), file + ": is a file");
        assertRefused(() -> Results.in(file.resolve("folder")), "cannot be made");
        assertRefused(() -> Results.inNewFolder(file), "cannot be made");
        Path blocked = folder.resolve("blocked");
        Files.createDirectories(blocked.resolve(".lock"));
        assertRefused(() -> Results.in(blocked), blocked + ": cannot be written to");
    }

    @Test
    void nothingIsLeftInAForeignFolder() throws IOException {
        Files.createFile(folder.resolve("letter"));
        assertRefused(() -> Results.in(folder), "not empty");
        assertRefused(() -> Results.of(folder), "no checkpoint.bin");
        assertTrue(Files.notExists(folder.resolve(".lock")));
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable call, String words) {
        BadFileException e = assertThrows(BadFileException.class, call);
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    /** As on a full disk: the last of the files cannot be written. */
    @Test
    void aFailureLeavesAllFilesOfTheEpochBefore() throws IOException {
        try (Results results = Results.in(folder)) {
            write(results, 1);
            List<byte[]> first = contents();
            Path obstacle =
                    Files.createDirectories(folder.resolve("curve.png.part").resolve("obstacle"));
            assertRefused(() -> write(results, 2), "the earlier files are still there");
            Files.delete(obstacle);
            Files.delete(obstacle.getParent());
            assertContents(first);
        }
    }

    @Test
    void aPictureThatFailsIsNotWorthTheTraining() throws IOException {
        try (Results results = Results.in(folder)) {
            write(results, 1);
            results.picture = (title, epochs) -> {
                throw new InternalError("no fonts");
            };
            write(results, 2);
            write(results, 3);
            assertEquals(List.of("no picture of the curves: java.lang.InternalError: no fonts"), warnings);
            try (var files = Files.list(folder)) {
                assertEquals(
                        List.of(".lock", "checkpoint.bin", "log.csv", "model.bin"),
                        files.map(file -> file.getFileName().toString())
                                .sorted()
                                .toList());
            }
            assertEquals(4, Files.readAllLines(folder.resolve("log.csv")).size());
        }
    }

    @Test
    void thePictureTellsWhatWasTrained() throws IOException {
        String svg = Files.readString(new Program()
                .train(data, folder.resolve("run"), "--case c --epochs 1")
                .resolve("curve.svg"));
        assertTrue(svg.contains("Case c: manual back-propagation, AMSGrad"), svg);
        assertTrue(svg.contains("CELU with \u03b1 = 2.0, 6 channels, 200 training images, batches of 20"), svg);
    }

    /** Each time a process is killed, at some moment, and goes on later. */
    @Test
    void killsLeaveWholeFiles() throws IOException, InterruptedException {
        Path results = folder.resolve("run");
        Random random = new Random(1);
        int done = 0;
        for (int i = 0; i < 3; i++) {
            List<String> arguments = new ArrayList<>(List.of("--data", data.toString(), "--epochs", "1000000"));
            if (Files.exists(results.resolve("checkpoint.bin"))) {
                arguments.addAll(List.of("--resume", results.toString()));
            } else {
                arguments.addAll(List.of("--case", "c", "--channels", "2", "--out", results.toString()));
            }
            Path log = folder.resolve("log" + i);
            Process process = Program.start(log, List.of(), arguments);
            for (int waited = 0; waited < 2400 && !Files.readString(log).contains("epoch "); waited++) {
                assertTrue(process.isAlive(), () -> read(log));
                Thread.sleep(50);
            }
            Thread.sleep(random.nextInt(100));
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            int epochs =
                    Checkpoint.read(results.resolve("checkpoint.bin")).epochs().size();
            ModelFile.read(results.resolve("model.bin"));
            // The files take their places one after the other; the kill may come between.
            int lines = Files.readAllLines(results.resolve("log.csv")).size() - 1;
            assertTrue(lines == epochs || lines == epochs - 1, lines + " lines, " + epochs + " epochs");
            assertTrue(epochs >= done, epochs + " after " + done);
            done = epochs;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
