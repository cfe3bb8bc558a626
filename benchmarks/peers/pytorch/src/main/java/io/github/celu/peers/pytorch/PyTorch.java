package io.github.celu.peers.pytorch;

import io.github.celu.peers.Job;
import io.github.celu.peers.Operation;
import io.github.celu.peers.Peer;
import io.github.celu.peers.Peers;
import io.github.celu.peers.Tolerance;
import io.github.celu.peers.Type;
import io.github.celu.peers.Work;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** PyTorch through JavaCPP: results in new tensors, as users call it, and in one that is there already. */
public final class PyTorch implements Peers {
    @Override
    public List<Peer> list() {
        return List.of(
                new Variant("PyTorch by JavaCPP, new tensors", false), new Variant("PyTorch by JavaCPP, out", true));
    }

    private record Variant(String name, boolean out) implements Peer {
        @Override
        public Class<?> library() {
            return torch.class;
        }

        /** The default of torch::allclose. */
        @Override
        public Tolerance tolerance(Type type) {
            return new Tolerance(1e-5, 1e-8);
        }

        @Override
        public void load(int threads) {
            torch.set_num_threads(threads);
        }

        @Override
        public boolean offers(Operation operation, Type type) {
            return true;
        }

        @Override
        public Job prepare(Work work) {
            return new Call(work, out);
        }
    }

    private static final class Call implements Job {
        private final Operation operation;
        private final Type type;
        private final int length;
        private final Tensor x;
        private final Tensor dy;
        private final Tensor out;
        private final Scalar alpha;
        private final Scalar one = new Scalar(1.0);
        private final Scalar inputScale;
        private Tensor y;

        /** As PyTorch's own celu does, CELU is an ELU of the scaled input. */
        Call(Work work, boolean out) {
            operation = work.operation();
            type = work.type();
            length = work.length();
            x = tensor(work.floatX(), work.x());
            dy = tensor(work.floatDy(), work.dy());
            this.out = out ? torch.empty_like(x) : null;
            double a = type == Type.FLOAT ? (float) work.alpha() : work.alpha();
            alpha = new Scalar(a);
            inputScale = operation.isCelu() ? new Scalar(1 / a) : one;
        }

        private Tensor tensor(float[] floats, double[] doubles) {
            return type == Type.FLOAT ? Tensor.create(floats) : Tensor.create(doubles);
        }

        @Override
        public void run() {
            if (out != null) {
                if (operation.isBackward()) {
                    torch.elu_backward_out(out, dy, alpha, one, inputScale, false, x)
                            .close();
                } else {
                    torch.elu_out(out, x, alpha, one, inputScale).close();
                }
                return;
            }
            if (y != null) {
                y.close();
            }
            y = switch (operation) {
                case ELU -> torch.elu(x, alpha, one, one);
                case CELU -> torch.celu(x, alpha);
                case ELU_BACKWARD, CELU_BACKWARD -> torch.elu_backward(dy, alpha, one, inputScale, false, x);
            };
        }

        @Override
        public double[] result() {
            Tensor result = out == null ? y : out;
            if (type == Type.FLOAT) {
                float[] floats = new float[length];
                new FloatPointer(result.data_ptr()).get(floats);
                return Work.doubles(floats);
            }
            double[] doubles = new double[length];
            new DoublePointer(result.data_ptr()).get(doubles);
            return doubles;
        }
    }
}
