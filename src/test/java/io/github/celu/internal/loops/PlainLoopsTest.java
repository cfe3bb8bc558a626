package io.github.celu.internal.loops;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainLoopsTest {
    /** HotSpot's option FreqInlineSize. */
    private static final int LARGEST_THAT_C2_INLINES = 325;

    private static final Pattern OFFSET = Pattern.compile("(?m)^ +(\\d+): ");

    /** Inlined into a large method of a program, their loops may not be vectorized: LargeMethod in benchmarks/jmh shows it. */
    @ParameterizedTest
    @CsvSource({
        "PlainFloatLoops, values",
        "PlainFloatLoops, derivatives",
        "PlainFloatLoops, valuesAndDerivatives",
        "PlainDoubleLoops, alphaDerivatives"
    })
    void c2DoesNotInlineThem(String loops, String method) throws Exception {
        Path classes = Path.of(PlainFloatLoops.class
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
                        PlainFloatLoops.class.getPackageName() + "." + loops);
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
