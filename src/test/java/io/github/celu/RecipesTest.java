package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.celu.testing.Shell;
import io.github.celu.testing.Shell.Block;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes of the guide do what it says, in the words in which it says it. */
class RecipesTest {
    private static Shell shell;

    @BeforeAll
    static void runTheGuide() throws Exception {
        assumeTrue("PLAIN".equals(System.getProperty("celu.test.expectedBackend")), "once is enough");
        shell = new Shell();
        Block.of(Path.of("docs/guide.md")).stream()
                .filter(block -> block.section().equals("## Recipes") && block.isForThisJdk())
                .forEach(shell::run);
    }

    @AfterAll
    static void close() {
        if (shell != null) {
            shell.close();
        }
    }

    private static void assumeJdk(int feature) {
        assumeTrue(Runtime.version().feature() >= feature, () -> "needs JDK " + feature);
    }

    /** Two layers, the loss a sum of their outputs: the derivatives are those by central differences. */
    @Test
    void layerInPlace() {
        shell.run("""
                Layer first = new Layer(5, 4);
                Layer second = new Layer(4, 3);
                java.util.Random random = new java.util.Random(1);
                void fill(float[] a) { for (int i = 0; i < a.length; i++) a[i] = (float) random.nextGaussian(); }
                for (float[] row : first.weights) fill(row);
                for (float[] row : second.weights) fill(row);
                fill(first.bias);
                fill(second.bias);
                float[] input = new float[5];
                fill(input);
                double loss() {
                    float[] y = second.forward(first.forward(input));
                    return (double) y[0] - 2 * (double) y[1] + 3 * (double) y[2];
                }
                loss();
                float[] dInput = first.backward(second.backward(new float[] {1, -2, 3}));
                int checked = 0;
                void check(float[] values, float[] derivatives) {
                    for (int i = 0; i < values.length; i++) {
                        float value = values[i];
                        float h = 0.01f;
                        values[i] = value + h;
                        double above = loss();
                        values[i] = value - h;
                        double below = loss();
                        values[i] = value;
                        double expected = (above - below) / (2 * h);
                        assert Math.abs(derivatives[i] - expected) < 2e-3 : derivatives[i] + ", not " + expected;
                        checked++;
                    }
                }
                check(input, dInput);
                for (int k = 0; k < 4; k++) check(first.weights[k], first.dWeights[k]);
                for (int k = 0; k < 3; k++) check(second.weights[k], second.dWeights[k]);
                check(first.bias, first.dBias);
                check(second.bias, second.dBias);
                """);
        assertEquals("44", shell.run("checked"));
    }

    @Test
    void learnedAlphaInPlace() {
        float[] z = {-3, -1, 0.5f};
        float[] dy = {1, -2, 3};
        float[] dx = new float[3];
        CELU.backward(dy, z, dx, 2f);
        assertEquals(String.valueOf(CELU.backwardAlpha(dy, z, 2f)), shell.run("dAlpha"));
        for (int i = 0; i < 3; i++) {
            assertEquals(String.valueOf(dx[i]), shell.run("dy[" + i + "]"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 1001, 100_000, Integer.MAX_VALUE})
    void onAllCores(int block) {
        shell.run("""
                float[] numbers = new float[1001];
                for (int i = 0; i < 1001; i++) numbers[i] = (i - 700) * 0.01f;
                float[] parallel = new float[1001];
                """);
        shell.run("applyInParallel(numbers, parallel, 2f, " + block + ");");
        assertEquals("true", shell.run("java.util.Arrays.equals(CELU.apply(numbers, 2f), parallel)"));
        shell.run("applyInParallel(new float[0], new float[0], 2f, " + block + ");");
    }

    @ParameterizedTest
    @ValueSource(strings = {"applyToFile", "applyToSegments"})
    void filesInPlace(String method, @TempDir Path folder) throws Exception {
        if (method.equals("applyToSegments")) {
            assumeJdk(22);
        }
        for (int chunk : new int[] {1, 300, 1_000, 4_000}) {
            ByteBuffer bytes = ByteBuffer.allocate(4_000).order(ByteOrder.LITTLE_ENDIAN);
            float[] x = new float[1_000];
            for (int i = 0; i < x.length; i++) {
                x[i] = (i - 700) * 0.01f;
                bytes.putFloat(x[i]);
            }
            Path file = Files.write(folder.resolve("floats"), bytes.array());
            shell.run(method + "(Path.of(\"" + file + "\"), 2f, " + chunk + ");");
            float[] y = new float[1_000];
            ByteBuffer.wrap(Files.readAllBytes(file))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(y);
            assertArrayEquals(CELU.apply(x, 2f), y);
        }
    }

    @Test
    void halves() {
        assumeJdk(20);
        shell.run("""
                short[] halves = new short[65536];
                for (int i = 0; i < 65536; i++) halves[i] = (short) i;
                short[] activated = new short[65536];
                applyToHalves(halves, activated, 0.7f);
                int same = 0;
                for (int i = 0; i < 65536; i++) {
                    float y = CELU.apply(Float.float16ToFloat(halves[i]), 0.7f);
                    same += Float.isNaN(y) ? Float.isNaN(Float.float16ToFloat(activated[i])) ? 1 : 0
                            : Float.floatToFloat16(y) == activated[i] ? 1 : 0;
                }
                """);
        assertEquals("65536", shell.run("same"));
    }

    @Test
    void streams() {
        assertEquals(String.valueOf(CELU.apply(-3d, 2d)), shell.run("some[0]"));
        assertEquals(String.valueOf(CELU.apply(-3d, 2d)), shell.run("many[0]"));
        assertEquals("5000", shell.run("many.length"));
    }

    /** The comments beside the calls are their values. */
    @Test
    void integers() {
        assertEquals("-0.63212055", shell.run("narrow"));
        assertEquals("-0.6321205588285577", shell.run("wide"));
    }
}
