package io.github.celu.benchmarks;

import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.PlainFloatLoops;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Why the plain derivative of floats is several loops. In one loop it has about 60 nodes, C2's LoopUnrollLimit: JDK 17 vectorizes
 * it as long as all calls are alike, and no longer once calls of other lengths and offsets have made C2 compile it again: 0.5 ns
 * an element become 8. With -XX:LoopUnrollLimit=120 that does not happen.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class OneLoopBenchmark {
    private static final int LENGTH = 65_536;

    private final FloatKernel k = FloatKernel.celu(0.7f);
    private final PlainFloatLoops loops = new PlainFloatLoops();
    private final float[] x = new float[LENGTH];
    private final float[] d = new float[LENGTH];

    @Setup
    public void mixedCalls() {
        Random random = new Random(1);
        for (int i = 0; i < LENGTH; i++) {
            x[i] = random.nextFloat() * 10 - 5;
        }
        for (int i = 0; i < 600; i++) {
            oneLoop(k, x, d, 0, LENGTH);
            loops.derivative(k, x, 0, d, 0, LENGTH);
        }
        for (int i = 0; i < 20_000; i++) {
            int offset = random.nextInt(1_000);
            int length = 128 + random.nextInt(900);
            oneLoop(k, x, d, offset, offset + length);
            loops.derivative(k, x, offset, d, offset, length);
        }
    }

    @Benchmark
    public float[] oneLoop() {
        oneLoop(k, x, d, 0, LENGTH);
        return d;
    }

    @Benchmark
    public float[] severalLoops() {
        loops.derivative(k, x, 0, d, 0, LENGTH);
        return d;
    }

    private static void oneLoop(FloatKernel k, float[] x, float[] d, int from, int to) {
        float floor = k.derivativeFloor;
        for (int i = from; i < to; i++) {
            float clamped = Math.max(Math.min(x[i], 0f), floor);
            float n = Math.fma(clamped, k.log2eOverB, FloatKernel.SHIFT) - FloatKernel.SHIFT;
            float r = Math.fma(n, k.minusBLn2High, clamped);
            float low = n * k.minusBLn2Low;
            float s = r + low;
            float s2 = s * s;
            float q = Math.fma(s2, Math.fma(s2, k.q5, Math.fma(s, k.q4, k.q3)), Math.fma(s, k.q2, k.q1));
            float u = Math.fma(s2 * s, q, Math.fma(s2, k.q0, low));
            // 2ⁿ·BIAS, as in Powers
            float z = Math.fma(
                    n, Math.fma(n, Math.fma(n, 0x1.dde2a2p-26f, 0x1.859284p-16f), 0x1.2d7ab6p-7f), 0x1.b62778p+0f);
            z *= z;
            z *= z;
            z *= z;
            z *= z;
            z *= z;
            z *= z;
            z *= z;
            float cPower = k.cOverB * (z * (1f + 0x1p-23f) - z);
            float sum = k.b + r;
            float sumLow = Math.fma(sum, k.cOverBLow, (r - (sum - k.b)) + u);
            d[i] = Math.fma(cPower, sum, cPower * sumLow) * FloatKernel.UNBIAS;
        }
    }
}
