package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.testing.Api;
import io.github.celu.testing.Bytes;
import io.github.celu.testing.Libraries;
import io.github.celu.testing.Type;
import java.lang.reflect.Parameter;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A call of any public method with one alpha, with arguments made of bytes, valid or not, against the contract: with each backend the bits
 * of the scalar functions and nothing else written, or a documented exception and nothing written at all. Here the bytes
 * are random, or ones that a fuzzer found: {@code mvn -B test-compile exec:exec@fuzz -Pfuzz}.
 */
public class FuzzTest {
    FuzzTest() {}

    /** In Base64, as the fuzzer prints them; the first ones with a check and the end of a vector loop taken away. */
    @ParameterizedTest
    @ValueSource(strings = {"WcfF", "SkJh"})
    void whatTheFuzzerFound(String base64) {
        fuzzerTestOneInput(Base64.getDecoder().decode(base64));
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
        check(call::check, call.api, call, data);
    }
    /** Checks a call of the method in this library and in one with each backend. */
    static void check(Consumer<Api> check, Api api, Object call, byte[] data) {
        try {
            check.accept(api);
            Libraries.other(api).forEach(check);
        } catch (AssertionError e) {
            throw new AssertionError(call + ", from " + Base64.getEncoder().encodeToString(data), e);
        }
    }

    /** A call failed, or did not, as all that is wrong with its arguments demands. */
    static void assertOutcome(Set<Class<?>> faults, RuntimeException failure) {
        if (failure != null) {
            assertTrue(faults.contains(failure.getClass()), failure + " for " + faults);
        } else {
            assertEquals(Set.of(), faults, "accepted");
        }
    }

    /** An array or buffer argument. Its memory may be the one of an argument before it. */
    private record Reference(double[] memory, int start, int length, boolean isNull, boolean isReadOnly, int kind) {

        /** All of the memory, as an array, or as a buffer, direct or not, of either byte order. */
        Object create(Type type, boolean isArray) {
            if (isArray) {
                return type.array(memory);
            }
            int bytes = memory.length * (type == Type.FLOAT ? Float.BYTES : Double.BYTES);
            ByteBuffer buffer = (kind % 2 == 0 ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes))
                    .order(kind < 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            return type == Type.FLOAT
                    ? buffer.asFloatBuffer().put((float[]) type.array(memory)).flip()
                    : buffer.asDoubleBuffer().put(memory).flip();
        }

        Object view(Object whole) {
            Buffer view;
            if (whole instanceof FloatBuffer floats) {
                view = isReadOnly ? floats.asReadOnlyBuffer() : floats.duplicate();
            } else if (whole instanceof DoubleBuffer doubles) {
                view = isReadOnly ? doubles.asReadOnlyBuffer() : doubles.duplicate();
            } else {
                return whole;
            }
            return view.limit(start + length).position(start);
        }
    }

    private static final class Call {
        final Api api;
        private final Type type;
        private final boolean isRange;

        /** Which argument may be wrong: none if it is negative, each if there is none of this number. */
        private final int wrong;

        private final double alpha;
        private final double x;
        private final int length;
        private final List<Reference> references = new ArrayList<>();

        Call(Bytes bytes) {
            api = Api.ALL.get(bytes.below(Api.ALL.size()));
            type = api.type();
            isRange = api.isRange();
            int parameters = api.parameters().size();
            wrong = bytes.below(2 * parameters + 1) - parameters;
            double[] alphas = type.alphas(CELU.class);
            int alphaIndex = index("alpha");
            alpha = alphaIndex < 0
                    ? 1
                    : mayBeWrong(alphaIndex) ? bytes.anyOf(type) : alphas[bytes.below(alphas.length)];
            x = bytes.anyOf(type);
            int valid = bytes.below(bytes.below(8) == 7 ? 2_100 : 80);
            length = mayBeWrong(index("length")) ? bytes.number(4) : valid;
            for (int i = 0; i < parameters; i++) {
                if (!api.parameters().get(i).getType().isPrimitive()) {
                    references.add(reference(bytes, i, valid));
                }
            }
        }

        private boolean mayBeWrong(int parameter) {
            return wrong == parameter || wrong == api.parameters().size();
        }

        /** Ranges of one array may overlap in any way, buffers only begin at the same element. */
        private Reference reference(Bytes bytes, int parameter, int valid) {
            int how = mayBeWrong(parameter) ? bytes.below(4) : 0;
            int margin = isWhole() ? 0 : 20;
            int other = bytes.below(2 * references.size() + 1) - 1;
            Reference shared = other >= 0 && other < references.size() ? references.get(other) : null;
            double[] memory =
                    shared != null ? shared.memory : memory(bytes, valid + margin + (how == 1 ? bytes.below(20) : 0));
            int start = bytes.below(margin + 1);
            if (isRange && mayBeWrong(parameter + 1)) {
                start = bytes.number(4);
            } else if (isBuffer() && shared != null) {
                start = shared.start;
            }
            int size = isRange ? length : memory.length - margin;
            if (isBuffer()) {
                size = Math.min(how == 1 ? bytes.below(100) : valid, memory.length - start);
            }
            boolean readOnly = isBuffer() && (how == 2 || references.size() < api.inputs() && bytes.below(2) == 1);
            return new Reference(memory, start, size, how == 3, readOnly, bytes.below(4));
        }

        private double[] memory(Bytes bytes, int size) {
            double[] memory = type.samples(bytes.number(2), size, alpha);
            for (int i = bytes.below(4); i > 0 && size > 0; i--) {
                memory[bytes.below(size)] = bytes.anyOf(type);
            }
            return memory;
        }

        /** Calls the method of one of the loaded libraries and looks at everything that can be seen of it. */
        void check(Api method) {
            List<Object> wholes = new ArrayList<>();
            List<Object> views = new ArrayList<>();
            for (int i = 0; i < references.size(); i++) {
                Reference reference = references.get(i);
                wholes.add(owner(i) < i ? wholes.get(owner(i)) : reference.create(type, !isBuffer()));
                views.add(reference.isNull ? null : reference.view(wholes.get(i)));
            }
            Object result = null;
            RuntimeException failure = null;
            try {
                result = method.call(arguments(views));
            } catch (RuntimeException e) {
                failure = e;
            }
            assertOutcome(faults(), failure);
            List<double[]> memories =
                    references.stream().map(r -> r.memory.clone()).toList();
            double[][] expected = failure == null ? expected() : null;
            for (int i = 0; failure == null && i < Math.min(api.outputs(), references.size() - api.inputs()); i++) {
                Reference output = references.get(api.inputs() + i);
                double[] memory = memories.get(owner(api.inputs() + i));
                System.arraycopy(expected[i], 0, memory, isWhole() ? 0 : output.start, output.length);
            }
            for (int i = 0; i < wholes.size(); i++) {
                int argument = i;
                Type.assertSame(memories.get(owner(i)), Type.doubles(wholes.get(i)), () -> "argument " + argument);
                if (views.get(i) instanceof Buffer view) {
                    Reference reference = references.get(i);
                    int position = reference.start + (failure == null ? reference.length : 0);
                    assertEquals(position, view.position(), "position of argument " + i);
                    assertEquals(reference.start + reference.length, view.limit(), "limit of argument " + i);
                }
            }
            if (result == null) {
                return;
            }
            double[] results = expected[0];
            if (api.returnsSum()) {
                double[] terms = expected[api.outputs()];
                results = Api.sum(terms, 0, terms.length);
            }
            Type.assertSame(results, Type.doubles(result), () -> "result");
        }

        private double[][] expected() {
            if (references.isEmpty()) { // a scalar call: the bits of an element
                Api range = Api.forms(api.owner(), type, api.name()).stream()
                        .filter(Api.ranges()::contains)
                        .findAny()
                        .orElseThrow();
                return range.run(alpha, new double[] {x});
            }
            double[][] inputs = references.stream()
                    .limit(api.inputs())
                    .map(r -> isWhole() ? r.memory : Arrays.copyOfRange(r.memory, r.start, r.start + r.length))
                    .toArray(double[][]::new);
            return api.elementByElement(alpha, inputs);
        }

        private Object[] arguments(List<Object> views) {
            Object[] arguments = new Object[api.parameters().size()];
            int next = 0;
            for (int i = 0; i < arguments.length; i++) {
                Parameter parameter = api.parameters().get(i);
                if (!parameter.getType().isPrimitive()) {
                    arguments[i] = views.get(next++);
                } else if (parameter.getType() == int.class) {
                    arguments[i] = parameter.getName().equals("length") ? length : references.get(next - 1).start;
                } else {
                    arguments[i] = type.scalar(parameter.getName().equals("alpha") ? alpha : x);
                }
            }
            return arguments;
        }

        /** All that is wrong with the arguments. */
        private Set<Class<?>> faults() {
            Set<Class<?>> faults = new HashSet<>();
            if (!(alpha >= 0) || alpha == Double.POSITIVE_INFINITY && api.owner() == ELU.class) {
                faults.add(IllegalArgumentException.class);
            }
            for (int i = 0; i < references.size(); i++) {
                Reference reference = references.get(i);
                if (reference.isNull) {
                    faults.add(NullPointerException.class);
                } else if (!isRange && reference.length != references.get(0).length) {
                    faults.add(IllegalArgumentException.class);
                } else if (isRange
                        && (reference.start < 0
                                || length < 0
                                || (long) reference.start + length > reference.memory.length)) {
                    faults.add(IndexOutOfBoundsException.class);
                } else if (isBuffer() && i >= api.inputs() && reference.isReadOnly) {
                    faults.add(ReadOnlyBufferException.class);
                }
            }
            return faults;
        }

        private int owner(int i) {
            double[] memory = references.get(i).memory;
            return references.stream().map(Reference::memory).toList().indexOf(memory);
        }

        private boolean isBuffer() {
            return Api.buffers().contains(api);
        }

        private boolean isWhole() {
            return !isRange && !isBuffer();
        }

        private int index(String name) {
            return api.parameters().stream().map(Parameter::getName).toList().indexOf(name);
        }

        @Override
        public String toString() {
            return api + " with alpha " + Double.toHexString(alpha) + ", x " + Double.toHexString(x) + ", length "
                    + length
                    + ", references "
                    + references.stream()
                            .map(r -> r.memory.length + " from " + r.start + " on " + r.length)
                            .toList();
        }
    }
}
