package io.github.celu.peers.nd4j;

import io.github.celu.peers.Job;
import io.github.celu.peers.Operation;
import io.github.celu.peers.Peer;
import io.github.celu.peers.Peers;
import io.github.celu.peers.Tolerance;
import io.github.celu.peers.Type;
import io.github.celu.peers.Work;
import java.util.List;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.EluBp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ELU;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's operations, and the activation function of DL4J, which lives in ND4J and works in place. */
public final class Nd4jPeers implements Peers {
    @Override
    public List<Peer> list() {
        return List.of(new Variant("ND4J", false), new Variant("DL4J", true));
    }

    private record Variant(String name, boolean dl4j) implements Peer {
        @Override
        public Class<?> library() {
            return Nd4j.class;
        }

        @Override
        public String note() {
            return dl4j ? "in place, a copy before" : "";
        }

        /** The difference that INDArray.equals accepts. */
        @Override
        public Tolerance tolerance(Type type) {
            return new Tolerance(0, 1e-5);
        }

        @Override
        public void load(int threads) {
            Nd4j.getEnvironment().setMaxThreads(threads);
            Nd4j.getEnvironment().setMaxMasterThreads(threads);
        }

        @Override
        public boolean offers(Operation operation, Type type) {
            return !operation.isCelu();
        }

        @Override
        public Job prepare(Work work) {
            return dl4j ? new Activation(work) : new Operations(work);
        }
    }

    private static INDArray array(Type type, float[] floats, double[] doubles) {
        return type == Type.FLOAT ? Nd4j.createFromArray(floats) : Nd4j.createFromArray(doubles);
    }

    private static final class Operations implements Job {
        private final INDArray y;
        private final DynamicCustomOp operation;

        Operations(Work work) {
            INDArray x = array(work.type(), work.floatX(), work.x());
            y = x.ulike();
            operation = work.operation().isBackward()
                    ? new EluBp(x, array(work.type(), work.floatDy(), work.dy()), y, work.alpha())
                    : new ELU(x, y, work.alpha());
        }

        @Override
        public void run() {
            Nd4j.exec(operation);
        }

        @Override
        public double[] result() {
            return y.toDoubleVector();
        }
    }

    private static final class Activation implements Job {
        private final ActivationELU elu;
        private final boolean backward;
        private final INDArray x;
        private final INDArray dy;
        private final INDArray y;

        Activation(Work work) {
            elu = new ActivationELU(work.alpha());
            backward = work.operation().isBackward();
            x = array(work.type(), work.floatX(), work.x());
            dy = array(work.type(), work.floatDy(), work.dy());
            y = x.ulike();
        }

        @Override
        public void run() {
            y.assign(x);
            if (backward) {
                elu.backprop(y, dy);
            } else {
                elu.getActivation(y, true);
            }
        }

        @Override
        public double[] result() {
            return y.toDoubleVector();
        }
    }
}
