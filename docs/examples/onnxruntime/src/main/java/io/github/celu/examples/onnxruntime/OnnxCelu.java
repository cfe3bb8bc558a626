package io.github.celu.examples.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.celu.CELU;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * A model whose output goes through CELU. Input and output lie in direct buffers of ours, made once: ONNX Runtime writes its
 * output there, CELU works on it in place, and no call copies or allocates a tensor.
 */
public final class OnnxCelu implements AutoCloseable {
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final float alpha;
    private OrtSession session;
    private OnnxTensor input;
    private OnnxTensor output;

    /** For a model with one input and one output, both float, of the given shapes. */
    public OnnxCelu(byte[] model, long[] inputShape, long[] outputShape, float alpha) throws OrtException {
        CELU.apply(0, alpha); // an alpha that does not exist fails here and not in the first run
        this.alpha = alpha;
        this.x = direct(inputShape);
        this.y = direct(outputShape);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            session = environment.createSession(model);
            input = OnnxTensor.createTensor(environment, x, inputShape);
            output = OnnxTensor.createTensor(environment, y, outputShape);
        } catch (OrtException | RuntimeException | Error e) {
            close(); // what there is already: it lies outside the heap, and no garbage collection would free it
            throw e;
        }
    }

    /** To be filled before {@link #run}, with put(index, value). */
    public FloatBuffer input() {
        return x.duplicate();
    }

    /** Returns CELU of the model's output for the current input: the same memory in every call. */
    public FloatBuffer run() throws OrtException {
        String in = session.getInputNames().iterator().next();
        String out = session.getOutputNames().iterator().next();
        session.run(Map.of(in, input), Map.of(out, output)).close();
        // Duplicates, since CELU moves positions and y's stays at the start.
        CELU.apply(y.duplicate(), y.duplicate(), alpha);
        return y.duplicate();
    }

    @Override
    public void close() throws OrtException {
        if (output != null) {
            output.close();
        }
        if (input != null) {
            input.close();
        }
        if (session != null) {
            session.close();
        }
    }

    /** Only a direct buffer of the native byte order is shared; ONNX Runtime would copy any other. */
    private static FloatBuffer direct(long[] shape) {
        long bytes = Float.BYTES;
        for (long size : shape) {
            bytes = Math.multiplyExact(bytes, size);
        }
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
