package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Parameter;
import java.nio.Buffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a call allocates once its code is compiled: nothing for one number, no more for a long array than for a short. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Ample for some blocks of scratch, and half a byte for each element of the long arrays. */
    private static final long SCRATCH = 50_000;

    /** How long to wait for the compiler, in nanoseconds. */
    private static final long PATIENCE = 20_000_000_000L;

    private static volatile double sink;

    static Stream<Api> scalars() {
        return Api.ALL.stream()
                .filter(api -> api.parameters().stream().allMatch(p -> p.getType() == api.type().scalar));
    }

    /** All methods on arrays and buffers but those that return a new array. */
    static Stream<Api> arraysAndBuffers() {
        return Api.ALL.stream()
                .filter(api ->
                        api.method().getReturnType() == void.class || api.name().equals("backwardAlpha"));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void oneNumberTakesNothing(Api api) throws Throwable {
        MethodHandle method = MethodHandles.lookup().unreflect(api.method());
        if (api.parameters().size() == 1) {
            method = MethodHandles.dropArguments(method, 1, api.type().scalar);
        }
        MethodHandle function = MethodHandles.explicitCastArguments(
                method, MethodType.methodType(double.class, double.class, double.class));
        int calls = 1_000_000;
        long end = System.nanoTime() + PATIENCE;
        long bytes;
        do {
            bytes = allocated(() -> {
                double sum = 0;
                for (int i = 0; i < calls; i++) {
                    sum += (double) function.invokeExact((i & 1023) * -0.01, 1 + (i & 15) * 0.1);
                }
                sink = sum;
            });
        } while (bytes >= calls && System.nanoTime() < end);
        assertTrue(bytes < calls, api + " allocates " + (double) bytes / calls + " bytes a call");
    }

    @ParameterizedTest
    @MethodSource("arraysAndBuffers")
    void manyNumbersTakeNoMoreThanAFew(Api api) throws Throwable {
        for (boolean inPlace : new boolean[] {false, true}) {
            Object[] fewArguments = arguments(api, 1_000, inPlace);
            Object[] manyArguments = arguments(api, 100_000, inPlace);
            long few = Long.MAX_VALUE;
            long many = Long.MAX_VALUE;
            long end = System.nanoTime() + PATIENCE;
            // blocks of scratch may reach their full size a little above the shorter length
            while ((few > SCRATCH || many > few + 1_000) && System.nanoTime() < end) {
                few = Math.min(few, allocated(() -> api.method().invoke(null, rewound(fewArguments))));
                many = Math.min(many, allocated(() -> api.method().invoke(null, rewound(manyArguments))));
            }
            assertTrue(
                    few <= SCRATCH && many <= few + 1_000,
                    api + (inPlace ? " in place" : "") + " allocates " + few + " bytes for 1,000 elements, " + many
                            + " for 100,000");
        }
    }

    private static long allocated(Executable call) throws Throwable {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        call.execute();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static Object[] arguments(Api api, int length, boolean inPlace) {
        Object[] arguments = new Object[api.parameters().size()];
        Object first = api.type().array(api.type().samples(1, length, 1));
        for (int i = 0; i < arguments.length; i++) {
            Parameter parameter = api.parameters().get(i);
            Object array =
                    inPlace || i == 0 ? first : api.type().array(api.type().samples(2, length, 1));
            if (parameter.getType() == api.type().array) {
                arguments[i] = array;
            } else if (parameter.getType() == api.type().buffer) {
                arguments[i] = inPlace && i > 0 ? arguments[0] : Precision.wrap(array);
            } else if (parameter.getType() == int.class) {
                arguments[i] = parameter.getName().equals("length") ? length : 0;
            } else {
                arguments[i] = api.type().scalar(0.75);
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
