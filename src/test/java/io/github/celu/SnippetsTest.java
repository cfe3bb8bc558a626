package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.celu.testing.Shell;
import io.github.celu.testing.Shell.Block;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the documents show compiles and runs, as a reader would try it: all blocks marked as Java, in order, in one jshell for each
 * document. A block with the line "// JDK 22 and later" is left out on older ones. An {@code assert} in a block is checked.
 */
class SnippetsTest {
    @BeforeEach
    void once() {
        assumeTrue("PLAIN".equals(System.getProperty("celu.test.expectedBackend")), "once is enough");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/guide.md"})
    void everyBlockRuns(String document) throws Exception {
        List<Block> blocks = Block.of(Path.of(document));
        assertFalse(blocks.isEmpty());
        try (Shell shell = new Shell()) {
            blocks.stream().filter(Block::isForThisJdk).forEach(shell::run);
        }
    }

    /** The test of the test: what is wrong in a block is found, and where it is. */
    @Test
    void badBlocksFail() {
        try (Shell shell = new Shell()) {
            for (String code : List.of(
                    "float y = CELU.apply(-1d);",
                    "float y = CELU.apply(-1f)\nfloat z = ;",
                    "float[] y = {1;",
                    "void f() { g(); }",
                    "CELU.apply(-1f, -1f);",
                    "assert CELU.apply(-1f) > 0;",
                    "List<Float> notImported;")) {
                AssertionError e =
                        assertThrows(AssertionError.class, () -> shell.run(new Block("here", "", code)), code);
                assertTrue(e.getMessage().startsWith("here: "), e::getMessage);
            }
        }
    }

    @Test
    void aBlockForNewerJdks() {
        assertTrue(new Block("", "", "int i; // JDK 17 and later").isForThisJdk());
        assertFalse(new Block("", "", "// JDK 99 and later\nint i;").isForThisJdk());
    }

    @Test
    void methodsCallWhatStandsBelowThem() {
        try (Shell shell = new Shell()) {
            assertEquals(
                    "2.0",
                    shell.run("float g(float x) { return f(x); }\nfloat f(float x) { return CELU.apply(x); }\ng(2);"));
        }
    }
}
