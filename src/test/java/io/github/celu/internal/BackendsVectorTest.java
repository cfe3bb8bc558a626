package io.github.celu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.celu.internal.loops.DoubleColumnLoops;
import io.github.celu.internal.loops.DoubleLoops;
import io.github.celu.internal.loops.FloatColumnLoops;
import io.github.celu.internal.loops.FloatLoops;
import io.github.celu.internal.loops.PlainDoubleColumnLoops;
import io.github.celu.internal.loops.PlainDoubleLoops;
import io.github.celu.internal.loops.PlainFloatColumnLoops;
import io.github.celu.internal.loops.PlainFloatLoops;
import io.github.celu.internal.loops.ScalarDoubleColumnLoops;
import io.github.celu.internal.loops.ScalarDoubleLoops;
import io.github.celu.internal.loops.ScalarFloatColumnLoops;
import io.github.celu.internal.loops.ScalarFloatLoops;
import io.github.celu.internal.vector.VectorDoubleColumnLoops;
import io.github.celu.internal.vector.VectorDoubleLoops;
import io.github.celu.internal.vector.VectorFloatColumnLoops;
import io.github.celu.internal.vector.VectorFloatLoops;
import io.github.celu.programs.ColumnLoopsCheck;
import io.github.celu.programs.LoopsCheck;
import io.github.celu.testing.Jvm;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every backend's loops give the bits of the scalar functions, those of the vector backend with lanes of any width. */
class BackendsVectorTest {
    private static final int BITS = VectorShape.preferredShape().vectorBitSize();

    @Test
    void scalarLoops() {
        LoopsCheck.check(new ScalarFloatLoops());
        LoopsCheck.check(new ScalarDoubleLoops());
    }

    @Test
    void plainLoops() {
        LoopsCheck.check(new PlainFloatLoops());
        LoopsCheck.check(new PlainDoubleLoops());
    }

    @Test
    void vectorFloatLoops() {
        LoopsCheck.check(new VectorFloatLoops());
    }

    @Test
    void vectorDoubleLoops() {
        assumeTrue(BITS >= 256, "never used with shorter lanes");
        LoopsCheck.check(new VectorDoubleLoops());
    }

    @Test
    void scalarColumnLoops() {
        ColumnLoopsCheck.check(new ScalarFloatColumnLoops(), true);
        ColumnLoopsCheck.check(new ScalarDoubleColumnLoops(), true);
    }

    @Test
    void plainColumnLoops() {
        ColumnLoopsCheck.check(new PlainFloatColumnLoops(), true);
        ColumnLoopsCheck.check(new PlainDoubleColumnLoops(), true);
    }

    @Test
    void vectorFloatColumnLoops() {
        ColumnLoopsCheck.check(new VectorFloatColumnLoops(), false);
    }

    @Test
    void vectorDoubleColumnLoops() {
        assumeTrue(BITS >= 256, "never used with shorter lanes");
        ColumnLoopsCheck.check(new VectorDoubleColumnLoops(), false);
    }

    @Test
    void theWarmUpRunsEveryLoop() throws ReflectiveOperationException {
        assertEquals(signatures(LoopsCheck.methods(FloatLoops.class)), loopsRunBy("floats", FloatLoops.class));
        assertEquals(signatures(LoopsCheck.methods(DoubleLoops.class)), loopsRunBy("doubles", DoubleLoops.class));
        assertEquals(
                signatures(ColumnLoopsCheck.methods(FloatColumnLoops.class)),
                loopsRunBy("floatColumns", FloatColumnLoops.class));
        assertEquals(
                signatures(ColumnLoopsCheck.methods(DoubleColumnLoops.class)),
                loopsRunBy("doubleColumns", DoubleColumnLoops.class));
    }

    private static TreeSet<String> signatures(List<Method> loops) {
        return loops.stream().map(Method::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    @SuppressWarnings("unchecked")
    private static <T> TreeSet<String> loopsRunBy(String name, Class<T> loops) throws ReflectiveOperationException {
        Method handover = Backends.class.getDeclaredMethod(name);
        handover.setAccessible(true);
        WarmUp<T> warmUp = ((Handover<T>) handover.invoke(null)).warmUp();
        TreeSet<String> run = new TreeSet<>();
        Object recorder =
                Proxy.newProxyInstance(loops.getClassLoader(), new Class<?>[] {loops}, (proxy, method, arguments) -> {
                    run.add(method.toString());
                    return null;
                });
        for (int operation = 0; operation < warmUp.operations(); operation++) {
            warmUp.run(loops.cast(recorder), operation, WarmUp.LENGTH);
        }
        return run;
    }

    @Test
    void descriptionTellsTheWidth() {
        assumeTrue(Backends.isVector());
        assertEquals("vector: " + BITS + "-bit lanes", Backends.description());
    }

    /** In a JVM of its own each, because the loops take the widest lanes; it compiles at once instead of in the background. */
    @Tag("jvm")
    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void vectorLoopsOfAnyWidth(int bits) throws Exception {
        assumeTrue(bits <= BITS, "wider than this processor's vectors");
        Jvm.Result result = Jvm.run(
                LoopsCheck.class,
                List.of(),
                "--add-modules=jdk.incubator.vector",
                "-XX:MaxVectorSize=" + bits / 8,
                "-Xbatch");
        assertEquals(List.of(Integer.toString(bits)), result.out(), result::toString);
    }

    /** In a JVM of its own, because the backend is chosen only once: first plain, then vector, each element the same bits. */
    @Tag("jvm")
    @Test
    void vectorLoopsTakeOverFromPlainOnes() throws Exception {
        assumeTrue(Backends.isVector());
        Jvm.Result result = Jvm.run(TakeOver.class, List.of(), "--add-modules=jdk.incubator.vector");
        List<String> doubles =
                BITS >= 256 ? List.of("PlainDoubleLoops", "VectorDoubleLoops") : List.of("PlainDoubleLoops");
        List<String> seen = List.of(
                "VECTOR",
                "VectorFloatColumnLoops",
                BITS >= 256 ? "VectorDoubleColumnLoops" : "PlainDoubleColumnLoops",
                "[PlainFloatLoops, VectorFloatLoops]",
                doubles.toString());
        assertEquals(seen, result.out().subList(0, seen.size()), result::toString);
    }
}
