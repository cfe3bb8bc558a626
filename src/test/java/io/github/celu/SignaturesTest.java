package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.testing.Api;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What there is to call: exactly the contract's list, with its parameter names. */
class SignaturesTest {
    /** T stands for float and double, B for their buffers. */
    private static final String METHODS = """
            T apply(T x)
            T apply(T x, T alpha)
            T[] apply(T[] x)
            T[] apply(T[] x, T alpha)
            void apply(T[] x, T[] y, T alpha)
            void apply(T[] x, int xOffset, T[] y, int yOffset, int length, T alpha)
            void apply(B x, B y, T alpha)
            T gradient(T x)
            T gradient(T x, T alpha)
            T[] gradient(T[] x)
            T[] gradient(T[] x, T alpha)
            void gradient(T[] x, T[] dydx, T alpha)
            void gradient(T[] x, int xOffset, T[] dydx, int dydxOffset, int length, T alpha)
            void gradient(B x, B dydx, T alpha)
            T gradientAlpha(T x, T alpha)
            T[] gradientAlpha(T[] x, T alpha)
            void gradientAlpha(T[] x, T[] dyda, T alpha)
            void gradientAlpha(T[] x, int xOffset, T[] dyda, int dydaOffset, int length, T alpha)
            void gradientAlpha(B x, B dyda, T alpha)
            T secondDerivative(T x, T alpha)
            T[] secondDerivative(T[] x, T alpha)
            void secondDerivative(T[] x, T[] d2ydx2, T alpha)
            void secondDerivative(T[] x, int xOffset, T[] d2ydx2, int d2ydx2Offset, int length, T alpha)
            void secondDerivative(B x, B d2ydx2, T alpha)
            void backward(T[] dy, T[] x, T[] dx, T alpha)
            void backward(T[] dy, int dyOffset, T[] x, int xOffset, T[] dx, int dxOffset, int length, T alpha)
            void backward(B dy, B x, B dx, T alpha)
            void backwardFromOutput(T[] dy, T[] y, T[] dx, T alpha)
            void backwardFromOutput(T[] dy, int dyOffset, T[] y, int yOffset, T[] dx, int dxOffset, int length, T alpha)
            void backwardFromOutput(B dy, B y, B dx, T alpha)
            void applyAndGradient(T[] x, T[] y, T[] dydx, T alpha)
            void applyAndGradient(T[] x, int xOffset, T[] y, int yOffset, T[] dydx, int dydxOffset, int length, T alpha)
            void applyAndGradient(B x, B y, B dydx, T alpha)
            double backwardAlpha(T[] dy, T[] x, T alpha)
            double backwardAlpha(T[] dy, int dyOffset, T[] x, int xOffset, int length, T alpha)
            double backwardAlpha(B dy, B x, T alpha)
            double backwardWithAlpha(T[] dy, T[] x, T[] dx, T alpha)
            double backwardWithAlpha(T[] dy, int dyOffset, T[] x, int xOffset, T[] dx, int dxOffset, int length, T alpha)
            double backwardWithAlpha(B dy, B x, B dx, T alpha)
            void apply(T[] x, T[] y, T[] alpha, int inner)
            void apply(T[] x, int xOffset, T[] y, int yOffset, int length, T[] alpha, int inner)
            void gradient(T[] x, T[] dydx, T[] alpha, int inner)
            void gradient(T[] x, int xOffset, T[] dydx, int dydxOffset, int length, T[] alpha, int inner)
            void backward(T[] dy, T[] x, T[] dx, T[] alpha, int inner)
            void backward(T[] dy, int dyOffset, T[] x, int xOffset, T[] dx, int dxOffset, int length, T[] alpha, int inner)
            void backwardWithAlpha(T[] dy, T[] x, T[] dx, T[] alpha, double[] dalpha, int inner)
            void backwardWithAlpha(T[] dy, int dyOffset, T[] x, int xOffset, T[] dx, int dxOffset, int length, T[] alpha, \
            double[] dalpha, int inner)
            """;

    @ParameterizedTest
    @ValueSource(classes = {CELU.class, ELU.class})
    void theListedMethodsAndNothingElse(Class<?> function) {
        Set<String> expected = METHODS.lines()
                .flatMap(line -> Stream.of(
                        line.replaceAll("\\bT\\b", "float").replaceAll("\\bB\\b", "FloatBuffer"),
                        line.replaceAll("\\bT\\b", "double").replaceAll("\\bB\\b", "DoubleBuffer")))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> actual = Stream.concat(Api.ALL.stream(), Api.CHANNELS.stream())
                .filter(api -> api.owner() == function)
                .map(Api::signature)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(String.join("\n", expected), String.join("\n", actual));
    }

    @Test
    void everyMethodIsStatic() {
        Stream.concat(Api.ALL.stream(), Api.CHANNELS.stream())
                .forEach(api -> assertTrue(Modifier.isStatic(api.method().getModifiers()), api::toString));
    }

    @ParameterizedTest
    @ValueSource(classes = {CELU.class, ELU.class})
    void nothingToCreateExtendOrRead(Class<?> function) {
        int modifiers = Modifier.PUBLIC | Modifier.FINAL;
        assertEquals(modifiers, function.getModifiers());
        assertSame(Object.class, function.getSuperclass());
        assertEquals(0, function.getInterfaces().length);
        assertEquals(0, function.getConstructors().length);
        assertEquals(0, function.getFields().length);
        assertEquals(0, function.getClasses().length);
    }

    /** As the documentation says, by the compiler's choice: the type of each result is that of the method it took. */
    @Test
    void integersAreFloats() {
        int i = (1 << 24) + 1;
        long l = i;
        assertEquals(List.of(0x1p24f, 0x1p24f), List.of(CELU.apply(i), CELU.apply(l)));
        assertEquals(List.of(0x1p24f, 0x1p24f), List.of(ELU.apply(i), ELU.apply(l)));
        assertEquals(List.of(5f, 5f, 65f), List.of(CELU.apply((byte) 5), CELU.apply((short) 5), CELU.apply('A')));
        assertEquals(List.of(CELU.apply(-1f), ELU.apply(-1f)), List.of(CELU.apply(-1), ELU.apply(-1)));
        assertEquals(List.of(CELU.apply(-1d, 1d), ELU.apply(-1d, 1d)), List.of(CELU.apply(-1, 1d), ELU.apply(-1, 1d)));
        for (double y : IntStream.of(-1).mapToDouble(CELU::apply).toArray()) {
            assertEquals(CELU.apply(-1f), y);
            assertNotEquals(CELU.apply(-1d), y);
        }
        for (double y : IntStream.of(-1).mapToDouble(ELU::apply).toArray()) {
            assertEquals(ELU.apply(-1f), y);
        }
        assertEquals(
                CELU.apply(-1d),
                IntStream.of(-1).asDoubleStream().map(CELU::apply).sum());
    }

    @Test
    void backend() {
        assertArrayEquals(
                new Object[] {"PLAIN", "VECTOR"},
                Stream.of(Backend.values()).map(Enum::name).toArray());
        Set<String> methods = Arrays.stream(Backend.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::toString)
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "public static io.github.celu.Backend io.github.celu.Backend.active()",
                        "public static java.lang.String io.github.celu.Backend.description()",
                        "public static io.github.celu.Backend io.github.celu.Backend.warmUp()",
                        "public static io.github.celu.Backend[] io.github.celu.Backend.values()",
                        "public static io.github.celu.Backend io.github.celu.Backend.valueOf(java.lang.String)"),
                methods);
    }

    /** One exported package, and no module that an application must have. */
    @Test
    void module() {
        ModuleDescriptor module = CELU.class.getModule().getDescriptor();
        assertEquals("io.github.celu", module.name());
        assertEquals(
                Set.of("io.github.celu"),
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
        assertEquals(
                Set.of("java.base"),
                module.requires().stream().map(Requires::name).collect(Collectors.toSet()));
    }
}
