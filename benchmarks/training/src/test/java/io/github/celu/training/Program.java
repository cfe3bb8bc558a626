package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The program as its user sees it: options in, two streams of text and an exit status out. */
final class Program {
    private final StringWriter out;
    private final StringWriter err = new StringWriter();

    Program() {
        this(new StringWriter());
    }

    /** @param out takes the standard output, and may throw an exception to stop the program */
    Program(StringWriter out) {
        this.out = out;
        System.setProperty("java.awt.headless", "true");
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    int run(String... arguments) {
        CommandLine command = Training.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return Training.run(command, arguments);
    }

    /** Trains a small network, and returns the folder of the results. */
    Path train(Path data, Path results, String options) {
        assertEquals(0, run(arguments(data, results, options)), this::err);
        return results;
    }

    /** Starts the program in a JVM of its own; both streams of text go to the log. */
    static Process start(Path log, List<String> jvmOptions, List<String> arguments) throws IOException {
        return builder(log, jvmOptions, arguments).start();
    }

    static ProcessBuilder builder(Path log, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Training.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    }

    static String[] arguments(Path data, Path results, String options) {
        List<String> arguments = new ArrayList<>(
                List.of("--data", data.toString(), "--channels", "6", "--batch", "20", "--out", results.toString()));
        arguments.addAll(List.of(options.split(" ")));
        return arguments.toArray(new String[0]);
    }

    /** A few digits, in the files of MNIST. */
    static void writeDigits(Path folder) throws IOException {
        writeDigits(folder, 200);
    }

    static void writeDigits(Path folder, int train) throws IOException {
        DrawnDigits digits = new DrawnDigits(1);
        write(folder, "train", digits.draw(train));
        write(folder, "t10k", digits.draw(100));
    }

    private static void write(Path folder, String name, Dataset digits) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + digits.pixels().length);
        images.putInt(0x803).putInt(digits.size()).putInt(28).putInt(28).put(digits.pixels());
        Files.write(folder.resolve(name + "-images-idx3-ubyte"), images.array());
        ByteBuffer labels = ByteBuffer.allocate(8 + digits.size());
        labels.putInt(0x801).putInt(digits.size()).put(digits.labels());
        Files.write(folder.resolve(name + "-labels-idx1-ubyte"), labels.array());
    }
}
