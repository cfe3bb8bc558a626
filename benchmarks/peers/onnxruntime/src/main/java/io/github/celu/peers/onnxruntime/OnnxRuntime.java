package io.github.celu.peers.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.celu.peers.Job;
import io.github.celu.peers.Operation;
import io.github.celu.peers.Peer;
import io.github.celu.peers.Peers;
import io.github.celu.peers.Tolerance;
import io.github.celu.peers.Type;
import io.github.celu.peers.Work;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** ONNX Runtime with models of one node: arrays in and out, and direct buffers that it reads and writes in place. */
public final class OnnxRuntime implements Peers {
    @Override
    public List<Peer> list() {
        return List.of(new Variant("ONNX Runtime, arrays", false), new Variant("ONNX Runtime, direct buffers", true));
    }

    private record Variant(String name, boolean direct) implements Peer {
        @Override
        public Class<?> library() {
            return OrtEnvironment.class;
        }

        /** The default of onnx's test runner. */
        @Override
        public Tolerance tolerance(Type type) {
            return new Tolerance(1e-3, 1e-7);
        }

        @Override
        public void load(int threads) {
            OrtEnvironment.getEnvironment();
        }

        /** Its kernels for the CPU are for float only, and for inference. */
        @Override
        public boolean offers(Operation operation, Type type) {
            return type == Type.FLOAT && !operation.isBackward();
        }

        @Override
        public Job prepare(Work work) throws OrtException {
            OrtSession session = session(work);
            return direct ? new Direct(session, work) : new Arrays(session, work);
        }

        private static OrtSession session(Work work) throws OrtException {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(work.threads());
                options.setInterOpNumThreads(1);
                String operation = work.operation().isCelu() ? "Celu" : "Elu";
                byte[] model = OneNodeModel.bytes(operation, (float) work.alpha());
                return OrtEnvironment.getEnvironment().createSession(model, options);
            }
        }
    }

    private static final class Arrays implements Job {
        private final OrtSession session;
        private final float[] x;
        private final float[] y;

        Arrays(OrtSession session, Work work) {
            this.session = session;
            x = work.floatX();
            y = new float[work.length()];
        }

        @Override
        public void run() throws OrtException {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), new long[] {x.length});
                    OrtSession.Result out = session.run(Map.of("X", in))) {
                ((OnnxTensor) out.get(0)).getFloatBuffer().get(y);
            }
        }

        @Override
        public double[] result() {
            return Work.doubles(y);
        }

        @Override
        public void close() throws OrtException {
            session.close();
        }
    }

    private static final class Direct implements Job {
        private final OrtSession session;
        private final FloatBuffer y;
        private final OnnxTensor in;
        private final OnnxTensor out;

        Direct(OrtSession session, Work work) throws OrtException {
            this.session = session;
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            long[] shape = {work.length()};
            in = OnnxTensor.createTensor(
                    environment, direct(work.length()).put(work.floatX()).rewind(), shape);
            y = direct(work.length());
            out = OnnxTensor.createTensor(environment, y, shape);
        }

        private static FloatBuffer direct(int length) {
            return ByteBuffer.allocateDirect(4 * length)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }

        @Override
        public void run() throws OrtException {
            session.run(Map.of("X", in), Map.of("Y", out)).close();
        }

        @Override
        public double[] result() {
            float[] floats = new float[y.capacity()];
            y.get(0, floats);
            return Work.doubles(floats);
        }

        @Override
        public void close() throws OrtException {
            in.close();
            out.close();
            session.close();
        }
    }
}
