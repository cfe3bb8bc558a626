package io.github.celu.programs;

import com.sun.management.ThreadMXBean;
import io.github.celu.Backend;
import io.github.celu.testing.Api;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * A program that prints how many bytes a call of each method on arrays allocates once it is compiled, and the backend. With the
 * argument "neighbour" other code has used vectors of all shapes before.
 */
public final class ArrayAllocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Few for any backend's loops, with and without a rest at the end of a vector, and more than a block. */
    private static final int[] LENGTHS = {7, 20, 128, 135, 1_100};

    /** Of channels: the length of a run, and how many a channel has; short ones, few and many, and long ones. */
    public static final int[][] RUNS = {{1, 5}, {1, 300}, {30, 5}, {150, 3}};

    private static final int CHANNELS = 4;

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
                System.out.println(api + ", length " + length + ": " + bytesPerCall(api, length, 1, 0.7));
            }
            System.out.println(api + ", smallest alpha: " + bytesPerCall(api, 135, 1, api.type().min));
        }
        for (Api api : Api.CHANNELS) {
            for (int[] runs : RUNS) {
                int inner = runs[0];
                int length = CHANNELS * inner * runs[1];
                String name = api + ", " + runs[1] + " runs of " + inner;
                System.out.println(name + ": " + bytesPerCall(api, length, inner, 0.7));
                System.out.println(name + ", smallest alpha: " + bytesPerCall(api, length, inner, api.type().min));
            }
        }
    }

    /** Those that do not return a new array. */
    public static List<Api> methods() {
        return Api.with(float[].class, double[].class).stream()
                .filter(api -> !api.method().getReturnType().isArray())
                .toList();
    }

    /** The fewest in any round of calls; most take none once they are compiled. */
    private static double bytesPerCall(Api api, int length, int inner, double alpha) throws Throwable {
        Object[] arguments = api.parameters().stream()
                .map(parameter -> switch (parameter.getName()) {
                    case "alpha" ->
                        parameter.getType().isArray()
                                ? api.type().array(alpha, 2.5, 1, 0.01)
                                : api.type().scalar(alpha);
                    case "dalpha" -> new double[CHANNELS];
                    case "inner" -> inner;
                    case "length" -> length;
                    default ->
                        parameter.getType() == int.class
                                ? 0
                                : api.type().array(api.type().samples(1, length, alpha));
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
