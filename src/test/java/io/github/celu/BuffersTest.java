package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.celu.testing.Api;
import io.github.celu.testing.Type;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Buffers of every kind, and any two kinds together: the elements between position and limit have the bits of the array
 * methods, the others stay as they are, and the positions move to the limits.
 */
class BuffersTest {
    private static final int[] LENGTHS = {0, 1, 5, 31, 32, 33, 70, 1024, 2049};

    /** Elements before the first position and after the limits. */
    private static final int MARGIN = 3;

    /** See {@link #memory}. */
    private static final int KINDS = 10;

    static List<Api> buffers() {
        return Api.buffers();
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void anyKindsOfBuffersTogether(Api api) {
        Api arrays = arrays(api);
        for (int length : LENGTHS) {
            for (int i = 0; i < KINDS; i++) {
                for (int j = 0; j < KINDS; j++) {
                    int[] kinds = {i, j, (i + 2 * j + 1) % KINDS};
                    Buffer[] buffers = IntStream.range(0, api.inputs() + api.outputs())
                            .mapToObj(k -> buffer(api, kinds[k], length, MARGIN + k))
                            .toArray(Buffer[]::new);
                    assertBuffers(api, arrays, (i + j) % 2 == 0 ? 0.75 : api.type().min, buffers, 0, 1, 2);
                }
            }
        }
    }

    /** One buffer in several places, or several buffers on the same elements. */
    @ParameterizedTest
    @MethodSource("buffers")
    void buffersOnTheSameElements(Api api) {
        Api arrays = arrays(api);
        int[][] places = {{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 1, 1}, {0, 1, 2}};
        for (int length : LENGTHS) {
            for (int[] place : places) {
                for (int kind = 0; kind < KINDS; kind++) {
                    for (boolean duplicate : new boolean[] {false, true}) {
                        Buffer[] memories = new Buffer[3];
                        for (int i = 0; i < 3; i++) {
                            memories[i] = buffer(api, kind, length, MARGIN);
                        }
                        Buffer[] buffers = IntStream.range(0, api.inputs() + api.outputs())
                                .mapToObj(i -> duplicate ? memories[place[i]].duplicate() : memories[place[i]])
                                .toArray(Buffer[]::new);
                        assertBuffers(api, arrays, kind % 4 < 2 ? 0.75 : api.type().min, buffers, place);
                    }
                }
            }
        }
    }

    /** As ranges do, where the buffers let their array be seen. */
    @ParameterizedTest
    @MethodSource("buffers")
    void buffersThatOverlapInPart(Api api) {
        Api arrays = arrays(api);
        int length = 2049;
        for (int[] starts : new int[][] {{0, 1, 2}, {2, 1, 0}, {0, 2, 1}, {1030, 0, 5}, {0, 0, 1}}) {
            double[] memory = api.type().samples(1, 4000, 1);
            Object array = api.type().array(memory);
            Object copy = api.type().array(memory);
            Buffer[] buffers = IntStream.range(0, api.inputs() + api.outputs())
                    .mapToObj(i -> Type.wrap(array)
                            .position(7)
                            .slice()
                            .position(starts[i])
                            .limit(starts[i] + length))
                    .toArray(Buffer[]::new);
            List<Object> arguments = new ArrayList<>();
            for (int i = 0; i < buffers.length; i++) {
                arguments.addAll(List.of(copy, 7 + starts[i]));
            }
            arguments.addAll(List.of(length, api.type().scalar(0.75)));
            Object expected = arrays.call(arguments.toArray());
            Object result = api.call(arguments(api, 0.75, buffers));
            String what = api + ", starts " + Arrays.toString(starts);
            assertEquals(expected, result, what);
            Type.assertSame(Type.doubles(copy), Type.doubles(array), () -> what);
        }
    }

    /** Buffers with the same place are on the same elements. */
    private static void assertBuffers(Api api, Api arrays, double alpha, Buffer[] buffers, int... place) {
        double[][] before = new double[3][];
        for (int i = 0; i < buffers.length; i++) {
            before[place[i]] = Type.doubles(buffers[i]);
        }
        double[][] inputs = IntStream.range(0, api.inputs())
                .mapToObj(i -> Arrays.copyOfRange(before[place[i]], buffers[i].position(), buffers[i].limit()))
                .toArray(double[][]::new);
        double[][] expected = arrays.run(alpha, inputs);
        for (int i = 0; i < api.outputs(); i++) {
            int output = api.inputs() + i;
            System.arraycopy(expected[i], 0, before[place[output]], buffers[output].position(), expected[i].length);
        }
        int[] limits = Arrays.stream(buffers).mapToInt(Buffer::limit).toArray();
        Supplier<String> what = () -> api + ", alpha " + Double.toHexString(alpha) + ", buffers "
                + Arrays.toString(buffers) + " in " + Arrays.toString(place);

        Object result = api.call(arguments(api, alpha, buffers));

        if (result != null) {
            Type.assertSame(expected[api.outputs()], Type.doubles(result), what);
        }
        for (int i = 0; i < buffers.length; i++) {
            Type.assertSame(before[place[i]], Type.doubles(buffers[i]), what);
            assertEquals(limits[i], buffers[i].limit(), what);
            assertEquals(limits[i], buffers[i].position(), what);
        }
    }

    /** The same function on arrays. */
    private static Api arrays(Api api) {
        return Api.forms(api.owner(), api.type(), api.name()).stream()
                .filter(Api.ranges()::contains)
                .findAny()
                .orElseThrow();
    }

    private static Object[] arguments(Api api, double alpha, Buffer[] buffers) {
        Object[] arguments = Arrays.copyOf(buffers, buffers.length + 1, Object[].class);
        arguments[buffers.length] = api.type().scalar(alpha);
        return arguments;
    }

    /** A buffer full of samples, with the given position and as many remaining elements as length tells. */
    private static Buffer buffer(Api api, int kind, int length, int position) {
        Buffer buffer = memory(api.type(), kind, position + length + MARGIN);
        double[] samples = api.type().samples(position, buffer.capacity(), 1);
        for (int i = 0; i < samples.length; i++) {
            if (buffer instanceof FloatBuffer floats) {
                floats.put(i, (float) samples[i]);
            } else {
                ((DoubleBuffer) buffer).put(i, samples[i]);
            }
        }
        return buffer.limit(position + length).position(position);
    }

    /** Backed by an array, by a part of one, or by bytes: on or off the heap, in either order, aligned or not. */
    private static Buffer memory(Type type, int kind, int capacity) {
        if (kind < 2) {
            return Type.wrap(type.array(new double[capacity + 5 * kind]))
                    .position(5 * kind)
                    .slice();
        }
        int bytes = capacity * Double.BYTES + 1;
        ByteBuffer memory = (kind & 1) == 0 ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
        ByteBuffer slice = memory.position(kind >> 1 & 1).slice();
        slice.order((kind >> 2 & 1) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return type == Type.FLOAT ? slice.asFloatBuffer() : slice.asDoubleBuffer();
    }
}
