package io.github.celu.peers;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Time of one call; the values of the parameters come from {@link Module}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 45, time = 40, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class SpeedBenchmark {
    @Param("")
    public String peer;

    @Param("ELU")
    public Operation operation;

    @Param("FLOAT")
    public Type type;

    @Param("1")
    public int length;

    @Param("1")
    public int threads;

    private Job job;

    /** Longer inputs repeat their start: so many signs no branch predictor learns. */
    private static final int DIFFERENT = 1 << 16;

    /** The inputs: uniform in [-5, 5], and a negative number for a single one. */
    @Setup
    public void prepare() throws Exception {
        Peer loaded = Peers.named(peer);
        loaded.load(threads);
        SplittableRandom random = new SplittableRandom(170407483);
        double[] x = new double[length];
        double[] dy = new double[length];
        for (int i = 0; i < length; i++) {
            boolean isNew = i < DIFFERENT;
            x[i] = isNew ? (float) random.nextDouble(-5, 5) : x[i % DIFFERENT];
            dy[i] = isNew ? (float) random.nextDouble(-1, 1) : dy[i % DIFFERENT];
        }
        if (length == 1) {
            x[0] = -1.25;
        }
        compile(loaded);
        job = loaded.prepare(new Work(operation, type, operation.alpha, x, dy, threads));
    }

    /** Short calls first: code of the Vector API takes seconds for a long one as long as it is not compiled. */
    private void compile(Peer loaded) throws Exception {
        double[] x = new double[4096];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i - 2048) / 512.0;
        }
        try (Job small = loaded.prepare(Work.of(operation, type, operation.alpha, x))) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
            while (System.nanoTime() < end) {
                small.run();
            }
        }
    }

    @TearDown
    public void close() throws Exception {
        job.close();
    }

    @Benchmark
    public void run() throws Exception {
        job.run();
    }
}
