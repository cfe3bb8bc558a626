package io.github.celu;

import io.github.celu.testing.Api;
import io.github.celu.testing.Bytes;
import io.github.celu.testing.Type;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * As {@link FuzzTest}, for calls with an alpha for each channel: {@code mvn -B test-compile exec:exec@fuzz -Pfuzz
 * -Dtarget=ChannelsFuzzTest}.
 */
public class ChannelsFuzzTest {
    ChannelsFuzzTest() {}

    /** In Base64, as the fuzzer prints it, with the copy taken away for an output that overlaps its inputs from both sides. */
    @Test
    void whatTheFuzzerFound() {
        fuzzerTestOneInput(Base64.getDecoder().decode("C205"));
    }

    @Test
    void randomBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            fuzzerTestOneInput(bytes);
        }
    }

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] data) {
        Call call = new Call(new Bytes(data));
        FuzzTest.check(call::check, call.api, call, data);
    }

    /** An array argument; one memory may serve several. */
    private record Reference(String name, double[] memory, boolean isFloat, int start, boolean isNull) {
        boolean isData() {
            return !name.equals("alpha") && !name.equals("dalpha");
        }
    }

    private static final class Call {
        private static final int MOST_ELEMENTS = 5_000;

        final Api api;
        private final Type type;

        /** Which argument may be wrong: none if it is negative, each if there is none of this number. */
        private final int wrong;

        private final int channels;
        private final int inner;
        private final int length;
        private final List<Reference> references = new ArrayList<>();

        Call(Bytes bytes) {
            api = Api.CHANNELS.get(bytes.below(Api.CHANNELS.size()));
            type = api.type();
            int parameters = api.parameters().size();
            wrong = bytes.below(2 * parameters + 1) - parameters;
            channels = 1 + bytes.below(bytes.below(4) == 3 ? 200 : 5);
            int run = 1 + bytes.below(bytes.below(4) == 3 ? 300 : 8);
            int most = MOST_ELEMENTS / (channels * run);
            int valid = bytes.below(Math.min(most, bytes.below(4) == 3 ? 600 : 24) + 1) * channels * run;
            inner = mayBeWrong(index("inner")) ? bytes.number(4) : run;
            length = !api.isRange() ? valid : mayBeWrong(index("length")) ? bytes.number(4) : valid;
            for (int i = 0; i < parameters; i++) {
                if (api.parameters().get(i).getType().isArray()) {
                    references.add(reference(bytes, i, valid));
                }
            }
        }

        private boolean mayBeWrong(int parameter) {
            return wrong == parameter || wrong == api.parameters().size();
        }

        private Reference reference(Bytes bytes, int parameter, int valid) {
            String name = api.parameters().get(parameter).getName();
            boolean isFloat = api.parameters().get(parameter).getType() == float[].class;
            boolean isData = !name.equals("alpha") && !name.equals("dalpha");
            int how = mayBeWrong(parameter) ? bytes.below(3) : 0;
            int margin = api.isRange() && isData ? bytes.below(2) * 20 : 0;
            int size = (isData ? valid : channels) + margin + (how == 1 ? bytes.below(20) - 10 : 0);
            double[] memory = new double[Math.max(0, size)];
            List<Reference> others = references.stream()
                    .filter(r -> r.isFloat == isFloat && (isData && r.isData() || r.memory.length == memory.length))
                    .toList();
            int other = bytes.below(2 * others.size() + 1) - 1;
            if (other >= 0 && other < others.size()) {
                return at(name, others.get(other).memory, isFloat, bytes, parameter, how == 2);
            }
            if (name.equals("alpha")) {
                double[] alphas = type.alphas(api.owner());
                boolean moderate = bytes.below(2) == 1;
                for (int c = 0; c < memory.length; c++) {
                    memory[c] =
                            moderate ? type.round(0.1 + 0.05 * bytes.below(64)) : alphas[bytes.below(alphas.length)];
                }
            } else {
                System.arraycopy(type.samples(bytes.number(2), memory.length, 1), 0, memory, 0, memory.length);
            }
            if (!name.equals("alpha") || how == 1) {
                for (int i = bytes.below(4); i > 0 && memory.length > 0; i--) {
                    memory[bytes.below(memory.length)] = bytes.anyOf(type);
                }
            }
            return at(name, memory, isFloat, bytes, parameter, how == 2);
        }

        private Reference at(
                String name, double[] memory, boolean isFloat, Bytes bytes, int parameter, boolean isNull) {
            boolean hasOffset = api.isRange() && !name.equals("alpha") && !name.equals("dalpha");
            int start = !hasOffset
                    ? 0
                    : mayBeWrong(parameter + 1)
                            ? bytes.number(4)
                            : bytes.below(Math.max(0, memory.length - length) + 1);
            return new Reference(name, memory, isFloat, start, isNull);
        }

        /** Calls the method of one of the loaded libraries and looks at everything that can be seen of it. */
        void check(Api method) {
            List<Object> arrays = new ArrayList<>();
            for (int i = 0; i < references.size(); i++) {
                Reference reference = references.get(i);
                arrays.add(owner(i) < i ? arrays.get(owner(i)) : array(reference));
            }
            RuntimeException failure = null;
            try {
                method.call(arguments(arrays));
            } catch (RuntimeException e) {
                failure = e;
            }
            FuzzTest.assertOutcome(faults(), failure);
            List<double[]> memories =
                    references.stream().map(r -> r.memory.clone()).toList();
            if (failure == null) {
                writeExpected(memories);
            }
            for (int i = 0; i < arrays.size(); i++) {
                int argument = i;
                Type.assertSame(memories.get(owner(i)), Type.doubles(arrays.get(i)), () -> "argument " + argument);
            }
        }

        private static Object array(Reference reference) {
            return (reference.isFloat ? Type.FLOAT : Type.DOUBLE).array(reference.memory);
        }

        /** The output, by scalar calls, and then the sums: dalpha is written last. */
        private void writeExpected(List<double[]> memories) {
            Reference output = references.get(api.inputs());
            double[] alpha = named("alpha").memory;
            double[] sums = new double[alpha.length];
            double[] outputs = new double[elements()];
            for (int c = 0; c < alpha.length; c++) {
                int channel = c;
                int[] elements = IntStream.range(0, outputs.length)
                        .filter(i -> i / inner % alpha.length == channel)
                        .toArray();
                double[][] inputs = references.stream()
                        .limit(api.inputs())
                        .map(r -> IntStream.of(elements)
                                .mapToDouble(i -> r.memory[r.start + i])
                                .toArray())
                        .toArray(double[][]::new);
                double[][] expected = api.elementByElement(alpha[c], inputs);
                for (int i = 0; i < elements.length; i++) {
                    outputs[elements[i]] = expected[0][i];
                }
                if (api.returnsSum()) {
                    sums[c] = Api.sum(expected[1], 0, elements.length)[0];
                }
            }
            System.arraycopy(outputs, 0, memories.get(owner(api.inputs())), output.start, outputs.length);
            if (api.returnsSum()) {
                int dalpha = references.indexOf(named("dalpha"));
                System.arraycopy(sums, 0, memories.get(owner(dalpha)), 0, sums.length);
            }
        }

        private Object[] arguments(List<Object> arrays) {
            Object[] arguments = new Object[api.parameters().size()];
            int next = 0;
            for (int i = 0; i < arguments.length; i++) {
                Parameter parameter = api.parameters().get(i);
                if (parameter.getType().isArray()) {
                    arguments[i] = references.get(next).isNull ? null : arrays.get(next);
                    next++;
                } else {
                    arguments[i] = parameter.getName().equals("length")
                            ? length
                            : parameter.getName().equals("inner") ? inner : references.get(next - 1).start;
                }
            }
            return arguments;
        }

        /** All that is wrong with the arguments. */
        private Set<Class<?>> faults() {
            Set<Class<?>> faults = new HashSet<>();
            Reference alpha = named("alpha");
            boolean alphaIsWrong = Arrays.stream(alpha.memory)
                    .anyMatch(a -> !(a >= 0) || a == Double.POSITIVE_INFINITY && api.owner() == ELU.class);
            if (alphaIsWrong
                    || alpha.memory.length == 0
                    || inner < 1
                    || elements() % ((long) alpha.memory.length * inner) != 0
                    || api.returnsSum() && named("dalpha").memory.length != alpha.memory.length) {
                faults.add(IllegalArgumentException.class);
            }
            for (Reference reference : references) {
                if (reference.isNull) {
                    faults.add(NullPointerException.class);
                } else if (reference.isData() && !api.isRange() && reference.memory.length != elements()) {
                    faults.add(IllegalArgumentException.class);
                } else if (reference.isData()
                        && api.isRange()
                        && (reference.start < 0
                                || length < 0
                                || (long) reference.start + length > reference.memory.length)) {
                    faults.add(IndexOutOfBoundsException.class);
                }
            }
            return faults;
        }

        private int elements() {
            return api.isRange() ? length : references.get(0).memory.length;
        }

        private Reference named(String name) {
            return references.stream()
                    .filter(r -> r.name.equals(name))
                    .findAny()
                    .orElseThrow();
        }

        private int owner(int i) {
            double[] memory = references.get(i).memory;
            return references.stream().map(Reference::memory).toList().indexOf(memory);
        }

        private int index(String name) {
            return api.parameters().stream().map(Parameter::getName).toList().indexOf(name);
        }

        @Override
        public String toString() {
            return api + " with " + channels + " channels, inner " + inner + ", length " + length + ", references "
                    + references.stream()
                            .map(r -> r.name + ": " + r.memory.length + " from " + r.start)
                            .toList();
        }
    }
}
