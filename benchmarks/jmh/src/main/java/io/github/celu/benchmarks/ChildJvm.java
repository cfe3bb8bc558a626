package io.github.celu.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A new JVM of the same kind, with the same class path. */
final class ChildJvm {
    static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    private ChildJvm() {}

    static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs it, and returns what it prints. */
    static String run(List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("celu", ".txt"); // the JVM's warnings, and more if it fails
        try {
            Process process = new ProcessBuilder(command(options, main, arguments))
                    .redirectError(errors.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "a JVM exited with " + process.exitValue() + ": " + Files.readString(errors));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }
}
