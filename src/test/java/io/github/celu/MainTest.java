package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.celu.testing.Function;
import io.github.celu.testing.Type;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, in this JVM and, where the end of the process matters, in one of its own. */
class MainTest {
    private static final String HEADER = "x,celu,celu_gradient,celu_gradient_alpha,elu,elu_gradient,elu_gradient_alpha";

    private static final List<Function> COLUMNS = List.of(
            Function.CELU_APPLY,
            Function.CELU_GRADIENT,
            Function.CELU_GRADIENT_ALPHA,
            Function.ELU_APPLY,
            Function.ELU_GRADIENT,
            Function.ELU_GRADIENT_ALPHA);

    @TempDir
    Path folder;

    // The table

    @Test
    void noArgumentsShowExamplesForAlphaOne() {
        Result result = run();
        assertSuccess(result);
        assertTable(result.out, 1, -5, -1, -0.5, -1e-8, 0, 0.5, 2);
    }

    @Test
    void argumentsChooseAlphaAndNumbers() {
        assertTable(run("--alpha", "2", "-3", "-1", "0", "1").out, 2, -3, -1, 0, 1);
        assertTable(run("-3", "-1", "--alpha", " 2 ").out, 2, -3, -1);
        assertTable(run("--alpha=2", "-3", "-1").out, 2, -3, -1);
        assertTable(run("--alpha", "0.7").out, 0.7, -5, -1, -0.5, -1e-8, 0, 0.5, 2);
        assertTable(run("nan", "-inf", "inf", "-0").out, 1, Double.NaN, -1 / 0.0, 1 / 0.0, -0.0);
        assertTable(run("--alpha", "-0", "-1").out, -0.0, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "tr-TR"})
    void localeDoesNotMatter(String tag) {
        String[] table = {"--alpha", "0.5", "-1.5", "INFINITY", "-1e-8"};
        String[] csv = {"--csv", "-"};
        Result expectedTable = run(table);
        Result expectedCsv = runOn("-1.5 INF", csv);
        assertSuccess(expectedTable);
        assertSuccess(expectedCsv);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            assertEquals(expectedTable, run(table));
            assertEquals(expectedCsv, runOn("-1.5 INF", csv));
        } finally {
            Locale.setDefault(before);
        }
    }

    // CSV

    @Test
    void aHundredThousandNumbersGiveTheBitsOfScalarCalls() throws IOException {
        SplittableRandom random = new SplittableRandom(170407483);
        double[] x = random.doubles(100_000, -5, 5).toArray();
        for (int i = 0; i < x.length; i += 10) {
            x[i] = Double.longBitsToDouble(random.nextLong());
        }
        Path file = folder.resolve("numbers.txt");
        StringBuilder text = new StringBuilder();
        for (double xi : x) {
            text.append(xi).append(random.nextInt(3) == 0 ? '\n' : ' ');
        }
        Files.writeString(file, text);
        double alpha = 0.7;

        Result result = run("--alpha", "0.7", "--csv", file.toString());

        assertSuccess(result);
        List<String> lines = result.out.lines().toList();
        assertEquals(HEADER, lines.get(0));
        assertEquals(x.length, lines.size() - 1);
        for (int i = 0; i < x.length; i++) {
            double at = x[i];
            Type.assertSame(columns(at, alpha), row(lines.get(i + 1)), () -> "row of x = " + Double.toHexString(at));
        }
    }

    @Test
    void readsItsOwnCsv() throws IOException {
        String first = runOn("-3 -0.25 0 nan 1e300", "--csv", "-").out;
        assertEquals(first, runOn(first, "--csv", "-", "--column", "x").out);
        assertEquals(first, runOn(first, "--column=1", "--csv=-").out);
        Path file = Files.writeString(folder.resolve("first.csv"), first);
        assertEquals(
                List.of(CELU.apply(-3.0), CELU.apply(-0.25), 0.0, Double.NaN, 1e300),
                numbers(run("--csv", file.toString(), "--column", "celu")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF", " ,\r\n,"})
    void inputWithoutNumbersGivesTheHeader(String input) {
        Result result = runOn(input, "--csv", "-");
        assertSuccess(result);
        assertEquals(HEADER + "\n", result.out);
    }

    @ParameterizedTest
    @ValueSource(ints = {1023, 1024, 1025, 2048})
    void noNumberIsLostBetweenBlocks(int count) {
        StringBuilder input = new StringBuilder();
        List<Double> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            input.append(i).append('\n');
            expected.add((double) i);
        }
        assertEquals(expected, numbers(runOn(input.toString(), "--csv", "-")));
    }

    @Test
    void rowsBeforeWhatIsNotANumberAreComplete() {
        String good = "0.25 -1\n".repeat(1500);
        Result result = runOn(good + "7 abc 8\n9", "--csv", "-");
        assertFailure("standard input: line 1501: not a number: abc", result);
        assertEquals(runOn(good + 7, "--csv", "-").out, result.out);
    }

    // Options and files

    @Test
    void helpFitsOnAScreen() {
        for (String[] args : new String[][] {{"--help"}, {"-h"}, {"--alpha", "2", "1", "--help"}}) {
            Result result = run(args);
            assertSuccess(result);
            List<String> lines = result.out.lines().toList();
            assertTrue(lines.size() < 24, "lines: " + lines.size());
            lines.forEach(line -> assertTrue(line.length() <= 80, line));
            assertTrue(Stream.of(
                            "--alpha",
                            "--csv",
                            "--column",
                            "--help",
                            "--version",
                            "Exit status",
                            "jdk.incubator.vector")
                    .allMatch(result.out::contains));
        }
    }

    @Test
    void version() throws IOException {
        Result result = run("--version");
        assertSuccess(result);
        String pom = Files.readString(Path.of("pom.xml"));
        assertEquals("celu " + pom.split("</?version>")[1] + "\n", result.out);
    }

    @Test
    void wrongOptionsAreNamed() {
        assertFailure("unknown option: --alhpa (try --help)", run("--alhpa", "2"));
        assertFailure("unknown option: --alhpa=2 (try --help)", run("--alhpa=2"));
        assertFailure("unknown option: --help=2 (try --help)", run("--help=2"));
        assertFailure("unknown option: -v (try --help)", run("-v"));
        assertFailure("unknown option: -value (try --help)", run("-value"));
        assertFailure("--alpha is given twice", run("--alpha", "1", "--alpha=2"));
        assertFailure("not a number, but a file: pom.xml (see --csv)", run("pom.xml"));
        assertFailure("missing value of --alpha", run("--alpha="));
        assertFailure("missing value of --alpha", run("--alpha"));
        assertFailure("missing value of --csv", run("1", "--csv"));
        assertFailure("missing value of --csv", run("--csv", "--alpha", "2"));
        assertFailure("either numbers or --csv, not both", run("--csv", "-", "1"));
        assertFailure("alpha must be finite and not negative: -1.0", run("--alpha", "-1"));
        assertFailure("alpha must be finite and not negative: NaN", run("--alpha", "nan"));
        assertFailure("alpha must be finite and not negative: Infinity", run("--alpha", "inf", "--csv", "-"));
        assertFailure("--column needs --csv", run("--column", "x", "1"));
        assertFailure("missing value of --column", run("--csv", "-", "--column"));
    }

    @Test
    void wrongNumbersAreNamed() {
        assertFailure("no number", run(""));
        assertFailure("not a number: abc", run("1", "abc", "2"));
        assertFailure("--alpha: not a number: 1f", run("--alpha", "1f"));
        assertFailure("standard input: line 2: not a number: abc", runOn("1\n2 abc 3", "--csv", "-"));
        assertFailure("standard input: line 1: no column z", runOn("x,y\n1,2", "--csv", "-", "--column", "z"));
    }

    @Test
    void beforeAFirstNumberThatIsWrongNothingIsPrinted() {
        assertEquals("", runOn("abc", "--csv", "-").out);
        assertEquals(1, runOn("", "--csv", "-").out.lines().count());
    }

    @Test
    void messagesHaveOneLine() {
        assertFailure(
                "standard input: line 1: not a number: 1?[31m?b?c", runOn("1\u001b[31m\u0000b\u0085c", "--csv", "-"));
        assertFailure("not a number: 1?2", run("1\n2"));
        assertFailure("unknown option: --a?b (try --help)", run("--a\nb"));
    }

    @Test
    void filesThatCannotBeReadAreNamed() {
        for (Path file : List.of(folder.resolve("missing.txt"), folder)) {
            Result result = run("--csv", file.toString());
            assertTrue(result.err.startsWith("cannot read: " + file), result.err);
            assertFailure(result.err.strip(), result);
            assertEquals("", result.out);
        }
    }

    @Test
    void errorsInAFileNameIt() throws IOException {
        Path file = Files.writeString(folder.resolve("numbers.txt"), "1\n2\nthree");
        assertFailure(file + ": line 3: not a number: three", run("--csv", file.toString()));
        assertFailure(
                file + ": line 1: no column y (columns have commas between them)",
                run("--csv", file.toString(), "--column", "y"));
    }

    @Test
    void rowsBeforeAReadErrorAreComplete() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        byte[] start = "1 2 3 4".getBytes(StandardCharsets.UTF_8);
        Result result = runOn(new SequenceInputStream(new ByteArrayInputStream(start), broken), "--csv", "-");
        assertFailure("standard input: cannot read: the disk is gone", result);
        assertEquals(runOn("1 2 3", "--csv", "-").out, result.out);
    }

    // The end of the process

    @Test
    void outputThatCannotBeWrittenEndsTheProgram() {
        InputStream endless = new InputStream() {
            private boolean digit;

            @Override
            public int read() {
                digit = !digit;
                return digit ? '1' : ' ';
            }
        };
        for (String reason : List.of("Broken pipe", "No space left on device")) {
            OutputStream broken = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException(reason);
                }
            };
            for (String[] args : new String[][] {{}, {"--help"}, {"--version"}, {"--csv", "-"}}) {
                ByteArrayOutputStream err = new ByteArrayOutputStream();
                int status = assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> Main.run(args, endless, broken, new PrintStream(err)));
                assertEquals(1, status);
                String message = reason.contains("pipe") ? "" : "cannot write: " + reason + System.lineSeparator();
                assertEquals(message, err.toString());
            }
        }
    }

    @Tag("jvm")
    @Test
    void fullDiskIsReported() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only Linux has it");
        Process process = builder("1").redirectOutput(full.toFile()).start();
        String err = process.errorReader().readLine();
        assertEquals(1, ended(process));
        assertTrue(err.startsWith("cannot write: "), err);
    }

    @Tag("jvm")
    @Test
    void processEndsWithTheStatus() throws Exception {
        assertEquals(0, ended(start("-1", "2")));
        Process process = start("--csv", "missing");
        String err = process.errorReader().readLine();
        assertEquals(2, ended(process));
        assertTrue(err.startsWith("cannot read: missing"), err);
    }

    @Tag("jvm")
    @Test
    void lineLargerThanTheMemoryIsRead() throws Exception {
        Process process = startWithLargeInput();
        try (BufferedReader out = process.inputReader()) {
            assertEquals(LARGE_INPUT_NUMBERS + 1, out.lines().count());
        }
        assertEquals(0, ended(process));
    }

    @Tag("jvm")
    @Test
    void wordLargerThanTheMemoryIsNotANumber() throws Exception {
        Path file = folder.resolve("zeros");
        try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
            zeros.setLength(64 << 20);
        }
        Process process = start("--csv", file.toString());
        try (BufferedReader err = process.errorReader()) {
            assertEquals(file + ": line 1: not a number: " + "?".repeat(40) + "...", err.readLine());
            assertNull(err.readLine());
        }
        assertEquals(2, ended(process));
    }

    @Tag("jvm")
    @Test
    void closedPipeEndsQuietly() throws Exception {
        Process process = startWithLargeInput();
        try (BufferedReader out = process.inputReader()) {
            assertEquals(HEADER, out.readLine());
        }
        assertEquals(1, ended(process));
        assertEquals(-1, process.getErrorStream().read());
    }

    private static final int LARGE_INPUT_NUMBERS = 320_000;

    /** One line of 32 MB, for a JVM with half of that. */
    private Process startWithLargeInput() throws IOException {
        Path file = folder.resolve("large.txt");
        try (Writer writer = Files.newBufferedWriter(file)) {
            String number = " ".repeat(97) + "-1,";
            for (int i = 0; i < LARGE_INPUT_NUMBERS; i++) {
                writer.write(number);
            }
        }
        return start("--csv", file.toString());
    }

    private static Process start(String... args) throws IOException {
        return builder(args).start();
    }

    private static ProcessBuilder builder(String... args) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx16m",
                "-cp",
                "target/classes",
                Main.class.getName()));
        command.addAll(Arrays.asList(args));
        return new ProcessBuilder(command);
    }

    private static int ended(Process process) throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("still running");
        }
        return process.exitValue();
    }

    private record Result(int status, String out, String err) {}

    private static Result run(String... args) {
        return runOn("", args);
    }

    private static Result runOn(String input, String... args) {
        return runOn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), args);
    }

    private static Result runOn(InputStream in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(args, in, out, new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void assertSuccess(Result result) {
        assertAll(() -> assertEquals("", result.err), () -> assertEquals(0, result.status));
    }

    private static void assertFailure(String message, Result result) {
        assertAll(
                () -> assertEquals(message + System.lineSeparator(), result.err), () -> assertEquals(2, result.status));
    }

    private static void assertTable(String table, double alpha, double... x) {
        List<String> lines = table.lines().toList();
        assertEquals("alpha = " + alpha + ", backend = " + Backend.description(), lines.get(0));
        assertEquals("", lines.get(1));
        String heading = lines.get(2);
        assertEquals("x CELU d/dx d/dalpha ELU d/dx d/dalpha", heading.strip().replaceAll(" +", " "));
        assertEquals(x.length, lines.size() - 3);
        for (int i = 0; i < x.length; i++) {
            String line = lines.get(i + 3);
            assertEquals(heading.length(), line.length(), line);
            double[] expected = columns(x[i], alpha);
            double[] cells = row(line.strip().replaceAll(" +", ","));
            assertEquals(expected.length, cells.length, line);
            for (int j = 0; j < cells.length; j++) {
                assertEquals(rounded(expected[j], j == 0 ? 6 : 4), cells[j], line);
            }
        }
    }

    /** x, and what is printed beside it. */
    private static double[] columns(double x, double alpha) {
        return DoubleStream.concat(DoubleStream.of(x), COLUMNS.stream().mapToDouble(f -> f.at(Type.DOUBLE, x, alpha)))
                .toArray();
    }

    private static double rounded(double value, int digits) {
        return value == 0 || !Double.isFinite(value)
                ? value
                : BigDecimal.valueOf(value).round(new MathContext(digits)).doubleValue();
    }

    /** The first column, after a look at the frame. */
    private static List<Double> numbers(Result result) {
        assertSuccess(result);
        List<String> lines = result.out.lines().toList();
        assertEquals(HEADER, lines.get(0));
        return lines.stream().skip(1).map(line -> row(line)[0]).toList();
    }

    private static double[] row(String line) {
        return Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }
}
