package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.celu.programs.Bits;
import io.github.celu.testing.Api;
import io.github.celu.testing.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Eight threads at once give the bits of one, each with alphas and inputs of its own, many times over. */
class ThreadsTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 50;

    static Stream<Api> rangesAndBuffers() {
        return Stream.concat(Api.ranges().stream(), Api.buffers().stream());
    }

    static Stream<Api> channels() {
        return Api.CHANNELS.stream().filter(Api::isRange);
    }

    @ParameterizedTest
    @MethodSource("rangesAndBuffers")
    void oneAlpha(Api api) throws Exception {
        run(i -> {
            double alpha = 0.25 * (i + 1);
            double[][] inputs = new double[api.inputs()][];
            for (int k = 0; k < inputs.length; k++) {
                inputs[k] = api.type().samples(10 * i + k, 1_500 + i, alpha);
            }
            double[][] expected = api.run(alpha, inputs);
            return () -> {
                double[][] outputs = api.run(alpha, inputs);
                for (int k = 0; k < expected.length; k++) {
                    Type.assertSame(expected[k], outputs[k], () -> api + ", alpha " + alpha);
                }
            };
        });
    }

    /** Neighbours of one channel in some threads, of several in others. */
    @ParameterizedTest
    @MethodSource("channels")
    void oneAlphaForEachChannel(Api api) throws Exception {
        run(i -> {
            double[] alphas = {0.25 * (i + 1), 2.5 + i, 0.01 * (i + 1)};
            int inner = i % 2 == 0 ? 1 : 150;
            int count = 1_500 + 450 * i; // with it the inputs are others, too
            long expected = Bits.channels(0, api, alphas, inner, count);
            return () -> assertEquals(expected, Bits.channels(0, api, alphas, inner, count));
        });
    }

    /** @param calls what each thread does in a round */
    private static void run(IntFunction<Runnable> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Runnable call = calls.apply(i);
                threads.add(executor.submit(() -> {
                    start.await();
                    for (int round = 0; round < ROUNDS; round++) {
                        call.run();
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
