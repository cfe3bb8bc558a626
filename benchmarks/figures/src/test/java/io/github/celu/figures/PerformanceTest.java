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

/** From files of JMH, whose times were replaced by round ones, to the page. */
class PerformanceTest {
    @TempDir
    Path docs;

    private Path page;

    @BeforeEach
    void setUp() {
        page = docs.resolve("performance.md");
    }

    @Test
    void newPage() throws IOException {
        assertEquals(0, run(sample("jdk-17.json"), sample("jdk-25.json")));
        String text = Files.readString(page);
        assertTable("""
                65,536 elements:

                | operation | implementation | JDK 17.0.15, ns | / arraycopy | / EXPM1 | JDK 25.0.3, ns | / arraycopy | / EXPM1 |
                |---|---|--:|--:|--:|--:|--:|--:|
                | System.arraycopy | baseline | 0.100 | 1.00 | 0.050 | 0.120 | 1.00 | – |
                | lanewise(EXPM1) | baseline | 2.00 | 20.0 | 1.00 | – | – | – |
                | apply | vector | 0.500 | 5.00 | 0.250 | 0.600 | 5.00 | – |
                | apply | plain | 1.25 | 12.5 | 0.625 | 1.00 | 8.33 | – |
                | apply | scalar | 6.00 ± 15 % | 60.0 | 3.00 | – | – | – |

                <!-- end -->
                """, text);
        assertTable("""
                <!-- begin: table double -->

                1,024 elements:

                | operation | implementation | JDK 17.0.15, ns | / arraycopy | / EXPM1 | JDK 25.0.3, ns | / arraycopy | / EXPM1 |
                |---|---|--:|--:|--:|--:|--:|--:|
                | gradient | vector | 1.50 | – | – | – | – | – |
                | gradient | plain | 3.00 ± ? | – | – | – | – | – |
                """, text);
        assertEquals(
                List.of(
                        "speed-by-length-float.png",
                        "speed-by-length-float.svg",
                        "speed-by-operation-double.png",
                        "speed-by-operation-double.svg",
                        "speed-by-operation-float.png",
                        "speed-by-operation-float.svg"),
                pictures());
        String svg = Files.readString(docs.resolve("figures/speed-by-operation-float.svg"));
        for (String word : List.of("JDK 17.0.15", "JDK 25.0.3", ">apply<", ">0.50<", ">1.25<", "lanewise(EXPM1)")) {
            assertTrue(svg.contains(word), word);
        }
    }

    /** Twice, since then the new tables are the old ones. */
    @Test
    void proseStays() throws IOException {
        String before = "# Speed\n\nPay $1 and \\ this. <!-- A comment -->\n\n<!-- begin: table double -->\n";
        String after = "<!-- end -->\n\nMore.\n";
        Files.writeString(page, before + "an old table\n" + after);
        assertEquals(0, run(sample("jdk-17.json")));
        String text = Files.readString(page);
        assertTrue(text.startsWith(before + "\n1,024 elements:\n") && text.endsWith("\n\n" + after), text);
        assertFalse(text.contains("an old table"), text);
        assertEquals(0, run(sample("jdk-17.json")));
        assertEquals(text, Files.readString(page));
    }

    /** Of a benchmark that is not known here; without a length; with a parameter that has several values. */
    @Test
    void addedBenchmarks() throws IOException {
        Files.writeString(
                page, "<!-- begin: table float -->\n<!-- end -->\n<!-- begin: table other -->\n<!-- end -->\n");
        assertEquals(
                0,
                run(
                        json(
                                entry(
                                        "BufferBenchmark.applyFloat",
                                        "{\"backend\":\"plain\",\"length\":\"10\"}",
                                        "ns/op"),
                                entry(
                                        "ArraysBenchmark.newThingFloat",
                                        "{\"backend\":\"neon\",\"length\":\"10\",\"alpha\":\"1\"}",
                                        "us/op"),
                                entry(
                                        "ArraysBenchmark.newThingFloat",
                                        "{\"backend\":\"neon\",\"length\":\"10\",\"alpha\":\"2\"}",
                                        "us/op"),
                                entry("BaselineBenchmark.reluFloat", "{\"length\":\"10\"}", "ns/op"),
                                "{\"jdkVersion\":\"17.0.15\",\"benchmark\":\"a.StartBenchmark.cold\","
                                        + "\"primaryMetric\":{\"score\":2.5,\"scoreError\":\"NaN\",\"scoreUnit\":\"ms/op\"}}")));
        assertTable("""
                | relu | baseline | 5.00 | – | – |
                | apply, buffer | plain | 5.00 | – | – |
                | newThing, alpha = 1 | neon | 5,000 | – | – |
                | newThing, alpha = 2 | neon | 5,000 | – | – |
                """, Files.readString(page));
        assertTable("| cold | start | 2,500,000 ± ? |\n", Files.readString(page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "[{}]", "[", "[{\"benchmark\":\"a.b.c\",\"jdkVersion\":\"17\"}]"})
    void badResults(String json) throws IOException {
        Files.writeString(page, "prose\n");
        assertEquals(2, run(file(json)));
        assertEquals("prose\n", Files.readString(page));
        assertEquals(List.of(), pictures());
    }

    @Test
    void badInput() throws IOException {
        assertEquals(2, run());
        assertEquals(2, run(docs.resolve("none.json")));
        assertEquals(2, run(sample("jdk-17.json"), sample("jdk-17.json")));
        assertEquals(2, run(json(entry("ArraysBenchmark.applyFloat", "{\"length\":\"10\"}", "ops/us"))));
        assertFalse(Files.exists(page));
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
        assertEquals(List.of(), pictures());
    }

    private static String entry(String name, String parameters, String unit) {
        return "{\"jdkVersion\":\"17.0.15\",\"benchmark\":\"io.github.celu.benchmarks." + name + "\",\"params\":"
                + parameters + ",\"primaryMetric\":{\"score\":50,\"scoreError\":1,\"scoreUnit\":\"" + unit + "\"}}";
    }

    private Path json(String... entries) throws IOException {
        return file("[" + String.join(",", entries) + "]");
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
        List<String> arguments = new ArrayList<>(List.of("performance", "--docs", docs.toString()));
        Stream.of(files).map(Path::toString).forEach(arguments::add);
        return Main.run(arguments.toArray(String[]::new));
    }

    private List<String> pictures() throws IOException {
        Path figures = docs.resolve("figures");
        if (!Files.exists(figures)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(figures)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertTable(String expected, String text) {
        assertTrue(text.contains(expected), () -> "not in the page:\n" + expected + "\n" + text);
    }
}
