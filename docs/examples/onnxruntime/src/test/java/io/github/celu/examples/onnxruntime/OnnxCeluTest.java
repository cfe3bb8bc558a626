package io.github.celu.examples.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.celu.CELU;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxCeluTest {
    private static final float ALPHA = 0.7f;
    private static final int SIZE = 20_001;
    private static final long[] SHAPE = {SIZE};

    /** Two runs, so that the second one would show what the first left behind. */
    @Test
    void outputInPlace() throws OrtException {
        try (OnnxCelu model = new OnnxCelu(OnnxModel.negation(SIZE), SHAPE, SHAPE, ALPHA)) {
            for (float scale : new float[] {1, -0.5f}) {
                for (int i = 0; i < SIZE; i++) {
                    model.input().put(i, scale * x(i));
                }
                FloatBuffer y = model.run();
                assertTrue(y.isDirect());
                assertEquals(SIZE, y.remaining());
                for (int i = 0; i < SIZE; i++) {
                    assertEquals(CELU.apply(-scale * x(i), ALPHA), y.get(i));
                }
            }
        }
    }

    /** Before anything native is made: what is no model at all is not looked at. */
    @Test
    void alphaAndShapesAreCheckedFirst() {
        byte[] noModel = {};
        long[] negative = {-1};
        long[] large = {1L << 40};
        assertThrows(IllegalArgumentException.class, () -> new OnnxCelu(noModel, SHAPE, SHAPE, -1));
        assertThrows(IllegalArgumentException.class, () -> new OnnxCelu(noModel, negative, SHAPE, ALPHA));
        assertThrows(IllegalArgumentException.class, () -> new OnnxCelu(noModel, SHAPE, negative, ALPHA));
        assertThrows(ArithmeticException.class, () -> new OnnxCelu(noModel, SHAPE, large, ALPHA));
        assertThrows(OrtException.class, () -> new OnnxCelu(noModel, SHAPE, SHAPE, ALPHA));
    }

    /** A model may be used further after a run that failed. */
    @Test
    void shapesThatAreNotTheModels() throws OrtException {
        long[] other = {SIZE + 1};
        try (OnnxCelu model = new OnnxCelu(OnnxModel.negation(SIZE), other, SHAPE, ALPHA)) {
            assertThrows(OrtException.class, model::run);
            assertThrows(OrtException.class, model::run);
        }
    }

    /** The tolerance is that of ONNX's own tests of its operators. */
    @Test
    void besideTheCeluNode() throws OrtException {
        float[] x = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            x[i] = x(i);
        }
        float[] ours = CELU.apply(x, ALPHA);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(OnnxModel.celu(SIZE, ALPHA));
                OnnxTensor input = OnnxTensor.createTensor(environment, x);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            float[] theirs = (float[]) result.get(0).getValue();
            for (int i = 0; i < SIZE; i++) {
                assertEquals(theirs[i], ours[i], 1e-7 + 1e-3 * Math.abs(theirs[i]));
            }
        }
    }

    /** From −10 to 10. */
    private static float x(int i) {
        return i / 1000f - 10;
    }
}
