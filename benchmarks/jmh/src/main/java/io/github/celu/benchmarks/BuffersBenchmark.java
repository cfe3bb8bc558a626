package io.github.celu.benchmarks;

import io.github.celu.Backend;
import io.github.celu.CELU;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
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
import org.openjdk.jmh.annotations.Warmup;

/** Time of the buffer methods on direct buffers in native order; {@link ArraysBenchmark} has the arrays to compare with. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class BuffersBenchmark {
    @Param({"vector", "plain"})
    public String backend;

    private FloatBuffer xFloats;
    private FloatBuffer yFloats;
    private DoubleBuffer xDoubles;
    private DoubleBuffer yDoubles;

    @Setup
    public void fill(Floats f, Doubles d) {
        System.setProperty("io.github.celu.backend", backend);
        if (!Backend.active().name().equalsIgnoreCase(backend)) {
            throw new IllegalStateException(Backend.description());
        }
        xFloats = direct(4 * f.length).asFloatBuffer().put(f.x).rewind();
        yFloats = direct(4 * f.length).asFloatBuffer();
        xDoubles = direct(8 * d.length).asDoubleBuffer().put(d.x).rewind();
        yDoubles = direct(8 * d.length).asDoubleBuffer();
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Benchmark
    public void applyBufferFloat(Floats a) {
        CELU.apply(xFloats.rewind(), yFloats.rewind(), a.alpha);
    }

    @Benchmark
    public void applyBufferDouble(Doubles a) {
        CELU.apply(xDoubles.rewind(), yDoubles.rewind(), a.alpha);
    }
}
