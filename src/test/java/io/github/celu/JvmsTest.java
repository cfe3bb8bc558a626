package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.celu.programs.Bits;
import io.github.celu.testing.Jvm;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other kinds of JVM: the expected backend, the same bits, and no word on the console but the JVM's own. */
@Tag("jvm")
class JvmsTest {
    private static final String BACKEND = "-Dio.github.celu.backend=";
    private static final String VECTOR = "--add-modules=jdk.incubator.vector";
    private static final List<String> INCUBATOR = List.of("WARNING: Using incubator modules: jdk.incubator.vector");

    @BeforeAll
    static void onceIsEnough() {
        assumeTrue("PLAIN".equals(System.getProperty("celu.test.expectedBackend")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # JVM options             | results | description
            -Dnothing=special         |  2000   | plain: no module .*
            -Xint                     |   200   | plain: no module .*
            -XX:TieredStopAtLevel=1   |  2000   | plain: no module .*
            -XX:-UseFMA               |  2000   | plain: no module .*; fused .* in software
            -XX:UseAVX=0              |  2000   | plain: no module .*; fused .* in software
            -XX:UseAVX=1              |  2000   | plain: no module .*
            -XX:UseAVX=2              |  2000   | plain: no module .*
            -XX:MaxVectorSize=16      |  2000   | plain: no module .*
            -XX:MaxVectorSize=8       |  2000   | plain: no module .*
            """)
    void withoutTheVectorModule(String option, int results, String description) throws Exception {
        assertEquals(List.of(), assertBits(results, description, option));
    }

    /** Where the vector loops run they do so at once, and C2 compiles them at once too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # JVM options             | results | description
            -Dnothing=special         |  2000   | vector: \\d+-bit lanes
            -Xint                     |   200   | plain: no C2 .*; vector was asked for
            -XX:TieredStopAtLevel=1   |  2000   | plain: no C2 .*; vector was asked for
            -XX:-UseFMA               |  2000   | plain: no fused .*; vector was asked for; fused .* in software
            -XX:UseAVX=0              |  2000   | plain: no fused .*; vector was asked for; fused .* in software
            -XX:UseAVX=1              |  2000   | vector: 128-bit lanes; double plain: vectors have only 128 bits
            -XX:UseAVX=2              |  2000   | vector: 256-bit lanes
            -XX:MaxVectorSize=16      |  2000   | vector: 128-bit lanes; double plain: vectors have only 128 bits
            -XX:MaxVectorSize=8       |  2000   | plain: vectors have only 64 bits; vector was asked for
            """)
    void withTheVectorModule(String option, int results, String description) throws Exception {
        assertEquals(INCUBATOR, assertBits(results, description, option, VECTOR, BACKEND + "vector", "-Xbatch"));
    }

    @Test
    void plainIfAskedFor() throws Exception {
        String description = "plain: chosen by the system property io.github.celu.backend";
        assertEquals(INCUBATOR, assertBits(2000, description, VECTOR, BACKEND + "plain"));
    }

    @Test
    void vectorAskedForInVain() throws Exception {
        String description = "plain: no module .*; vector was asked for";
        assertEquals(List.of(), assertBits(2000, description, BACKEND + "vector"));
    }

    @Test
    void plainAtFirstByDefault() throws Exception {
        String description = "plain: vector loops are compiled once 16777216 elements have been processed";
        assertEquals(INCUBATOR, assertBits(2000, description, VECTOR));
        assertEquals(INCUBATOR, assertBits(2000, description, VECTOR, BACKEND + "auto"));
    }

    /** One warning, in the two lines that java.util.logging makes of it. */
    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "PLAIN", ""})
    void unknownBackendIsWarnedOf(String value) throws Exception {
        List<String> err = assertBits(200, "plain: no module .*", BACKEND + value, "-Duser.language=en");
        assertEquals(2, err.size(), err::toString);
        assertTrue(err.get(1).matches("WARNING: .*io.github.celu.backend.*\"" + value + "\".*auto.*"), err::toString);
    }

    /** Runs {@link Bits} with the options, checks what it prints, and returns its standard error. */
    private static List<String> assertBits(int results, String description, String... options) throws Exception {
        boolean x86 = System.getProperty("os.arch").matches("amd64|x86_64");
        assumeTrue(x86 || !List.of(options).toString().contains("AVX"), "only for x86");
        Jvm.Result result = Jvm.run(Bits.class, List.of("" + results), options);
        assertTrue(result.out().get(1).matches(description), result::toString);
        assertEquals(
                Bits.table(results),
                String.join("\n", result.out().subList(2, result.out().size())) + "\n",
                result::toString);
        return result.err();
    }
}
