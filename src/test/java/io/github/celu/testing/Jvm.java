package io.github.celu.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the tests in JVMs of their own, with the library on the class path. */
public final class Jvm {
    /** What a program that ended well has printed, in lines; the command is for messages. */
    public record Result(List<String> command, List<String> out, List<String> err) {}

    private Jvm() {}

    /** The command that runs this JVM. */
    public static String current() {
        return ProcessHandle.current().info().command().orElseThrow();
    }

    /** Runs the main method of a class in a JVM like this one. */
    public static Result run(Class<?> main, List<String> arguments, String... options)
            throws IOException, InterruptedException {
        return run(current(), main, arguments, options);
    }

    public static Result run(String java, Class<?> main, List<String> arguments, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(List.of(options));
        command.add("--class-path");
        command.add("target/classes" + File.pathSeparator + "target/test-classes");
        command.add(main.getName());
        command.addAll(arguments);
        Path out = Files.createTempFile("celu", ".out");
        Path err = Files.createTempFile("celu", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        // With these, a JVM reports what it has picked up.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(300, TimeUnit.SECONDS);
            Result result = new Result(command, Files.readAllLines(out), Files.readAllLines(err));
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError((ended ? "failed: " : "takes too long: ") + result);
            }
            return result;
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
