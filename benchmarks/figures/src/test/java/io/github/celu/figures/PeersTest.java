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

/** From results of two class paths to the page. */
class PeersTest {
    @TempDir
    Path docs;

    private Path page;
    private Path details;

    @BeforeEach
    void setUp() throws IOException {
        details = Files.writeString(docs.resolve("details.md"), "prose\n");
        page = docs.resolve("peers.md");
        Files.createDirectory(docs.resolve("figures"));
    }

    /** The run of celu comes first, whatever the order of the files. */
    @Test
    void tables() throws IOException {
        String text = fill(
                "runs",
                "peers",
                "speed",
                "errors",
                "one thread float",
                "all cores float",
                "one number",
                "accuracy ELU",
                "special ELU");
        assertEquals("""
                A page.
                <!-- begin: table runs -->

                2026-01-02, A machine, 4 cores, A JVM 25

                <!-- end -->
                <!-- begin: table peers -->

                |  | library | MB | first call, ms | remark |
                |---|--|--:|--:|--|
                | celu | celu-1 | 0.100 | 2.00 |  |
                | Fast | fast-2.0 | 54.4 | 80.0 | float only |
                | Absent | absent-3 | 1.00 | – | did not load: no library |

                <!-- end -->
                <!-- begin: table speed -->

                |  | ELU, float | ELU, double | CELU, float | CELU, double | ELU backward, float | ELU backward, double |
                |---|--:|--:|--:|--:|--:|--:|
                | System.arraycopy | 0.100 | – | 0.100 | – | 0.100 | – |
                | Fast | 0.250 | – | – | – | – | – |

                <!-- end -->
                <!-- begin: table errors -->

                |  | ELU, float | ELU, double | CELU, float | CELU, double | derivative of ELU, float | derivative of ELU, double | derivative of CELU, float | derivative of CELU, double |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                | celu | 0.750 | – | – | – | – | – | – | – |
                | Fast | 1.7e+07 | – | – | – | – | – | – | – |

                <!-- end -->
                <!-- begin: table one thread float -->

                |  | ELU, 64K | ELU, 16M | CELU, 64K | CELU, 16M | ELU backward, 64K | ELU backward, 16M | CELU backward, 64K | CELU backward, 16M |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                | System.arraycopy | 0.100 | 0.250 | 0.100 | 0.250 | 0.100 | 0.250 | 0.100 | 0.250 |
                | Fast | 0.250 | failed | – | – | – | – | – | – |

                <!-- end -->
                <!-- begin: table all cores float -->

                |  | ELU, 64K | ELU, 16M | CELU, 64K | CELU, 16M | ELU backward, 64K | ELU backward, 16M | CELU backward, 64K | CELU backward, 16M |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                | celu | – | 0.125 | – | – | – | – | – | – |

                <!-- end -->
                <!-- begin: table one number -->

                |  | ELU, float | ELU, double | CELU, float | CELU, double |
                |---|--:|--:|--:|--:|
                | celu | 3.50 | – | – | – |

                <!-- end -->
                <!-- begin: table accuracy ELU -->

                |  | float: largest | at x | mean | differs by place | double: largest | at x | mean | differs by place |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                | celu | 0.750 | -0.500 | 0.250 | 0 | – | – | – | – |
                | Fast | 1.7e+07 | -1.00e-30 | 1.50 | 7 | – | – | – | – |

                <!-- end -->
                <!-- begin: table special ELU -->

                |  | x = −0, α = 1 | x = −∞, α = 1e−40 |
                |---|--:|--:|
                | celu; Fast | −0 | −1e−40 |

                <!-- end -->
                """, text);
        assertEquals("prose\n", Files.readString(details));
        String svg = Files.readString(docs.resolve("figures/peers.svg"));
        for (String word : new String[] {"float: time per element of 65,536, one thread", ">Fast<", ">0.2<"}) {
            assertTrue(svg.contains(word), word);
        }
        assertFalse(svg.contains(">celu<"), "a time that is not exact enough has no dot");
    }

    /** The pages have different tables, and what is outside stays. */
    @Test
    void ownPage() throws IOException {
        String before = "# Peers\n\n<!-- begin: table one number -->\n";
        Files.writeString(page, "prose\n");
        Files.writeString(details, before + "old\n<!-- end -->\nMore.\n");
        assertEquals(0, run(sample("peers-a.json")));
        String text = Files.readString(details);
        assertTrue(text.startsWith(before + "\n|  | ELU, float |") && text.endsWith("<!-- end -->\nMore.\n"), text);
        assertFalse(text.contains("old"), text);
        assertEquals("prose\n", Files.readString(page));
    }

    private String fill(String... tables) throws IOException {
        StringBuilder text = new StringBuilder("A page.\n");
        for (String table : tables) {
            text.append("<!-- begin: table ").append(table).append(" -->\nold\n<!-- end -->\n");
        }
        Files.writeString(page, text);
        assertEquals(0, run(sample("peers-b.json"), sample("peers-a.json")));
        return Files.readString(page);
    }

    @Test
    void unknownTable() throws IOException {
        String text = "<!-- begin: table half -->\n<!-- end -->\n";
        Files.writeString(page, text);
        assertEquals(2, run(sample("peers-a.json")));
        assertEquals(text, Files.readString(page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"peers\": []}", "{\"other\": 1}"})
    void badResults(String json) throws IOException {
        Files.writeString(page, "prose\n");
        assertEquals(2, run(Files.writeString(docs.resolve("bad.json"), json)));
        assertEquals(2, run(docs.resolve("none.json")));
        assertEquals("prose\n", Files.readString(page));
    }

    /** Without this library there is nothing to compare with. */
    @Test
    void withoutCelu() throws IOException {
        Files.writeString(page, "prose\n");
        assertEquals(2, run(sample("peers-b.json")));
    }

    private Path sample(String name) throws IOException {
        Path file = docs.resolve(name);
        try (InputStream in = PeersTest.class.getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private int run(Path... files) {
        List<String> arguments =
                new ArrayList<>(List.of("peers", "--docs", docs.toString(), "--details", details.toString()));
        Stream.of(files).map(Path::toString).forEach(arguments::add);
        return Main.run(arguments.toArray(String[]::new));
    }
}
