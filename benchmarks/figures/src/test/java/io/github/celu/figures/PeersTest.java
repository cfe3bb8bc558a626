package io.github.celu.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @BeforeEach
    void setUp() throws IOException {
        page = docs.resolve("peers.md");
        Files.createDirectory(docs.resolve("figures"));
    }

    /** The run of celu comes first, whatever the order of the files. */
    @Test
    void tables() throws IOException {
        String text = fill(
                "runs", "peers", "one thread float", "all cores float", "one number", "accuracy ELU", "special ELU");
        assertEquals("""
                A page.
                <!-- begin: table runs -->

                2026-01-02, A machine, 4 cores, A JVM 25; celu's backend: vector: 512-bit lanes

                <!-- end -->
                <!-- begin: table peers -->

                |  | library | MB | first call, ms | remark |
                |---|--|--:|--:|--|
                | celu | celu-1 | 0.100 | 2.00 |  |
                | Fast | fast-2.0 | 54.4 | 80.0 | float only |
                | Absent | absent-3 | 1.00 | – | did not load: no library |

                <!-- end -->
                <!-- begin: table one thread float -->

                |  | ELU, 64K | ELU, 16M | CELU, 64K | CELU, 16M | ELU backward, 64K | ELU backward, 16M | CELU backward, 64K | CELU backward, 16M |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                | System.arraycopy | 0.100 (1.00) | 0.250 (1.00) | 0.100 (1.00) | 0.250 (1.00) | 0.100 (1.00) | 0.250 (1.00) | 0.100 (1.00) | 0.250 (1.00) |
                | celu | 0.300 ± 20 % (3.00) | **0.500** ± ? (2.00) | – | – | – | – | – | – |
                | Fast | **0.250** (1.25) | failed | – | – | – | – | – | – |

                <!-- end -->
                <!-- begin: table all cores float -->

                |  | ELU, 64K | ELU, 16M | CELU, 64K | CELU, 16M | ELU backward, 64K | ELU backward, 16M | CELU backward, 64K | CELU backward, 16M |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                | celu | – | **0.125** | – | – | – | – | – | – |

                <!-- end -->
                <!-- begin: table one number -->

                |  | ELU, float | ELU, double | CELU, float | CELU, double |
                |---|--:|--:|--:|--:|
                | celu | **3.50** | – | – | – |

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
        String svg = Files.readString(docs.resolve("figures/peers-float.svg"));
        for (String word : new String[] {"ELU, float, 16,777,216 elements", ">celu<", ">0.50<", "4 cores"}) {
            assertTrue(svg.contains(word), word);
        }
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
        String[] arguments = new String[3 + files.length];
        arguments[0] = "peers";
        arguments[1] = "--docs";
        arguments[2] = docs.toString();
        for (int i = 0; i < files.length; i++) {
            arguments[3 + i] = files[i].toString();
        }
        return Main.run(arguments);
    }
}
