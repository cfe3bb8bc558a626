package io.github.celu.examples.jlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.celu.CELU;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the images that the build has linked. */
class ImageTest {
    private static final List<String> NUMBERS = List.of("-3", "-0.5", "-1e-8", "0", "2.5");

    @ParameterizedTest
    @CsvSource({"vector, VECTOR", "plain, PLAIN"})
    void backendAndNumbers(String image, String backend) throws IOException {
        List<String> command = new ArrayList<>();
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        command.add(Path.of("target/maven-jlink/classifiers", image, "bin", windows ? "celu.bat" : "celu")
                .toString());
        command.addAll(NUMBERS);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> expected = Stream.concat(
                        Stream.of(backend), NUMBERS.stream().map(x -> String.valueOf(CELU.apply(Float.parseFloat(x)))))
                .toList();
        assertEquals(expected, process.inputReader().lines().toList());
    }
}
