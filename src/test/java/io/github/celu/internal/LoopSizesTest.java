package io.github.celu.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopSizesTest {
    /** HotSpot's option FreqInlineSize. */
    private static final int LARGEST_THAT_C2_INLINES = 325;

    private static final Pattern OFFSET = Pattern.compile("(?m)^ +(\\d+): ");

    /**
     * Inlined into a large method of a program, plain loops may not be vectorized: LargeMethod in benchmarks/jmh shows it. Inlined
     * into its caller, the block of a vector loop would share its registers.
     */
    @ParameterizedTest
    @CsvSource({
        "loops.PlainFloatLoops, values",
        "loops.PlainFloatLoops, derivatives",
        "loops.PlainFloatLoops, valuesAndDerivatives",
        "loops.PlainDoubleLoops, alphaDerivatives",
        "loops.PlainFloatColumnLoops, values",
        "loops.PlainFloatColumnLoops, derivatives",
        "loops.PlainDoubleColumnLoops, values",
        "loops.PlainDoubleColumnLoops, derivatives",
        "vector.VectorFloatLoops, valueBlock",
        "vector.VectorFloatLoops, leftValueBlock",
        "vector.VectorFloatLoops, derivativeBlock",
        "vector.VectorFloatLoops, valueAndDerivativeBlock",
        "vector.VectorFloatLoops, backwardBlock",
        "vector.VectorFloatLoops, alphaDerivativeBlock",
        "vector.VectorDoubleLoops, valueBlock",
        "vector.VectorDoubleLoops, leftValueBlock",
        "vector.VectorDoubleLoops, derivativeBlock",
        "vector.VectorDoubleLoops, valueAndDerivativeBlock",
        "vector.VectorDoubleLoops, backwardBlock",
        "vector.VectorDoubleLoops, alphaDerivativeBlock"
    })
    void c2DoesNotInlineThem(String loops, String method) throws Exception {
        Path classes = Path.of(Backends.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "-c",
                        "-p",
                        "-classpath",
                        classes.toString(),
                        Backends.class.getPackageName() + "." + loops);
        String code = out.toString().split(" " + method + "\\(.*\\);")[1].split("\n\n|\r\n\r\n")[0];
        int last = OFFSET.matcher(code)
                .results()
                .map(MatchResult::group)
                .map(line -> line.replaceAll("\\D", ""))
                .mapToInt(Integer::parseInt)
                .max()
                .orElseThrow();
        assertTrue(last >= LARGEST_THAT_C2_INLINES, () -> "only " + (last + 1) + " bytes");
    }
}
