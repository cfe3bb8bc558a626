package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Parameter;
import java.nio.Buffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a call allocates once its code is compiled: nothing for one number, no more for a long array than for a short. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The kernel and the ends of ranges; the plain loops use the scratch of an earlier call. */
    private static final long ARRAYS = 1_000;

    /** Ample for some blocks of scratch, and half a byte for each element of the long buffers. */
    private static final long BUFFERS_OR_OVERLAP = 50_000;

    /** How long to wait for the compiler, in nanoseconds. */
    private static final long PATIENCE = 10_000_000_000L;

    private enum Place {
        APART,
        SAME,
        OVERLAPPING
    }

    /** All methods on arrays and buffers but those that return a new array. */
    static Stream<Api> arraysAndBuffers() {
        return Api.ALL.stream()
                .filter(api ->
                        api.method().getReturnType() == void.class || api.name().equals("backwardAlpha"));
    }

    /** Overlap makes the other ranges copy an input. */
    static Stream<Api> oneRangeToOne() {
        return Api.ranges().stream().filter(api -> api.inputs() == 1 && api.outputs() == 1);
    }

    /**
     * C2 can do without the object that a scalar call computes with. In the background it compiles in an order that is up
     * to chance, and sometimes first what is then too large to inline; hence a JVM that compiles in the foreground.
     */
    @Tag("jvm")
    @Test
    void oneNumberTakesNothing() throws Exception {
        assumeTrue("PLAIN".equals(System.getProperty("celu.test.expectedBackend")), "once is enough");
        Jvm.Result result = Jvm.run(ScalarAllocation.class, List.of(), "-Xbatch");
        assertEquals(24, result.out().size(), result::toString);
        for (String line : result.out()) {
            double bytes = Double.parseDouble(line.substring(line.lastIndexOf(' ')));
            assertTrue(bytes < 1, line);
        }
    }

    @ParameterizedTest
    @MethodSource("arraysAndBuffers")
    void manyNumbersTakeNoMoreThanAFew(Api api) throws Throwable {
        assertDoesNotGrow(api, Place.APART);
        assertDoesNotGrow(api, Place.SAME);
    }

    @ParameterizedTest
    @MethodSource("oneRangeToOne")
    void norDoTheyWhereRangesOverlap(Api api) throws Throwable {
        assertDoesNotGrow(api, Place.OVERLAPPING);
    }

    private static void assertDoesNotGrow(Api api, Place place) throws Throwable {
        Object[] fewArguments = arguments(api, 1_000, place);
        Object[] manyArguments = arguments(api, 100_000, place);
        long few = Long.MAX_VALUE;
        long many = Long.MAX_VALUE;
        long end = System.nanoTime() + PATIENCE;
        boolean arrays = Stream.of(fewArguments).noneMatch(Buffer.class::isInstance);
        long limit = arrays && place != Place.OVERLAPPING ? ARRAYS : BUFFERS_OR_OVERLAP;
        // blocks of scratch may reach their full size a little above the shorter length
        while ((few > limit || many > few + 1_000) && System.nanoTime() < end) {
            few = Math.min(few, allocated(() -> api.method().invoke(null, rewound(fewArguments))));
            many = Math.min(many, allocated(() -> api.method().invoke(null, rewound(manyArguments))));
        }
        assertTrue(
                few <= limit && many <= few + 1_000,
                api + ", ranges " + place + ": " + few + " bytes for 1,000 elements, " + many + " for 100,000");
    }

    private static long allocated(Executable call) throws Throwable {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        call.execute();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static Object[] arguments(Api api, int length, Place place) {
        Object[] arguments = new Object[api.parameters().size()];
        for (int i = 0; i < arguments.length; i++) {
            Parameter parameter = api.parameters().get(i);
            boolean reference = !parameter.getType().isPrimitive();
            if (reference && place != Place.APART && i > 0) {
                arguments[i] = arguments[0];
            } else if (reference) {
                Object array = api.precision().array(api.precision().samples(i, length + 1, 1));
                arguments[i] = parameter.getType().isArray() ? array : Precision.wrap(array);
            } else if (parameter.getName().equals("alpha")) {
                arguments[i] = api.precision().scalar(0.75);
            } else if (parameter.getName().equals("length")) {
                arguments[i] = length;
            } else {
                arguments[i] = place == Place.OVERLAPPING && i > 1 ? 1 : 0;
            }
        }
        return arguments;
    }

    private static Object[] rewound(Object[] arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Buffer buffer) {
                buffer.rewind();
            }
        }
        return arguments;
    }
}
