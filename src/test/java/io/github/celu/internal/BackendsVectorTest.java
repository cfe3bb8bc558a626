package io.github.celu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.celu.Jvm;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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

    /** From which lengths on the loops serve: by them one knows which. */
    private static final int PLAIN_MIN_LENGTH = 64;

    private static final int VECTOR_MIN_LENGTH = 16;

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
        assertEquals(PLAIN_MIN_LENGTH, floats.minLength());
        assertEquals(PLAIN_MIN_LENGTH, doubles.minLength());
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            while (floats.minLength() != VECTOR_MIN_LENGTH || doubles.minLength() != VECTOR_MIN_LENGTH) {
                LoopsCheck.check(floats, 0.7);
                LoopsCheck.check(doubles, 0.7);
            }
        });
        LoopsCheck.check(floats, 0.7);
        LoopsCheck.check(doubles, 0.7);
    }

    @Test
    void theWarmUpRunsEveryKindOfCall() {
        List<String> all = List.of("y", "d", "dy d", "y d", "a rest");
        assertEquals(all, kinds(FloatBackend.class, WarmingFloat::useEverything));
        assertEquals(all, kinds(DoubleBackend.class, WarmingDouble::useEverything));
    }

    /** Of the calls of run: the arrays that are not null, and whether the range does not end with a vector, of at most 64 lanes. */
    private static <T> List<String> kinds(Class<T> backend, Consumer<T> user) {
        Set<String> kinds = new LinkedHashSet<>();
        InvocationHandler recorder = (proxy, method, arguments) -> {
            kinds.add(((arguments[3] == null ? "" : "y ")
                            + (arguments[5] == null ? "" : "dy ")
                            + (arguments[7] == null ? "" : "d"))
                    .strip());
            if ((int) arguments[9] % 64 != 0) {
                kinds.add("a rest");
            }
            return null;
        };
        user.accept(backend.cast(Proxy.newProxyInstance(backend.getClassLoader(), new Class<?>[] {backend}, recorder)));
        return List.copyOf(kinds);
    }

    @Test
    void descriptionTellsTheWidth() {
        assumeTrue(Implementation.isVector());
        assertEquals(
                "vector: " + VectorShape.preferredShape().vectorBitSize() + "-bit lanes", Implementation.description());
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
