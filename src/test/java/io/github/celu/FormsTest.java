package io.github.celu;

import io.github.celu.testing.Api;
import io.github.celu.testing.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of a function, scalar, for arrays or for buffers, with alpha or without, gives the bits of the scalar call with alpha. */
class FormsTest {
    /** The last is longer than any block of the loops. */
    private static final int[] LENGTHS = {0, 1, 7, 100, 700, 5000};

    static List<Api> all() {
        return Api.ALL;
    }

    /** Those that write into an array of the same length, the only kind that says nothing of ranges. */
    static Stream<Api> wholeArrays() {
        return Api.with(float[].class, double[].class).stream()
                .filter(api -> !Api.ranges().contains(api))
                .filter(api -> arrays(api) > api.inputs());
    }

    private static long arrays(Api api) {
        return api.parameters().stream()
                .filter(parameter -> parameter.getType().isArray())
                .count();
    }

    /** Without the parameter it is 1. */
    private static double[] alphas(Api api) {
        boolean given = api.parameters().stream()
                .anyMatch(parameter -> parameter.getName().equals("alpha"));
        return given ? api.type().alphas(api.owner()) : new double[] {1};
    }

    private static double[][] inputs(Api api, int length, double alpha) {
        double[] x = api.type().samples(length, length, alpha);
        return api.inputs() == 1
                ? new double[][] {x}
                : new double[][] {api.type().samples(length + 1, length, 1), x};
    }

    /** By the form for ranges, which knows how to be compared with scalar calls; a function without one fails. */
    private static double[][] expected(Api api, double alpha, double[]... inputs) {
        Api range = Api.forms(api.owner(), api.type(), api.name()).stream()
                .filter(Api.ranges()::contains)
                .findAny()
                .orElseThrow();
        double[][] expected = range.elementByElement(alpha, inputs);
        if (api.returnsSum()) {
            expected[api.outputs()] = Api.sum(expected[api.outputs()], 0, inputs[0].length);
        }
        return expected;
    }

    private static void assertSame(double[][] expected, double[][] actual, String what) {
        for (int i = 0; i < expected.length; i++) {
            Type.assertSame(expected[i], actual[i], () -> what);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theBitsOfTheScalarCall(Api api) {
        for (double alpha : alphas(api)) {
            for (int length : LENGTHS) {
                double[][] inputs = inputs(api, length, alpha);
                String what = api + ", alpha " + alpha + ", length " + length;
                assertSame(expected(api, alpha, inputs), api.run(alpha, inputs), what);
            }
        }
    }

    /** Each output in turn is each of the inputs. */
    @ParameterizedTest
    @MethodSource("wholeArrays")
    void inPlace(Api api) {
        for (int length : LENGTHS) {
            for (int input = 0; input < api.inputs(); input++) {
                for (int output = 0; output < api.outputs(); output++) {
                    double alpha = alphas(api)[0] == 1 ? 1 : api.type().round(0.7);
                    double[][] inputs = inputs(api, length, alpha);
                    Object[] arrays = Stream.concat(
                                    Stream.of(inputs),
                                    Stream.generate(() -> new double[length]).limit(api.outputs()))
                            .map(api.type()::array)
                            .toArray();
                    arrays[api.inputs() + output] = arrays[input];
                    List<Object> arguments = new ArrayList<>(Arrays.asList(arrays));
                    if (arguments.size() < api.parameters().size()) {
                        arguments.add(api.type().scalar(alpha));
                    }
                    Object sum = api.call(arguments.toArray());
                    double[][] actual = Stream.concat(
                                    Arrays.stream(arrays, api.inputs(), arrays.length), Stream.ofNullable(sum))
                            .map(Type::doubles)
                            .toArray(double[][]::new);
                    String what = api + ", length " + length + ", output " + output + " is input " + input;
                    assertSame(expected(api, alpha, inputs), actual, what);
                }
            }
        }
    }
}
