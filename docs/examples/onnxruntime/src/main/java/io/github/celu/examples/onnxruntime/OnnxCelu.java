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
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final float alpha;

    /** For a model with one input and one output, both float, of the given shapes. */
    public OnnxCelu(byte[] model, long[] inputShape, long[] outputShape, float alpha) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        this.session = environment.createSession(model);
        this.x = direct(inputShape);
        this.y = direct(outputShape);
        this.alpha = alpha;
        this.inputs =
                Map.of(session.getInputNames().iterator().next(), OnnxTensor.createTensor(environment, x, inputShape));
        this.outputs = Map.of(
                session.getOutputNames().iterator().next(), OnnxTensor.createTensor(environment, y, outputShape));
    }

    /** To be filled before {@link #run}, with put(index, value). */
    public FloatBuffer input() {
        return x.duplicate();
    }

    /** Returns CELU of the model's output for the current input: the same memory in every call. */
    public FloatBuffer run() throws OrtException {
        session.run(inputs, outputs).close();
        // Duplicates, since CELU moves positions and y's stays at the start.
        CELU.apply(y.duplicate(), y.duplicate(), alpha);
        return y.duplicate();
    }

    @Override
    public void close() throws OrtException {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        session.close();
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
