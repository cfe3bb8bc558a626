package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.github.celu.programs.ArrayAllocation;
import io.github.celu.programs.ScalarAllocation;
import io.github.celu.testing.Api;
import io.github.celu.testing.Jvm;
import io.github.celu.testing.Type;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Parameter;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a call allocates once its code is compiled: nothing for one number and for arrays, as much for long buffers and ranges
 * that overlap in part as for short ones.
 */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Ample for some blocks of scratch, and half a byte for each element of the long buffers. */
    private static final long SCRATCH = 50_000;

    /** How long to wait for the compiler, in nanoseconds and in rounds: both must have passed. */
    private static final long PATIENCE = 10_000_000_000L;

    private static final int ROUNDS = 200;

    private enum Place {
        APART,
        SAME,
        OVERLAPPING
    }

    static List<Api> buffers() {
        return Api.buffers();
    }

    /** Overlap makes the other ranges copy an input. */
    static Stream<Api> oneRangeToOne() {
        return Api.ranges().stream().filter(api -> api.inputs() == 1 && api.outputs() == 1);
    }

    /** Of a few alphas in turn, whose kernels are kept. A JVM that compiles in the background does it in an order up to chance. */
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

    /** Where C2 inlines none of our methods above the loops, so that no object of theirs is one that it can do without. */
    @Tag("jvm")
    @ParameterizedTest
    @CsvSource({"plain, alone", "vector, alone", "vector, neighbour"})
    void arraysTakeNothing(String backend, String neighbour) throws Exception {
        assumeTrue(System.getProperty("celu.test.expectedBackend").equalsIgnoreCase(backend), "this run is not for it");
        List<String> options = new ArrayList<>(List.of("-Xbatch", "-XX:CompileCommand=quiet"));
        for (String c : List.of("CELU", "ELU")) {
            options.add("-XX:CompileCommand=dontinline,io.github.celu." + c + "::*");
        }
        for (String c : List.of("Arrays", "Channels", "ChannelSums")) {
            options.add("-XX:CompileCommand=dontinline,io.github.celu.internal.Float" + c + "::*");
            options.add("-XX:CompileCommand=dontinline,io.github.celu.internal.Double" + c + "::*");
        }
        if (backend.equals("vector")) {
            options.addAll(List.of("--add-modules=jdk.incubator.vector", "-Dio.github.celu.backend=vector"));
        }
        Jvm.Result result = Jvm.run(ArrayAllocation.class, List.of(neighbour), options.toArray(String[]::new));
        List<String> lines = result.out();
        assertEquals(backend.toUpperCase(Locale.ROOT), lines.get(0), result::toString);
        int methods = 6 * ArrayAllocation.methods().size() + 2 * ArrayAllocation.RUNS.length * Api.CHANNELS.size();
        assertEquals(1 + methods, lines.size(), result::toString);
        List<String> allocating =
                lines.stream().skip(1).filter(line -> !line.endsWith(": 0.0")).toList();
        assertEquals(List.of(), allocating);
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void longBuffersTakeNoMoreThanShortOnes(Api api) throws Throwable {
        assertDoesNotGrow(api, Place.APART);
        assertDoesNotGrow(api, Place.SAME);
    }

    @ParameterizedTest
    @MethodSource("oneRangeToOne")
    void longOverlappingRangesTakeNoMoreThanShortOnes(Api api) throws Throwable {
        assertDoesNotGrow(api, Place.OVERLAPPING);
    }

    private static void assertDoesNotGrow(Api api, Place place) throws Throwable {
        Object[] fewArguments = arguments(api, 1_000, place);
        Object[] manyArguments = arguments(api, 100_000, place);
        long few = Long.MAX_VALUE;
        long many = Long.MAX_VALUE;
        long end = System.nanoTime() + PATIENCE;
        // blocks of scratch may reach their full size a little above the shorter length
        for (int i = 0; (few > SCRATCH || many > few + 1_000) && (i < ROUNDS || System.nanoTime() < end); i++) {
            few = Math.min(few, allocated(() -> api.method().invoke(null, rewound(fewArguments))));
            many = Math.min(many, allocated(() -> api.method().invoke(null, rewound(manyArguments))));
        }
        assertTrue(
                few <= SCRATCH && many <= few + 1_000,
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
                Object array = api.type().array(api.type().samples(i, length + 1, 1));
                arguments[i] = parameter.getType().isArray() ? array : Type.wrap(array);
            } else if (parameter.getName().equals("alpha")) {
                arguments[i] = api.type().scalar(0.75);
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
