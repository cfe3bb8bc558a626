package io.github.celu.internal;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time per element of each loop of the plain backends, once as it is and once with HotSpot's vectorizer switched off. A loop
 * whose two times are alike is no longer vectorized, and whoever changed it should find out why.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@OperationsPerInvocation(PlainLoopsBenchmark.LENGTH)
@Fork(value = 1, jvmArgsAppend = PlainLoopsBenchmark.NO_INLINING)
public class PlainLoopsBenchmark {
    /** A block of doubles. */
    static final int LENGTH = 256;

    /** The library calls its loops from a place that inlines none; inlined into the benchmark's loop some stay scalar. */
    static final String NO_INLINING = "-XX:CompileCommand=dontinline,io.github.celu.internal.Plain*::run";

    @Param({
        "float CLAMP",
        "float SHIFT",
        "float POWERS",
        "float REDUCE",
        "float VALUES",
        "float DERIVATIVES",
        "float ONES_WHERE_POSITIVE",
        "float MULTIPLY",
        "double CLAMP",
        "double SHIFT",
        "double POWERS",
        "double REDUCE",
        "double BASES",
        "double VALUES",
        "double DERIVATIVES",
        "double ONES_WHERE_POSITIVE",
        "double MULTIPLY"
    })
    public String loop;

    private Runnable task;

    /** A whole run fills the scratch; ELU, for of CELU one loop has nothing to do. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(170407483);
        String name = loop.substring(loop.indexOf(' ') + 1);
        double[] x = random.doubles(LENGTH, -5, 5).toArray();
        double[] dy = DoubleStream.generate(() -> 1).limit(LENGTH).toArray();
        if (loop.startsWith("float")) {
            FloatKernel k = FloatKernel.elu(0.7f);
            PlainFloat plain = new PlainFloat();
            plain.run(k, floats(x), 0, new float[LENGTH], 0, floats(dy), 0, new float[LENGTH], 0, LENGTH);
            PlainFloat.Scratch scratch = plain.takeScratch();
            PlainFloat.Loop timed = PlainFloat.Loop.valueOf(name);
            task = () -> timed.run(k, scratch, LENGTH);
        } else {
            DoubleKernel k = DoubleKernel.elu(0.7);
            PlainDouble plain = new PlainDouble();
            plain.run(k, x, 0, new double[LENGTH], 0, dy, 0, new double[LENGTH], 0, LENGTH);
            PlainDouble.Scratch scratch = plain.takeScratch();
            PlainDouble.Loop timed = PlainDouble.Loop.valueOf(name);
            task = () -> timed.run(k, scratch, LENGTH);
        }
    }

    private static float[] floats(double[] x) {
        float[] floats = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            floats[i] = (float) x[i];
        }
        return floats;
    }

    @Benchmark
    public void vectorized() {
        task.run();
    }

    @Benchmark
    @Fork(
            value = 1,
            jvmArgsAppend = {NO_INLINING, "-XX:-UseSuperWord"})
    public void scalar() {
        task.run();
    }
}
