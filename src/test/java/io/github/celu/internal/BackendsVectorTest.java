package io.github.celu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.celu.Jvm;
import java.time.Duration;
import java.util.List;
import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every backend's loops give the bits of the scalar functions, those of the vector backend with lanes of any width. */
class BackendsVectorTest {
    /** From one end of the moderate ones to the other. */
    private static final double[] FLOAT_ALPHAS = {0x1p-22, 0.7, 2.5, 0x1p18};

    private static final double[] DOUBLE_ALPHAS = {0x1p-88, 0.7, 2.5, 0x1p88};

    @Test
    void scalarLoops() {
        LoopsCheck.check(new ScalarFloat(), FLOAT_ALPHAS);
        LoopsCheck.check(new ScalarDouble(), DOUBLE_ALPHAS);
    }

    @Test
    void plainLoops() {
        LoopsCheck.check(new PlainFloat(), FLOAT_ALPHAS);
        LoopsCheck.check(new PlainDouble(), DOUBLE_ALPHAS);
    }

    @Test
    void vectorLoopsAndTheChangeToThem() {
        LoopsCheck.check(new VectorFloat(), FLOAT_ALPHAS);
        LoopsCheck.check(new VectorDouble(), DOUBLE_ALPHAS);
        FloatBackend floats = new WarmingFloat();
        DoubleBackend doubles = new WarmingDouble();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            while (floats.minLength() > new VectorFloat().minLength()
                    || doubles.minLength() > new VectorDouble().minLength()) {
                LoopsCheck.check(floats, 0.7);
                LoopsCheck.check(doubles, 0.7);
            }
        });
        LoopsCheck.check(floats, 0.7);
        LoopsCheck.check(doubles, 0.7);
    }

    /** In a JVM of its own each, for the loops take the widest lanes; it compiles at once instead of in the background. */
    @Tag("jvm")
    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512})
    void vectorLoopsOfAnyWidth(int bits) throws Exception {
        assumeTrue(bits <= VectorShape.preferredShape().vectorBitSize(), "wider than this processor's vectors");
        Jvm.Result result = Jvm.run(
                LoopsCheck.class,
                List.of(),
                "--add-modules=jdk.incubator.vector",
                "-XX:MaxVectorSize=" + bits / 8,
                "-Xbatch");
        assertEquals(List.of(Integer.toString(bits)), result.out(), result::toString);
    }
}
