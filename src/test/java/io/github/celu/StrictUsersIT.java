package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that requires the jar, with every warning an error: the JDK's tools have nothing to say. */
class StrictUsersIT {
    private static final String JAR = System.getProperty("celu.test.jar");

    @TempDir
    private Path directory;

    private Path moduleInfo;
    private Path user;

    @BeforeEach
    void compilesWithoutWarnings() throws IOException {
        moduleInfo = Files.writeString(
                directory.resolve("module-info.java"), "/** A user. */ module m { requires io.github.celu; }");
        Path source = Files.createDirectories(directory.resolve("p"));
        user = Files.writeString(source.resolve("User.java"), """
                        package p;

                        import io.github.celu.CELU;

                        /** A user. */
                        class User {
                            /**
                             * Uses.
                             *
                             * @return a value
                             */
                            static float use() {
                                return CELU.apply(-1f);
                            }

                            private User() {}
                        }
                        """);
        assertEquals(
                "",
                run(
                        "javac",
                        "-Werror",
                        "-Xlint:all",
                        "-p",
                        JAR,
                        "-d",
                        classes(),
                        moduleInfo.toString(),
                        user.toString()));
    }

    @Test
    void document() throws Exception {
        String docs = directory.resolve("docs").toString();
        assertEquals(
                "",
                run(
                        "javadoc",
                        "-quiet",
                        "-Werror",
                        "-package",
                        "-p",
                        JAR,
                        "-d",
                        docs,
                        moduleInfo.toString(),
                        user.toString()));
    }

    @Test
    void dependencies() throws Exception {
        assertEquals(
                "io.github.celu,java.base",
                run(
                        "jdeps",
                        "--print-module-deps",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--module-path",
                        JAR,
                        classes()));
    }

    private String classes() {
        return directory.resolve("classes").toString();
    }

    private static String run(String tool, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        try {
            assertEquals(0, process.waitFor(), () -> command + "\n" + output);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return output;
    }
}
