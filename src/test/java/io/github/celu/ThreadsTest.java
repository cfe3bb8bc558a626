package io.github.celu;

import io.github.celu.testing.Api;
import io.github.celu.testing.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadsTest {
    private static final int THREADS = 8;

    static List<Api> ranges() {
        return Api.ranges();
    }

    /** Each thread with an alpha and inputs of its own, many times over. */
    @ParameterizedTest
    @MethodSource("ranges")
    void eightThreadsGiveTheBitsOfOne(Api api) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                double alpha = 0.25 * (i + 1);
                double[][] inputs = new double[api.inputs()][];
                for (int k = 0; k < inputs.length; k++) {
                    inputs[k] = api.type().samples(10 * i + k, 1_500 + i, alpha);
                }
                double[][] expected = api.run(alpha, inputs);
                threads.add(executor.submit(() -> {
                    start.await();
                    for (int round = 0; round < 50; round++) {
                        double[][] outputs = api.run(alpha, inputs);
                        for (int k = 0; k < expected.length; k++) {
                            Type.assertSame(expected[k], outputs[k], () -> api + ", alpha " + alpha);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> thread : threads) {
                thread.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
