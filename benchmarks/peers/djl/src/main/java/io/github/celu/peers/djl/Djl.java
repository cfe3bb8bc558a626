package io.github.celu.peers.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.training.GradientCollector;
import io.github.celu.peers.Job;
import io.github.celu.peers.Operation;
import io.github.celu.peers.Peer;
import io.github.celu.peers.Peers;
import io.github.celu.peers.Tolerance;
import io.github.celu.peers.Type;
import io.github.celu.peers.Work;
import java.util.List;

/** DJL with PyTorch: from NDArray to NDArray, and from array to array. */
public final class Djl implements Peers {
    @Override
    public List<Peer> list() {
        return List.of(new Variant("DJL, NDArray", false), new Variant("DJL, arrays", true));
    }

    private record Variant(String name, boolean arrays) implements Peer {
        @Override
        public Class<?> library() {
            return PtEngine.class;
        }

        @Override
        public String note() {
            return "backward with forward";
        }

        /** The default of assertAlmostEquals in its tests. */
        @Override
        public Tolerance tolerance(Type type) {
            return new Tolerance(1e-5, 1e-3);
        }

        @Override
        public void load(int threads) {
            System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
            System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
            // It would look for a newer version, and report its use.
            System.setProperty("ai.djl.offline", "true");
            System.setProperty("OPT_OUT_TRACKING", "true");
            Engine.getEngine("PyTorch");
        }

        /** It has no CELU; its derivatives come from the automatic differentiation of a sum, of which the dy are 1. */
        @Override
        public boolean offers(Operation operation, Type type) {
            return operation == Operation.ELU || operation == Operation.ELU_BACKWARD && !arrays;
        }

        @Override
        public Job prepare(Work work) {
            if (work.operation().isBackward()) {
                return new Backward(work);
            }
            return arrays ? new Arrays(work) : new Tensors(work);
        }
    }

    private static NDArray array(NDManager manager, Work work) {
        return work.type() == Type.FLOAT ? manager.create(work.floatX()) : manager.create(work.x());
    }

    private static double[] numbers(NDArray array, Type type) {
        return type == Type.FLOAT ? Work.doubles(array.toFloatArray()) : array.toDoubleArray();
    }

    private static final class Tensors implements Job {
        private final NDManager manager = NDManager.newBaseManager("PyTorch");
        private final Type type;
        private final float alpha;
        private final NDArray x;
        private NDArray y;

        Tensors(Work work) {
            type = work.type();
            alpha = (float) work.alpha();
            x = array(manager, work);
        }

        @Override
        public void run() {
            if (y != null) {
                y.close();
            }
            y = Activation.elu(x, alpha);
        }

        @Override
        public double[] result() {
            return numbers(y, type);
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    private static final class Arrays implements Job {
        private final NDManager manager = NDManager.newBaseManager("PyTorch");
        private final Type type;
        private final float alpha;
        private final Object x;
        private Object y;

        Arrays(Work work) {
            type = work.type();
            alpha = (float) work.alpha();
            x = type == Type.FLOAT ? work.floatX() : work.x();
        }

        @Override
        public void run() {
            try (NDArray in = x instanceof float[] floats ? manager.create(floats) : manager.create((double[]) x);
                    NDArray out = Activation.elu(in, alpha)) {
                y = type == Type.FLOAT ? out.toFloatArray() : out.toDoubleArray();
            }
        }

        @Override
        public double[] result() {
            return y instanceof float[] floats ? Work.doubles(floats) : (double[]) y;
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    private static final class Backward implements Job {
        private final NDManager manager = NDManager.newBaseManager("PyTorch");
        private final Type type;
        private final float alpha;
        private final NDArray x;

        Backward(Work work) {
            type = work.type();
            alpha = (float) work.alpha();
            x = array(manager, work);
            x.setRequiresGradient(true);
        }

        @Override
        public void run() {
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                // The derivatives of earlier runs would be added up.
                collector.zeroGradients();
                try (NDArray y = Activation.elu(x, alpha);
                        NDArray sum = y.sum()) {
                    collector.backward(sum);
                }
            }
        }

        @Override
        public double[] result() {
            return numbers(x.getGradient(), type);
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
