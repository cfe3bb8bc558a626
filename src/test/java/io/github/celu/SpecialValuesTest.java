package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.testing.Api;
import io.github.celu.testing.Function;
import io.github.celu.testing.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract's table of values, for float and double and in every form a function has: scalar, arrays, ranges,
 * buffers, and as a part of the combined ones. All forms give the same bits, here and for any other argument.
 */
class SpecialValuesTest {
    /** More than the 128 from which on plain loops serve, and no multiple of a vector. */
    private static final int LENGTH = 141;

    /** "any" stands for every alpha, "positive" for those that are neither 0 nor infinite. */
    @ParameterizedTest(name = "{arguments}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            class | x         | alpha    | apply     | gradient | gradientAlpha | secondDerivative
            CELU  | NaN       | any      | NaN       | NaN      | NaN           | NaN
            CELU  | 0         | any      | 0         | 1        | 0             | 0
            CELU  | -0        | any      | -0        | 1        | 0             | 0
            CELU  | min       | any      | min       | 1        | 0             | 0
            CELU  | 1         | any      | 1         | 1        | 0             | 0
            CELU  | max       | any      | max       | 1        | 0             | 0
            CELU  | Infinity  | any      | Infinity  | 1        | 0             | 0
            CELU  | -Infinity | positive | -alpha    | 0        | -1            | 0
            CELU  | -min      | 0        | 0         | 0        | -1            | 0
            CELU  | -1        | 0        | 0         | 0        | -1            | 0
            CELU  | -max      | 0        | 0         | 0        | -1            | 0
            CELU  | -Infinity | 0        | 0         | 0        | -1            | 0
            CELU  | -min      | Infinity | -min      | 1        | 0             | 0
            CELU  | -1        | Infinity | -1        | 1        | 0             | 0
            CELU  | -max      | Infinity | -max      | 1        | 0             | 0
            CELU  | -Infinity | Infinity | -Infinity | 1        | 0             | 0
            CELU  | -1        | min      | -min      | 0        | -1            | 0
            CELU  | -min      | min      | .         | .        | .             | Infinity
            CELU  | -min      | 1        | -min      | 1        | .             | 1
            CELU  | -min      | max      | -min      | 1        | .             | .
            CELU  | -1        | max      | -1        | 1        | .             | .
            ELU   | NaN       | any      | NaN       | NaN      | NaN           | NaN
            ELU   | 0         | any      | 0         | 1        | 0             | 0
            ELU   | -0        | any      | -0        | 1        | 0             | 0
            ELU   | min       | any      | min       | 1        | 0             | 0
            ELU   | 1         | any      | 1         | 1        | 0             | 0
            ELU   | max       | any      | max       | 1        | 0             | 0
            ELU   | Infinity  | any      | Infinity  | 1        | 0             | 0
            ELU   | -Infinity | positive | -alpha    | 0        | -1            | 0
            ELU   | -max      | positive | -alpha    | 0        | -1            | 0
            ELU   | -min      | 0        | 0         | 0        | -min          | 0
            ELU   | -max      | 0        | 0         | 0        | -1            | 0
            ELU   | -Infinity | 0        | 0         | 0        | -1            | 0
            ELU   | -min      | positive | .         | alpha    | -min          | alpha
            ELU   | -min      | 1        | -min      | 1        | -min          | 1
            """)
    void valuesAndDerivatives(
            String owner, String x, String alphas, String apply, String gradient, String gradientAlpha, String second)
            throws ClassNotFoundException {
        Map<String, String> columns = Map.of(
                "apply", apply, "gradient", gradient, "gradientAlpha", gradientAlpha, "secondDerivative", second);
        for (Function function : Function.of(Class.forName("io.github.celu." + owner))) {
            String expected = columns.get(function.method);
            for (Type type : expected.equals(".") ? new Type[0] : Type.values()) {
                for (double alpha : alphas(alphas, function.owner, type)) {
                    assertForms(
                            function.owner,
                            type,
                            function.method,
                            repeat(number(expected, type, alpha)),
                            alpha,
                            repeat(number(x, type, alpha)));
                }
            }
        }
    }

    /** backward and, with y in the place of x, backwardFromOutput. */
    @ParameterizedTest(name = "{arguments}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            method                  | dy        | x or y    | alpha    | dx
            CELU.backward           | NaN       | 1         | any      | NaN
            CELU.backward           | NaN       | -1        | any      | NaN
            CELU.backward           | NaN       | -Infinity | any      | NaN
            CELU.backward           | 1         | NaN       | any      | NaN
            CELU.backward           | 0         | NaN       | any      | NaN
            CELU.backward           | Infinity  | NaN       | any      | NaN
            CELU.backward           | NaN       | NaN       | any      | NaN
            CELU.backward           | 3         | 0         | any      | 3
            CELU.backward           | 3         | -0        | any      | 3
            CELU.backward           | -Infinity | Infinity  | any      | -Infinity
            CELU.backward           | -0        | 1         | any      | -0
            CELU.backward           | 3         | -Infinity | positive | 0
            CELU.backward           | -3        | -Infinity | positive | -0
            CELU.backward           | Infinity  | -Infinity | positive | NaN
            CELU.backward           | max       | -1        | 0        | 0
            CELU.backward           | 3         | -Infinity | Infinity | 3
            ELU.backward            | NaN       | 1         | any      | NaN
            ELU.backward            | NaN       | -1        | any      | NaN
            ELU.backward            | NaN       | -Infinity | any      | NaN
            ELU.backward            | 1         | NaN       | any      | NaN
            ELU.backward            | 0         | NaN       | any      | NaN
            ELU.backward            | Infinity  | NaN       | any      | NaN
            ELU.backward            | NaN       | NaN       | any      | NaN
            ELU.backward            | 3         | 0         | any      | 3
            ELU.backward            | 3         | -0        | any      | 3
            ELU.backward            | -Infinity | Infinity  | any      | -Infinity
            ELU.backward            | -0        | 1         | any      | -0
            ELU.backward            | 3         | -Infinity | positive | 0
            ELU.backward            | -3        | -Infinity | positive | -0
            ELU.backward            | Infinity  | -Infinity | positive | NaN
            ELU.backward            | max       | -1        | 0        | 0
            CELU.backwardFromOutput | NaN       | 1         | any      | NaN
            CELU.backwardFromOutput | NaN       | -0.5      | positive | NaN
            CELU.backwardFromOutput | 3         | NaN       | any      | NaN
            CELU.backwardFromOutput | 0         | NaN       | any      | NaN
            CELU.backwardFromOutput | 3         | 1         | any      | 3
            CELU.backwardFromOutput | 3         | min       | any      | 3
            CELU.backwardFromOutput | -Infinity | Infinity  | any      | -Infinity
            CELU.backwardFromOutput | 3         | 0         | positive | 3
            CELU.backwardFromOutput | 3         | -0        | positive | 3
            CELU.backwardFromOutput | 3         | -alpha    | positive | 0
            CELU.backwardFromOutput | -3        | -alpha    | positive | -0
            CELU.backwardFromOutput | 3         | -0.5      | 2        | 2.25
            CELU.backwardFromOutput | 3         | -3        | 2        | -1.5
            CELU.backwardFromOutput | 3         | -0.25     | 0.5      | 1.5
            CELU.backwardFromOutput | -Infinity | -0.25     | 0.5      | -Infinity
            CELU.backwardFromOutput | 3         | 0         | 0        | 0
            CELU.backwardFromOutput | 3         | -0        | 0        | 0
            CELU.backwardFromOutput | -3        | 0         | 0        | 0
            CELU.backwardFromOutput | Infinity  | 0         | 0        | 0
            CELU.backwardFromOutput | 3         | -1        | 0        | 0
            CELU.backwardFromOutput | NaN       | 0         | 0        | NaN
            CELU.backwardFromOutput | NaN       | -1        | 0        | NaN
            CELU.backwardFromOutput | NaN       | -2        | Infinity | NaN
            CELU.backwardFromOutput | 3         | -2        | Infinity | 3
            CELU.backwardFromOutput | 3         | -Infinity | Infinity | 3
            CELU.backwardFromOutput | 3         | 0         | Infinity | 3
            ELU.backwardFromOutput  | NaN       | 1         | any      | NaN
            ELU.backwardFromOutput  | NaN       | -0.5      | positive | NaN
            ELU.backwardFromOutput  | 3         | NaN       | any      | NaN
            ELU.backwardFromOutput  | 0         | NaN       | any      | NaN
            ELU.backwardFromOutput  | 3         | 1         | any      | 3
            ELU.backwardFromOutput  | 3         | -3        | 2        | -3
            ELU.backwardFromOutput  | 3         | min       | any      | 3
            ELU.backwardFromOutput  | -Infinity | Infinity  | any      | -Infinity
            ELU.backwardFromOutput  | 3         | 0         | positive | 3
            ELU.backwardFromOutput  | 3         | -0        | positive | 3
            ELU.backwardFromOutput  | 3         | -alpha    | positive | 0
            ELU.backwardFromOutput  | -3        | -alpha    | positive | -0
            ELU.backwardFromOutput  | 3         | -0.5      | 2        | 4.5
            ELU.backwardFromOutput  | 3         | -0.25     | 0.5      | 0.75
            ELU.backwardFromOutput  | -Infinity | -0.25     | 0.5      | -Infinity
            ELU.backwardFromOutput  | 3         | 0         | 0        | 0
            ELU.backwardFromOutput  | 3         | -0        | 0        | 0
            ELU.backwardFromOutput  | -3        | 0         | 0        | 0
            ELU.backwardFromOutput  | Infinity  | 0         | 0        | 0
            ELU.backwardFromOutput  | 3         | -1        | 0        | 0
            ELU.backwardFromOutput  | NaN       | 0         | 0        | NaN
            ELU.backwardFromOutput  | NaN       | -1        | 0        | NaN
            """)
    void backPropagation(String method, String dy, String x, String alphas, String dx) throws ClassNotFoundException {
        String[] ownerAndName = method.split("\\.");
        Class<?> function = Class.forName("io.github.celu." + ownerAndName[0]);
        for (Type type : Type.values()) {
            for (double alpha : alphas(alphas, function, type)) {
                assertForms(
                        function,
                        type,
                        ownerAndName[1],
                        repeat(number(dx, type, alpha)),
                        alpha,
                        repeat(number(dy, type, alpha)),
                        repeat(number(x, type, alpha)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFormGivesTheBitsOfTheScalarOne(Type type) {
        for (Function function : Function.values()) {
            for (double alpha : type.alphas(function.owner)) {
                double[] x = type.samples(1, 1_500, alpha);
                double[] expected = DoubleStream.of(x)
                        .map(xi -> function.at(type, xi, alpha))
                        .toArray();
                assertForms(function.owner, type, function.method, expected, alpha, x);
            }
        }
    }

    /** Within the smallest number, so that none has become zero. */
    @Test
    void resultsUnderflowGradually() {
        for (double x = -103.2f; x <= -87.4f; x += 0.125f) {
            assertSubnormal(Type.FLOAT, Float.MIN_NORMAL, (float) x);
        }
        for (double x = -744.4; x <= -708.5; x += 0.125) {
            assertSubnormal(Type.DOUBLE, Double.MIN_NORMAL, x);
        }
    }

    private static void assertSubnormal(Type type, double minNormal, double x) {
        double exp = StrictMath.exp(x);
        assertTrue(exp >= type.min && exp < minNormal);
        for (Class<?> function : List.of(CELU.class, ELU.class)) {
            for (Api gradient : Api.forms(function, type, "gradient")) {
                double[] actual = gradient.run(1, repeat(x))[0];
                for (double d : actual) {
                    assertEquals(exp, d, type.min, () -> gradient + ", x = " + Double.toHexString(x));
                }
            }
        }
        double y = type.round(exp);
        for (Api apply : Api.forms(CELU.class, type, "apply")) {
            if (apply.parameters().size() > 1) {
                assertBits(repeat(-y), apply.run(type.max, repeat(-y))[0], apply, type.max, repeat(-y));
                assertBits(repeat(-y), apply.run(y, repeat(-1))[0], apply, y, repeat(-1));
            }
        }
    }

    /** All forms of a function, and what the combined ones give of it. */
    private static void assertForms(
            Class<?> function, Type type, String name, double[] expected, double alpha, double[]... inputs) {
        for (Api api : Api.forms(function, type, name)) {
            if (alpha == 1 || api.parameters().size() > 1) {
                assertBits(expected, api.run(alpha, inputs)[0], api, alpha, inputs);
            }
        }
        if (name.equals("apply") || name.equals("gradient")) {
            for (Api api : Api.forms(function, type, "applyAndGradient")) {
                assertBits(expected, api.run(alpha, inputs)[name.equals("apply") ? 0 : 1], api, alpha, inputs);
            }
        }
        if (name.equals("gradient")) {
            double[] ones = new double[expected.length];
            Arrays.fill(ones, 1);
            for (Api api : Api.forms(function, type, "backward")) {
                assertBits(expected, api.run(alpha, ones, inputs[0])[0], api, alpha, inputs);
            }
        }
    }

    private static void assertBits(double[] expected, double[] actual, Api api, double alpha, double[]... inputs) {
        Type.assertSame(expected, actual, () -> {
            int i = Math.max(0, Arrays.mismatch(expected, actual));
            return api + " for "
                    + Stream.of(inputs).map(input -> Type.hex(input, i)).toList() + ", alpha "
                    + Double.toHexString(alpha);
        });
    }

    private static double[] repeat(double value) {
        double[] values = new double[LENGTH];
        Arrays.fill(values, value);
        return values;
    }

    private static double[] alphas(String text, Class<?> function, Type type) {
        return switch (text) {
            case "any" -> type.alphas(function);
            case "positive" ->
                DoubleStream.of(type.alphas(function))
                        .filter(alpha -> alpha > 0 && alpha <= type.max)
                        .toArray();
            default -> new double[] {number(text, type, 0)};
        };
    }

    private static double number(String text, Type type, double alpha) {
        if (text.startsWith("-")) {
            return -number(text.substring(1), type, alpha);
        }
        return switch (text) {
            case "alpha" -> alpha;
            case "min" -> type.min;
            case "max" -> type.max;
            default -> Double.parseDouble(text);
        };
    }
}
