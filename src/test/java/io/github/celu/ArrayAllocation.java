package io.github.celu;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * A program that prints how many bytes a call of each method on arrays allocates once it is compiled, and the backend. With the
 * argument "neighbour" other code has used vectors of all shapes before.
 */
final class ArrayAllocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Few for any backend's loops, with and without a rest at the end of a vector, and more than a block. */
    private static final int[] LENGTHS = {7, 20, 128, 135, 1_100};

    private static final int CALLS = 1_000;
    private static final int MAX_ROUNDS = 200;

    private ArrayAllocation() {}

    public static void main(String[] args) throws Throwable {
        if (List.of(args).contains("neighbour")) {
            Neighbour.useVectorsOfAllShapes();
        }
        System.out.println(Backend.active());
        for (Api api : methods()) {
            for (int length : LENGTHS) {
                System.out.println(api + ", length " + length + ": " + bytesPerCall(api, length, 0.7));
            }
            System.out.println(api + ", smallest alpha: " + bytesPerCall(api, 135, api.precision().min));
        }
    }

    /** Those that do not return a new array. */
    static List<Api> methods() {
        return Api.with(float[].class, double[].class).stream()
                .filter(api -> !api.method().getReturnType().isArray())
                .toList();
    }

    /** The fewest in any round of calls; most take none once they are compiled. */
    private static double bytesPerCall(Api api, int length, double alpha) throws Throwable {
        Object[] arguments = api.parameters().stream()
                .map(parameter -> switch (parameter.getName()) {
                    case "alpha" -> api.precision().scalar(alpha);
                    case "length" -> length;
                    default ->
                        parameter.getType() == int.class
                                ? 0
                                : api.precision().array(api.precision().samples(1, length, alpha));
                })
                .toArray();
        MethodHandle call = MethodHandles.insertArguments(MethodHandles.lookup().unreflect(api.method()), 0, arguments)
                .asType(MethodType.methodType(void.class));
        long least = Long.MAX_VALUE;
        for (int round = 0; least > 0 && round < MAX_ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.invokeExact();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return (double) least / CALLS;
    }
}
