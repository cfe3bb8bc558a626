package io.github.celu.programs;

import com.sun.management.ThreadMXBean;
import io.github.celu.testing.Api;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;

/** A program that prints how many bytes a call of each scalar method allocates once it is compiled. */
public final class ScalarAllocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 1_000_000;

    private static volatile double sink;

    private ScalarAllocation() {}

    public static void main(String[] args) throws Throwable {
        for (Api api : Api.ALL) {
            if (api.parameters().stream().allMatch(p -> p.getType().isPrimitive())) {
                System.out.println(api + ": " + bytesPerCall(api));
            }
        }
    }

    private static double bytesPerCall(Api api) throws Throwable {
        MethodHandle method = MethodHandles.lookup().unreflect(api.method());
        if (api.parameters().size() == 1) {
            method = MethodHandles.dropArguments(method, 1, api.type().scalar);
        }
        MethodHandle function = MethodHandles.explicitCastArguments(
                method, MethodType.methodType(double.class, double.class, double.class));
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            double sum = 0;
            for (int i = 0; i < CALLS; i++) {
                sum += (double) function.invokeExact((i & 1023) * -0.01, 0.7 + (i & 15));
            }
            sink = sum;
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return (double) least / CALLS;
    }
}
