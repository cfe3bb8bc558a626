package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What float and double, and CELU and ELU, have in common is the same text but for these substitutions, made in this order;
 * white space does not count. So what is mended in one twin only fails.
 */
class TwinsTest {
    private static final String SOURCES = "src/main/java/io/github/celu/";

    private static final String[][] FLOAT_TO_DOUBLE = {
        {"float", "double"},
        {"Float", "Double"},
        {"\\b(0x[0-9a-f.]+p-?\\d+|\\d+\\.\\d+)f\\b", "$1"},
        {"\\b(\\d+)f\\b", "$1.0"},
        {"\\* \\(double\\) d\\b", "* d"}, // the product of two floats is exact
        {"(derivative in alpha: [^*]*Error below) 1 ulp", "$1 2 ulp"},
    };

    /** Also the bits of a number, the lanes that hold them, and the polynomial, whose degree is another. */
    private static final String[][] FLOAT_TO_DOUBLE_STEPS = {
        {"\\bFLOATS\\b", "DOUBLES"},
        {"\\bF\\.", "D."},
        {"\\bINTS\\b", "LONGS"},
        {"\\bI\\.", "L."},
        {"\\bIntVector\\b", "LongVector"},
        {"RawIntBits", "RawLongBits"},
        {"intBits", "longBits"},
        {"AsInts", "AsLongs"},
        {"(LSHL,|<<) 23", "$1 52"},
        {"DoubleVector q\\d+ = .*?; ", ""},
        {"(DoubleVector|double) s4 = .*?; ", ""},
        {"(DoubleVector|double) q(Low|High)? = .*?; ", ""},
    };

    private static final String[][] CELU_TO_ELU = {
        {"CELU", "ELU"},
        {"celu", "elu"},
        {"Celu", "Elu"},
        {"(Float|Double)AlphaKernel\\.scalarElu\\(alpha\\)\\.derivative", "$1Kernel.expm1(alpha).leftValue"},
        {"(Float|Double)AlphaKernel\\.elu", "$1Kernel.expm1"},
        {"α, not negative", "α, finite and not negative"},
        {"equation \\(3\\)", "equation (1)"},
        {"equation \\(4\\)", "equation (2)"},
        {"α·expm1\\(x/α\\)", "α·expm1(x)"},
        {"expm1\\(x/α\\) − .*? for x &lt; 0 \\(equation \\(5\\)\\)", "expm1(x) for x &lt; 0"},
        {"exp\\(x/α\\)(/α)?", "α·exp(x)"},
        {"1 \\+ y/α", "α + y"},
        {"x, within \\[0, 1\\]", "x on either side of 0; PyTorch gives alpha, not 1, at x = 0"},
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FloatArrays",
                "FloatChannels",
                "FloatChannelSums",
                "FloatSum",
                "loops/FloatColumnLoops",
                "loops/FloatLoops",
                "loops/ScalarFloatColumnLoops",
                "loops/ScalarFloatLoops"
            })
    void filesOfFloatAndDouble(String file) throws IOException {
        String path = "internal/" + file;
        assertTwins(read(path), FLOAT_TO_DOUBLE, read(path.replace("Float", "Double")));
    }

    @ParameterizedTest
    @CsvSource({
        "kernel/FloatKernel, 'celu, celuSecond, elu, eluSecond, scalarCelu, scalarCeluSecond, scalarElu, scalarEluSecond'",
        "kernel/FloatKernel, 'value, leftValue, derivative, derivativeLeft, exp'",
        "kernel/FloatKernel, backwardFromOutput",
        "kernel/FloatAlphaKernel, 'celu, scalarCelu, isModerate, derivative'",
        "loops/PlainFloatLoops, 'backwardFromOutput, outputProducts, clamp, select, multiply, isLeft, takeScratch, minLength'",
        "loops/FloatColumns, repeat",
        "loops/PlainFloatColumnLoops, 'value, derivative, backward, takeBlock, Block, multiply'",
        "vector/VectorFloatLoops, 'derivative, derivativeBlock, backward, backwardBlock, backwardFromOutput, minLength'",
        "vector/VectorFloatLoops, 'value, leftValue, valueAndDerivative, alphaDerivative'",
        "vector/VectorFloatColumnLoops, 'numbers, step, rows, derivative, backward'",
        "FloatWarmUp, 'operations, run'",
        "FloatColumnWarmUp, 'operations, run'",
    })
    void methodsOfFloatAndDouble(String file, String methods) throws IOException {
        String floats = withoutComments(Files.readString(path("internal/" + file)));
        String doubles = withoutComments(Files.readString(path("internal/" + file.replace("Float", "Double"))));
        for (String method : methods.split(", ")) {
            String twin = substitute(substitute(methods(floats, method), FLOAT_TO_DOUBLE), FLOAT_TO_DOUBLE_STEPS);
            assertSame(twin, substitute(methods(doubles, method), FLOAT_TO_DOUBLE_STEPS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CELU", "ELU"})
    void halvesOfAFacade(String facade) throws IOException {
        String methods = methodsOfFacade(facade);
        int half = methods.indexOf("/** Returns {@link #apply(double, double) apply(x, 1)}");
        assertTwins(methods.substring(0, half), FLOAT_TO_DOUBLE, methods.substring(half));
    }

    @Test
    void facades() throws IOException {
        assertTwins(methodsOfFacade("CELU"), CELU_TO_ELU, methodsOfFacade("ELU"));
    }

    /** After the constructor, down to the brace that closes the class. */
    private static String methodsOfFacade(String facade) throws IOException {
        String text = read(facade);
        String constructor = "private " + facade + "() {}";
        return text.substring(text.indexOf(constructor) + constructor.length(), text.lastIndexOf('}'))
                .strip();
    }

    /** All of this name, one after the other; or a class. */
    private static String methods(String source, String name) {
        Matcher matcher = Pattern.compile(
                        "^    [^ /@=]+ [^/@=(]*\\b" + name + " ?[({](?s:.*?)^    }", Pattern.MULTILINE)
                .matcher(source);
        StringBuilder methods = new StringBuilder();
        while (matcher.find()) {
            methods.append(matcher.group()).append('\n');
        }
        assertFalse(methods.isEmpty(), () -> "no method " + name);
        return normal(methods.toString());
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
    }

    private static String read(String file) throws IOException {
        return normal(Files.readString(path(file)));
    }

    private static Path path(String file) {
        return Path.of(SOURCES + file + ".java");
    }

    /** One space for any white space and for the asterisk that begins a line of a comment, and none inside parentheses. */
    private static String normal(String text) {
        return text.replaceAll("\\s*\\n\\s*\\*(?!/)|\\s+", " ")
                .replaceAll(" +", " ")
                .replace("( ", "(")
                .strip();
    }

    private static String substitute(String text, String[][] substitutions) {
        for (String[] substitution : substitutions) {
            text = text.replaceAll(substitution[0], substitution[1]);
        }
        return text;
    }

    private static void assertTwins(String text, String[][] substitutions, String twin) {
        assertSame(substitute(text, substitutions), twin);
    }

    /** Statement by statement, so that a failure shows which one differs. */
    private static void assertSame(String expected, String actual) {
        String[] statements = statements(expected);
        String[] others = statements(actual);
        int i = Arrays.mismatch(statements, others);
        if (i >= 0) {
            String before = i == 0 ? "" : statements[i - 1];
            assertEquals(
                    i < statements.length ? statements[i] : "the end",
                    i < others.length ? others[i] : "the end",
                    "after " + before);
        }
    }

    private static String[] statements(String text) {
        return text.split("(?<=[;{}]) ?|(?=/\\*\\*)");
    }
}
