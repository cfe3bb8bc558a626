package io.github.celu.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From files of JMH, whose times were replaced by round ones, to the pages. */
class PerformanceTest {
    @TempDir
    Path docs;

    private Path page;
    private Path details;

    @BeforeEach
    void setUp() throws IOException {
        page = Files.writeString(docs.resolve("performance.md"), "prose\n");
        details = Files.writeString(docs.resolve("details.md"), "prose\n");
    }

    @Test
    void operations() throws IOException {
        assertTable("operations", """
                | ns per element, JDK 17 / 25 | float, vector | float, plain | double, vector | double, plain |
                |---|--:|--:|--:|--:|
                | apply | 0.200 / 0.200 | 0.500 / – | 0.600 / – | – / – |
                | gradient | 0.250 / 0.210 | 0.600 / – | – / – | – / – |
                """);
    }

    @Test
    void largeErrorsHaveNoFigure() throws IOException {
        assertTable("comparisons", """
                | a loop over scalar apply | – / – | – / – | – / – | – / – |
                | a loop over scalar gradient | – / – | – / – | – / – | – / – |
                | a loop over Math.expm1 | 10.0 / 8.00 | 50.0 / 40.0 | – / – | – / – |
                """);
    }

    /** Of several JDKs the worst decides. */
    @Test
    void targets() throws IOException {
        assertTable("targets", """
                | vector: gradient / apply | float | 1.35 | 1.1 | 1.25 | 1.05 | yes |
                """);
        assertTable("targets", """
                | vector: CELU.gradientAlpha / apply | float | 3.0 | 2.0 | 3.50 | – | **no** |
                """);
        assertTable("targets", """
                | vector: apply / the Vector API's EXPM1 | float | 0.38 | 0.3 | 0.25 | – | not measured |
                """);
        Files.writeString(page, place("targets"));
        assertEquals(0, run(sample("jdk-17.json")));
        String text = Files.readString(page);
        for (String row : List.of(
                "| vector: CELU.gradientAlpha / apply | float | 3.0 | 2.0 | 3.50 | **no** |",
                "| vector: apply / the Vector API's EXPM1 | float | 0.38 | 0.3 | 0.25 | stretch |",
                "| plain apply / vector apply | float | 2.3 | 1.8 | 2.50 | **no** |")) {
            assertTrue(text.contains(row), () -> row + "\n" + text);
        }
    }

    @Test
    void allThatWasMeasured() throws IOException {
        assertTable("float", """
                16 elements:

                | operation | JVM with | JDK 17.0.15, ns | × apply | JDK 25.0.3, ns | × apply |
                |---|---|--:|--:|--:|--:|
                | apply | vector | 1.00 ± 2.0 % | 1.00 | 2.00 ± 2.0 % | 1.00 |

                65,536 elements:
                """);
        assertTable("float", """
                | apply | vector | 0.200 ± 2.0 % | 1.00 | 0.200 ± 2.0 % | 1.00 |
                | apply | vector, a neighbour with other shapes | 0.300 ± 2.0 % | 1.00 | 0.200 ± 2.0 % | 1.00 |
                | apply | plain | 0.500 ± 3.0 % | 1.00 | – | – |
                """);
        assertTable("float", "| a loop over scalar apply | vector | 3.00 ± 15.0 % | – | – | – |\n");
        assertTable("double", "| gradient | vector | 0.900 ± ? | – | – | – |\n");
    }

    @Test
    void pictures() throws IOException {
        assertEquals(0, run(sample("jdk-17.json"), sample("jdk-25.json")));
        assertEquals(List.of("speed-by-operation.png", "speed-by-operation.svg"), files());
        String svg = Files.readString(docs.resolve("figures/speed-by-operation.svg"));
        for (String word : List.of(
                "float: time per element of 65,536", "vector loops, JDK 17", "CELU.gradientAlpha", ">0.5<", ">10<")) {
            assertTrue(svg.contains(word), word);
        }
    }

    /** Twice, since then the new tables are the old ones. */
    @Test
    void proseStays() throws IOException {
        String before = "# Speed\n\nPay $1 and \\ this. <!-- A comment -->\n\n<!-- begin: table double -->\n";
        String after = "<!-- end -->\n\nMore.\n";
        Files.writeString(details, before + "an old table\n" + after);
        assertEquals(0, run(sample("jdk-17.json")));
        String text = Files.readString(details);
        assertTrue(text.startsWith(before + "\n65,536 elements:\n") && text.endsWith("\n\n" + after), text);
        assertFalse(text.contains("an old table"), text);
        assertEquals(0, run(sample("jdk-17.json")));
        assertEquals(text, Files.readString(details));
        assertEquals("prose\n", Files.readString(page));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "[{}]",
                "[",
                "[{\"benchmark\":\"a.b.floats\",\"jdkVersion\":\"17\"}]",
                "[{\"benchmark\":\"a.b.halves\",\"jdkVersion\":\"17\"}]"
            })
    void badResults(String json) throws IOException {
        refused(json, "performance.md", "prose\n");
    }

    /** Where nothing else is wrong. */
    @Test
    void badBenchmarks() throws IOException {
        String good = entry("APPLY", "us/op");
        assertEquals(0, run(file("[" + good + "]")));
        refused("[" + good + "," + good + "]", "performance.md", "prose\n");
        refused("[" + entry("APPLY", "ops/us") + "]", "performance.md", "prose\n");
        refused("[" + entry("RELU", "us/op") + "]", "performance.md", "prose\n");
        refused(
                "[" + good + "," + good.replace("17.0.15", "25").replace("APPLY", "GRADIENT") + "]",
                "performance.md",
                "prose\n");
    }

    @Test
    void badInput() throws IOException {
        assertEquals(2, run());
        assertEquals(2, run(docs.resolve("none.json")));
        assertEquals(2, run(sample("jdk-17.json"), sample("jdk-17.json")));
        Files.delete(details);
        assertEquals(2, run(sample("jdk-17.json")));
        assertFalse(Files.exists(details));
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- begin: table half -->\n<!-- end -->\n",
                "<!-- begin: table float -->\nprose\n<!-- begin: table double -->\n<!-- end -->\n",
                "<!-- begin: table float -->\nprose\n"
            })
    void badPage(String text) throws IOException {
        Files.writeString(page, text);
        assertEquals(2, run(sample("jdk-17.json")));
        assertEquals(text, Files.readString(page));
        assertEquals(List.of(), files());
    }

    private void refused(String json, String name, String text) throws IOException {
        assertEquals(2, run(file(json)));
        assertEquals(text, Files.readString(docs.resolve(name)));
        assertEquals(List.of(), files());
    }

    private static String entry(String operation, String unit) {
        return "{\"jdkVersion\":\"17.0.15\",\"benchmark\":\"io.github.celu.benchmarks.ArraysBenchmark.floats\",\"params\":"
                + "{\"operation\":\"" + operation
                + "\",\"backend\":\"vector\",\"neighbour\":\"none\",\"length\":\"10\"},\"primaryMetric\":"
                + "{\"rawData\":[[50]],\"scoreUnit\":\"" + unit + "\"}}";
    }

    private Path file(String json) throws IOException {
        return Files.writeString(docs.resolve("results.json"), json);
    }

    private Path sample(String name) throws IOException {
        Path file = docs.resolve(name);
        try (InputStream in = PerformanceTest.class.getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private int run(Path... files) {
        List<String> arguments =
                new ArrayList<>(List.of("performance", "--docs", docs.toString(), "--details", details.toString()));
        Stream.of(files).map(Path::toString).forEach(arguments::add);
        return Main.run(arguments.toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        Path figures = docs.resolve("figures");
        if (!Files.exists(figures)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(figures)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String place(String table) {
        return "<!-- begin: table " + table + " -->\n<!-- end -->\n";
    }

    /** With the results of both JDKs. */
    private void assertTable(String table, String expected) throws IOException {
        Files.writeString(page, place(table));
        assertEquals(0, run(sample("jdk-17.json"), sample("jdk-25.json")));
        String text = Files.readString(page);
        assertTrue(text.contains(expected), () -> "not in the page:\n" + expected + "\n" + text);
    }
}
