package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.testing.Api;
import io.github.celu.testing.Type;
import java.lang.reflect.Array;
import java.lang.reflect.Parameter;
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract's error table for every public method: the right exception, a message with the numbers in it, and
 * nothing touched, for some elements and for none at all. A method with a kind of parameter not known here fails.
 */
class ContractTest {
    private static final int[] LENGTHS = {5, 0};

    private static final double[] VALUES = {-0.75, 0.25, -0.0, -3, 0.0};

    static List<Api> all() {
        return Api.ALL;
    }

    static List<Api> withReferences() {
        return Api.with(float[].class, double[].class, FloatBuffer.class, DoubleBuffer.class);
    }

    static List<Api> withRanges() {
        return Api.ranges();
    }

    /** Whole arrays and buffers, more than one. */
    static Stream<Api> withEqualLengths() {
        return withReferences().stream().filter(api -> !withRanges().contains(api) && references(api).length > 1);
    }

    static Stream<Api> withAlpha() {
        return Api.ALL.stream().filter(api -> index(api, "alpha") >= 0);
    }

    static List<Api> withBuffers() {
        return Api.buffers();
    }

    @ParameterizedTest
    @MethodSource("all")
    void validArgumentsAreAccepted(Api api) {
        for (int length : LENGTHS) {
            api.call(arguments(api, length));
        }
    }

    @ParameterizedTest
    @MethodSource("withReferences")
    void nullIsNamed(Api api) {
        for (int length : LENGTHS) {
            for (int i : references(api)) {
                Object[] arguments = arguments(api, length);
                arguments[i] = null;
                RuntimeException e = assertRejected(NullPointerException.class, api, arguments);
                assertContains(e, api.parameters().get(i).getName());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withRanges")
    void badOffsetIsRejected(Api api) {
        for (int length : LENGTHS) {
            for (int i : references(api)) {
                Object[] valid = arguments(api, length);
                int size = Array.getLength(valid[i]);
                IntStream.of(-1, Integer.MIN_VALUE, size - length + 1, size + 1, Integer.MAX_VALUE, 0 - length)
                        .filter(offset -> offset != 0)
                        .forEach(offset -> {
                            Object[] arguments = arguments(api, length);
                            arguments[index(api, api.parameters().get(i).getName() + "Offset")] = offset;
                            assertRangeRejected(api, arguments);
                        });
                // the sum of offset and length overflows to 0, and to the smallest number
                for (int sum : new int[] {0, Integer.MIN_VALUE}) {
                    Object[] arguments = arguments(api, length);
                    arguments[index(api, api.parameters().get(i).getName() + "Offset")] = Integer.MAX_VALUE;
                    arguments[index(api, "length")] = sum - Integer.MAX_VALUE;
                    assertRangeRejected(api, arguments);
                }
            }
        }
    }

    /** Each array in turn is the only one that is too short. */
    @ParameterizedTest
    @MethodSource("withRanges")
    void badLengthIsRejected(Api api) {
        for (int i : references(api)) {
            int offset =
                    (int) arguments(api, 5)[index(api, api.parameters().get(i).getName() + "Offset")];
            for (int size : new int[] {offset, offset + 5}) {
                for (int length : new int[] {
                    -1,
                    Integer.MIN_VALUE,
                    size - offset + 1,
                    size + 1,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE - offset,
                    Integer.MAX_VALUE - offset + 1,
                    -offset
                }) {
                    Object[] arguments = arguments(api, 5);
                    arguments[i] = api.type().array(new double[size]);
                    arguments[index(api, "length")] = length;
                    assertRangeRejected(api, arguments);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withEqualLengths")
    void unequalLengthsAreRejected(Api api) {
        for (int length : LENGTHS) {
            for (int otherLength : new int[] {length + 1, length + 100, Math.abs(length - 1)}) {
                for (int i : references(api)) {
                    Object[] arguments = arguments(api, length);
                    arguments[i] = arguments(api, otherLength)[i];
                    RuntimeException e = assertRejected(IllegalArgumentException.class, api, arguments);
                    assertContains(e, length);
                    assertContains(e, otherLength);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withAlpha")
    void badAlphaIsRejected(Api api) {
        double[] bad = {Double.NaN, -1, -0.5, -api.type().min, -api.type().max, Double.NEGATIVE_INFINITY};
        if (api.owner() == ELU.class) {
            bad = Arrays.copyOf(bad, bad.length + 1);
            bad[bad.length - 1] = Double.POSITIVE_INFINITY;
        }
        for (int length : LENGTHS) {
            for (double alpha : bad) {
                Object[] arguments = arguments(api, length);
                arguments[index(api, "alpha")] = api.type().scalar(alpha);
                RuntimeException e = assertRejected(IllegalArgumentException.class, api, arguments);
                assertContains(e, "alpha");
                assertContains(e, api.type().scalar(alpha));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withAlpha")
    void minusZeroAlphaIsZero(Api api) {
        Object[] zero = arguments(api, 5);
        zero[index(api, "alpha")] = api.type().scalar(0.0);
        Object[] minusZero = arguments(api, 5);
        minusZero[index(api, "alpha")] = api.type().scalar(-0.0);
        assertEquals(state(api.call(zero)), state(api.call(minusZero)), "result");
        zero[index(api, "alpha")] = null;
        minusZero[index(api, "alpha")] = null;
        assertEquals(state(zero), state(minusZero), "outputs");
    }

    @ParameterizedTest
    @MethodSource("withBuffers")
    void readOnlyOutputsAreRejected(Api api) {
        for (int length : LENGTHS) {
            for (int i = 0; i < api.outputs(); i++) {
                Object[] arguments = arguments(api, length);
                int output = references(api)[api.inputs() + i];
                arguments[output] = readOnly(arguments[output]);
                assertRejected(ReadOnlyBufferException.class, api, arguments);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withBuffers")
    void readOnlyInputsAreAccepted(Api api) {
        Object[] writable = arguments(api, 5);
        Object[] arguments = arguments(api, 5);
        for (int i = 0; i < api.inputs(); i++) {
            arguments[i] = readOnly(arguments[i]);
        }
        api.call(writable);
        api.call(arguments);
        assertEquals(state(writable), state(arguments));
    }

    @ParameterizedTest
    @MethodSource("withReferences")
    void lengthZeroDoesNothing(Api api) {
        Object[] arguments = arguments(api, 0);
        for (int i : references(api)) {
            int offset = index(api, api.parameters().get(i).getName() + "Offset");
            if (offset >= 0) {
                arguments[offset] = Array.getLength(arguments[i]); // the end is a valid place for no elements
            }
        }
        String before = state(arguments);
        Object result = api.call(arguments);
        assertEquals(before, state(arguments));
        assertTrue(List.of("null", "[0.0]", "[]").contains(state(result)), () -> state(result));
    }

    /** Arrays with room around their ranges, buffers with elements before the position and after the limit. */
    private static Object[] arguments(Api api, int length) {
        List<Parameter> parameters = api.parameters();
        boolean range = index(api, "length") >= 0;
        Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            Parameter parameter = parameters.get(i);
            Class<?> c = parameter.getType();
            Type type = api.type();
            double[] values = IntStream.range(0, length + 20 + i)
                    .mapToDouble(k -> VALUES[k % 5])
                    .toArray();
            if (parameter.getName().equals("alpha") && c == type.scalar) {
                arguments[i] = type.scalar(0.5);
            } else if (parameter.getName().equals("x") && c == type.scalar) {
                arguments[i] = type.scalar(-1);
            } else if (parameter.getName().equals("length") && c == int.class) {
                arguments[i] = length;
            } else if (c == int.class
                    && parameter.getName().equals(parameters.get(i - 1).getName() + "Offset")) {
                arguments[i] = 6 + i;
            } else if (c == type.array) {
                arguments[i] = type.array(range ? values : Arrays.copyOf(values, length));
            } else if (c == type.buffer) {
                arguments[i] = Type.wrap(type.array(values)).position(6 + i).limit(6 + i + length);
            } else {
                throw new AssertionError("a new kind of parameter: " + parameter + " of " + api);
            }
        }
        return arguments;
    }

    private static Buffer readOnly(Object buffer) {
        return buffer instanceof FloatBuffer floats
                ? floats.asReadOnlyBuffer()
                : ((DoubleBuffer) buffer).asReadOnlyBuffer();
    }

    /** Where the arrays and buffers are. */
    private static int[] references(Api api) {
        return IntStream.range(0, api.parameters().size())
                .filter(i -> !api.parameters().get(i).getType().isPrimitive())
                .toArray();
    }

    /** Where the parameter of this name is, or −1. */
    private static int index(Api api, String name) {
        return api.parameters().stream().map(Parameter::getName).toList().indexOf(name);
    }

    private static void assertRangeRejected(Api api, Object[] arguments) {
        RuntimeException e = assertRejected(IndexOutOfBoundsException.class, api, arguments);
        int length = (int) arguments[index(api, "length")];
        boolean named = IntStream.of(references(api)).anyMatch(i -> {
            int size = Array.getLength(arguments[i]);
            int offset = (int) arguments[index(api, api.parameters().get(i).getName() + "Offset")];
            boolean bad = offset < 0 || length < 0 || (long) offset + length > size;
            return bad && contains(e, offset) && contains(e, length) && contains(e, size);
        });
        assertTrue(
                named, () -> "not the three numbers of a bad range in \"" + e.getMessage() + "\": " + state(arguments));
    }

    private static RuntimeException assertRejected(
            Class<? extends RuntimeException> expected, Api api, Object[] arguments) {
        String before = state(arguments);
        RuntimeException e = assertThrows(RuntimeException.class, () -> api.call(arguments), before);
        assertInstanceOf(expected, e, before);
        assertEquals(before, state(arguments), "touched before the checks were done");
        return e;
    }

    private static void assertContains(RuntimeException e, Object word) {
        assertTrue(contains(e, word), () -> "\"" + word + "\" should be in \"" + e.getMessage() + "\"");
    }

    private static boolean contains(RuntimeException e, Object word) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(word.toString()) + "(?!\\w|\\.\\d)")
                .matcher(String.valueOf(e.getMessage()))
                .find();
    }

    /** All there is to see of an argument, a result, or several of them. */
    private static String state(Object object) {
        if (object instanceof Object[] several) {
            return Stream.of(several).map(ContractTest::state).toList().toString();
        }
        if (object instanceof Buffer buffer) {
            return "from " + buffer.position() + " to " + buffer.limit() + Arrays.toString(Type.doubles(buffer));
        }
        return object == null ? "null" : Arrays.toString(Type.doubles(object));
    }
}
