package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.testing.Api;
import io.github.celu.testing.Function;
import io.github.celu.testing.Type;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The methods with an alpha for each channel: every element has the bits of the scalar call with its alpha, and nothing else is written. */
class ChannelsTest {
    /**
     * Channels and inner: below and above the length of a long run and the number of partial sums; as many columns as fit in a
     * block of plain loops, and more.
     */
    private static final int[][] SHAPES = {
        {1, 1}, {1, 100}, {3, 1}, {5, 7}, {17, 1}, {32, 3}, {4, 63}, {4, 64}, {2, 127}, {2, 128}, {3, 200}, {70, 60},
        {2, 700}
    };

    /** Numbers of rows, too few for loops along them and enough; only small matrices have many, to save time. */
    private static int[] batches(int[] shape) {
        return shape[0] * shape[1] > 100 ? new int[] {0, 1, 3, 23} : new int[] {0, 1, 3, 23, 523};
    }

    private static final double GUARD = 123.25;

    static List<Api> channels() {
        return Api.CHANNELS;
    }

    static List<Api> ranges() {
        return Api.CHANNELS.stream().filter(Api::isRange).toList();
    }

    static List<Api> withSums() {
        return Api.CHANNELS.stream().filter(api -> index(api, "dalpha") >= 0).toList();
    }

    static List<Api> withSumsOfDoubles() {
        return withSums().stream().filter(api -> api.type() == Type.DOUBLE).toList();
    }

    /** A call and its arguments, which can be set by name. */
    private static final class Call {
        final Api api;
        final List<Object> arguments = new ArrayList<>();

        Call(Api api) {
            this.api = api;
        }

        void set(String name, Object value) {
            arguments.set(index(api, name), value);
        }
    }

    private static int index(Api api, String name) {
        return api.parameters().stream().map(Parameter::getName).toList().indexOf(name);
    }

    /** All extreme alphas and others, in turn; no channel has the one of its neighbour. */
    private static double[] alphas(Api api, int channels, boolean moderate) {
        double[] all =
                moderate ? new double[] {0.7, 2.5, 1, 0.01, 30} : api.type().alphas(api.owner());
        return IntStream.range(0, channels)
                .mapToDouble(c -> api.type().round(all[c % all.length]))
                .toArray();
    }

    /** Arrays with ranges of the given length at the given offsets; of equal places it is one array. */
    private static Call call(Api api, double[] alpha, int inner, int length, Object[] arrays, int... offsets) {
        Call call = new Call(api);
        int range = 0;
        for (Parameter parameter : api.parameters()) {
            String name = parameter.getName();
            if (name.equals("inner")) {
                call.arguments.add(inner);
            } else if (name.equals("length")) {
                call.arguments.add(length);
            } else if (name.equals("alpha")) {
                call.arguments.add(api.type().array(alpha));
            } else if (name.equals("dalpha")) {
                call.arguments.add(new double[alpha.length]);
            } else if (parameter.getType() == int.class) {
                call.arguments.add(offsets[range - 1]);
            } else {
                call.arguments.add(arrays[range++]);
            }
        }
        return call;
    }

    private static double[] run(Call call) {
        call.api.call(call.arguments.toArray());
        int dalpha = index(call.api, "dalpha");
        return dalpha < 0 ? new double[0] : (double[]) call.arguments.get(dalpha);
    }

    /** The output and the sums, by calls with one alpha. */
    private static double[][] expected(Api api, double[] alpha, int inner, double[][] inputs) {
        int length = inputs[0].length;
        double[] output = new double[length];
        double[] sums = new double[index(api, "dalpha") < 0 ? 0 : alpha.length];
        String name = api.name().equals("backwardWithAlpha") ? "backward" : api.name();
        for (int c = 0; c < alpha.length; c++) {
            int channel = c;
            int[] elements = IntStream.range(0, length)
                    .filter(i -> i / inner % alpha.length == channel)
                    .toArray();
            double[][] own = Arrays.stream(inputs)
                    .map(input ->
                            IntStream.of(elements).mapToDouble(i -> input[i]).toArray())
                    .toArray(double[][]::new);
            double[] results = range(api, name).elementByElement(alpha[c], own)[0];
            for (int i = 0; i < elements.length; i++) {
                output[elements[i]] = results[i];
            }
            if (sums.length > 0) {
                double[] terms = range(api, "backwardAlpha").elementByElement(alpha[c], own)[0];
                sums[c] = Api.sum(terms, 0, terms.length)[0];
            }
        }
        return new double[][] {output, sums};
    }

    /** The form with one alpha. */
    private static Api range(Api api, String name) {
        return Api.forms(api.owner(), api.type(), name).stream()
                .filter(Api.ranges()::contains)
                .findAny()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("channels")
    void everyElementHasItsAlpha(Api api) {
        for (int[] shape : SHAPES) {
            for (boolean moderate : new boolean[] {true, false}) {
                double[] alpha = alphas(api, shape[0], moderate);
                for (int batch : batches(shape)) {
                    int length = batch * shape[0] * shape[1];
                    check(
                            api,
                            alpha,
                            shape[1],
                            length,
                            new int[] {0, 1, 2},
                            api.isRange() ? new int[] {3, 0, 5} : null);
                }
            }
        }
    }

    /** Run by run, by the form for ranges with one alpha, as a user would write it without these. */
    @ParameterizedTest
    @MethodSource("channels")
    void equalsTheLoopOfOneAlphaCalls(Api api) {
        Api one = range(api, api.name());
        for (int[] shape : SHAPES) {
            double[] alpha = alphas(api, shape[0], false);
            int inner = shape[1];
            int length = 5 * shape[0] * inner;
            Object[] arrays = arrays(api, length);
            Object[] others = arrays(api, length);
            run(call(api, alpha, inner, length, arrays, 0, 0, 0));
            for (int run = 0; run < length / inner; run++) {
                Object[] arguments = new Object[one.parameters().size()];
                int range = 0;
                for (int i = 0; i < arguments.length; i++) {
                    Parameter parameter = one.parameters().get(i);
                    if (parameter.getType().isArray()) {
                        arguments[i] = others[range++];
                    } else if (parameter.getName().equals("alpha")) {
                        arguments[i] = api.type().scalar(alpha[run % alpha.length]);
                    } else {
                        arguments[i] = parameter.getName().equals("length") ? inner : run * inner;
                    }
                }
                one.call(arguments);
            }
            int output = api.inputs();
            Type.assertSame(
                    Type.doubles(others[output]),
                    Type.doubles(arrays[output]),
                    () -> api + ", shape " + Arrays.toString(shape));
        }
    }

    /** Whatever the number of channels; the sums of all of them are then that of the call with one, up to the order of adding. */
    @ParameterizedTest
    @MethodSource("channels")
    void equalAlphasAreOneAlpha(Api api) {
        Api one = range(api, api.name());
        for (double a : new double[] {0.7, 1, api.type().min, 0x1p30}) {
            for (int[] shape : new int[][] {{1, 1}, {1, 100}, {5, 7}, {40, 1}, {4, 64}}) {
                double[] alpha = new double[shape[0]];
                Arrays.fill(alpha, api.type().round(a));
                int length = 11 * shape[0] * shape[1];
                Object[] arrays = arrays(api, length);
                double[][] inputs = Arrays.stream(arrays, 0, api.inputs())
                        .map(array -> Type.doubles(array).clone())
                        .toArray(double[][]::new);
                double[][] expected = one.run(alpha[0], inputs);
                double[] sums = run(call(api, alpha, shape[1], length, arrays, 0, 0, 0));
                String what = api + ", alpha " + a + ", shape " + Arrays.toString(shape);
                Type.assertSame(expected[0], Type.doubles(arrays[api.inputs()]), () -> what);
                if (alpha.length == 1 && sums.length == 1) {
                    Type.assertSame(expected[1], sums, () -> what);
                } else if (sums.length > 0) {
                    assertEquals(expected[1][0], DoubleStream.of(sums).sum(), 1e-12 * length, what);
                }
            }
        }
    }

    /** Of the sum of dy·f(x, alpha) over a channel's elements, by central differences of the exact function. */
    @ParameterizedTest
    @MethodSource("withSums")
    void dalphaIsTheDerivativeOfTheSum(Api api) {
        Type type = api.type();
        boolean celu = api.owner() == CELU.class;
        Function function = celu ? Function.CELU_GRADIENT_ALPHA : Function.ELU_GRADIENT_ALPHA;
        Function.OfReal f = (celu ? Function.CELU_APPLY : Function.ELU_APPLY).exact;
        for (int[] shape : new int[][] {{3, 1}, {5, 7}, {2, 70}}) {
            double[] alpha = alphas(api, shape[0], true);
            int length = 3 * shape[0] * shape[1];
            Object[] arrays = arrays(api, length);
            double[] dy = Type.doubles(arrays[0]).clone();
            double[] x = Type.doubles(arrays[1]).clone();
            double[] dalpha = run(call(api, alpha, shape[1], length, arrays, 0, 0, 0));
            for (int c = 0; c < alpha.length; c++) {
                double h = Math.scalb(1.0, Math.getExponent(alpha[c]) - 32);
                BigDecimal rise = BigDecimal.ZERO;
                double bound = 0;
                for (int i = 0; i < length; i++) {
                    if (i / shape[1] % alpha.length == c) {
                        BigDecimal riseOfOne = f.at(x[i], alpha[c] + h).subtract(f.at(x[i], alpha[c] - h));
                        rise = rise.add(riseOfOne.multiply(new BigDecimal(dy[i])));
                        // of the term, of the product and of the sums it is in
                        bound += Math.abs(dy[i]) * (function.bound(type) * type.ulp(1) + 0x1p-49);
                    }
                }
                BigDecimal derivative = rise.divide(new BigDecimal(2 * h), MathContext.DECIMAL128);
                BigDecimal error =
                        derivative.subtract(new BigDecimal(dalpha[c])).abs();
                String what = api + ", shape " + Arrays.toString(shape) + ", channel " + c + ": " + dalpha[c] + ", not "
                        + derivative.doubleValue();
                assertTrue(error.doubleValue() < bound && bound < 1e-5 * length, what);
                assertTrue(Math.abs(dalpha[c]) > bound, what + ", nothing to see");
            }
        }
    }

    /** Numbers from -4 to 4, the same in every call. */
    private static Object[] arrays(Api api, int length) {
        Random random = new Random(length);
        return IntStream.rangeClosed(0, api.inputs())
                .mapToObj(i -> api.type().array(random.doubles(length, -4, 4).toArray()))
                .toArray();
    }

    /** Ranges that are the same, or overlap by a few elements, a run and more. */
    @ParameterizedTest
    @MethodSource("ranges")
    void overlapBehavesAsIfCopiedFirst(Api api) {
        for (int[] shape : new int[][] {{3, 1}, {5, 7}, {3, 100}}) {
            double[] alpha = alphas(api, shape[0], true);
            int length = 7 * shape[0] * shape[1];
            int[] shifts = {-101, -17, -1, 0, 1, 17, 101};
            for (int shift : shifts) {
                for (int other : shifts) {
                    check(api, alpha, shape[1], length, new int[] {0, 0, 0}, 200, 200 + shift, 200 + other);
                }
                for (int[] place : new int[][] {{0, 1, 0}, {0, 1, 1}, {0, 0, 1}}) {
                    check(api, alpha, shape[1], length, place, 200, 200 + shift, 200);
                }
            }
        }
    }

    /** The kernels are taken before the first write. */
    @ParameterizedTest
    @MethodSource("channels")
    void alphaMayBeTheOutput(Api api) {
        double[] alpha = {0.5, 2, 3};
        Object[] arrays = arrays(api, 3);
        int output = api.inputs();
        Call apart = call(api, alpha, 1, 3, arrays, 0, 0, 0);
        double[] sums = run(apart);
        Call shared = call(api, alpha, 1, 3, arrays(api, 3), 0, 0, 0);
        String name = api.parameters().stream()
                .filter(parameter -> parameter.getType() == arrays[output].getClass())
                .map(Parameter::getName)
                .filter(n -> !n.contains("alpha"))
                .toList()
                .get(output);
        shared.set(name, shared.arguments.get(index(api, "alpha")));
        Type.assertSame(sums, run(shared), () -> api + ", sums");
        Type.assertSame(
                Type.doubles(arrays[output]),
                Type.doubles(shared.arguments.get(index(api, "alpha"))),
                () -> api + ", alpha is " + name);
    }

    /** It is written last. */
    @ParameterizedTest
    @MethodSource("withSumsOfDoubles")
    void dalphaMayBeAnyOtherArrayOfDoubles(Api api) {
        double[] alpha = {0.5, 2};
        Call apart = call(api, alpha, 1, 2, arrays(api, 2), 0, 0, 0);
        double[] sums = run(apart);
        double[] dx = Type.doubles(apart.arguments.get(index(api, "dx")));
        for (String name : List.of("alpha", "dy", "x", "dx")) {
            Call call = call(api, alpha, 1, 2, arrays(api, 2), 0, 0, 0);
            call.set("dalpha", call.arguments.get(index(api, name)));
            Type.assertSame(sums, run(call), () -> api + ", dalpha is " + name);
            double[] output = Type.doubles(call.arguments.get(index(api, "dx")));
            Type.assertSame(name.equals("dx") ? sums : dx, output, () -> api + ", dx where dalpha is " + name);
        }
    }

    private static void check(Api api, double[] alpha, int inner, int length, int[] place, int... offsets) {
        int ranges = api.inputs() + 1;
        int margin = offsets == null ? 0 : 310;
        double[][] before = new double[ranges][];
        Object[] memories = new Object[ranges];
        for (int i = 0; i < ranges; i++) {
            before[i] = api.type().samples(i, length + margin, 1);
            if (api.inputs() == 2 && (i == 0 || index(api, "dalpha") >= 0)) {
                for (int k = 0; k < before[i].length; k++) {
                    before[i][k] =
                            Math.abs(before[i][k]) < 4 ? before[i][k] : GUARD; // no sum that is NaN, whatever the rest
                }
            }
            memories[i] = api.type().array(before[i]);
        }
        Object[] arrays = new Object[ranges];
        int[] starts = new int[ranges];
        double[][] inputs = new double[api.inputs()][];
        for (int i = 0; i < ranges; i++) {
            arrays[i] = memories[place[i]];
            starts[i] = offsets == null ? 0 : offsets[i];
            if (i < inputs.length) {
                inputs[i] = Arrays.copyOfRange(before[place[i]], starts[i], starts[i] + length);
            }
        }
        double[][] expected = expected(api, alpha, inner, inputs);
        System.arraycopy(expected[0], 0, before[place[ranges - 1]], starts[ranges - 1], length);
        double[] sums = run(call(api, alpha, inner, length, arrays, starts));
        String what = api + ", alpha " + Arrays.toString(alpha) + ", inner " + inner + ", length " + length
                + ", offsets " + Arrays.toString(starts) + " in arrays " + Arrays.toString(place);
        for (int i = 0; i < ranges; i++) {
            Type.assertSame(before[i], Type.doubles(memories[i]), () -> what);
        }
        Type.assertSame(expected[1], sums, () -> what + ", sums");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void wrongArgumentsAreRejected(Api api) {
        rejects(api, NullPointerException.class, "alpha", call -> call.set("alpha", null));
        rejects(
                api,
                IllegalArgumentException.class,
                "alpha",
                call -> call.set("alpha", api.type().array()));
        rejects(api, IllegalArgumentException.class, "inner must be positive: 0", call -> call.set("inner", 0));
        rejects(api, IllegalArgumentException.class, "-3", call -> call.set("inner", -3));
        rejects(api, IllegalArgumentException.class, "12", call -> call.set("inner", 7));
        rejects(api, IllegalArgumentException.class, "12", call -> call.set("inner", Integer.MAX_VALUE));
        for (double bad : new double[] {Double.NaN, -1, Double.NEGATIVE_INFINITY}) {
            Object value = api.type().array(0.5, bad);
            rejects(api, IllegalArgumentException.class, "alpha[1]", call -> call.set("alpha", value));
            String text = "" + api.type().scalar(bad);
            rejects(api, IllegalArgumentException.class, text, call -> call.set("alpha", value));
        }
        if (api.owner() == ELU.class) {
            Object value = api.type().array(Double.POSITIVE_INFINITY, 1);
            rejects(api, IllegalArgumentException.class, "alpha[0]", call -> call.set("alpha", value));
        }
        if (index(api, "dalpha") >= 0) {
            rejects(api, NullPointerException.class, "dalpha", call -> call.set("dalpha", null));
            rejects(api, IllegalArgumentException.class, "dalpha", call -> call.set("dalpha", new double[3]));
        }
        for (Parameter parameter : api.parameters().subList(0, api.inputs() + 1)) {
            String name = parameter.getName();
            if (parameter.getType().isArray()) {
                rejects(api, NullPointerException.class, name, call -> call.set(name, null));
                Object shorter = api.type().array(new double[11]);
                Class<? extends RuntimeException> expected =
                        api.isRange() ? IndexOutOfBoundsException.class : IllegalArgumentException.class;
                rejects(api, expected, "11", call -> call.set(name, shorter));
            }
            if (name.endsWith("Offset")) {
                rejects(api, IndexOutOfBoundsException.class, "-1", call -> call.set(name, -1));
                rejects(api, IndexOutOfBoundsException.class, "13", call -> call.set(name, 13));
            }
        }
    }

    /** Twelve elements of two channels, with runs of three, but for what is done to the call. */
    private static void rejects(
            Api api, Class<? extends RuntimeException> expected, String word, Consumer<Call> change) {
        Object[] arrays = IntStream.rangeClosed(0, api.inputs())
                .mapToObj(i -> api.type().array(api.type().samples(i, 12, 1)))
                .toArray();
        Call call = call(api, new double[] {0.5, 2}, 3, 12, arrays, 0, 0, 0);
        change.accept(call);
        List<String> before = call.arguments.stream().map(ChannelsTest::state).toList();
        RuntimeException e = assertThrows(expected, () -> run(call), before::toString);
        assertTrue(String.valueOf(e.getMessage()).contains(word), () -> word + " is not in: " + e);
        assertEquals(before, call.arguments.stream().map(ChannelsTest::state).toList());
    }

    private static String state(Object argument) {
        return argument == null ? "null" : Arrays.toString(Type.doubles(argument));
    }
}
