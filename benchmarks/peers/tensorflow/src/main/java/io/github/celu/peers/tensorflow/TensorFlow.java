package io.github.celu.peers.tensorflow;

import io.github.celu.peers.Job;
import io.github.celu.peers.Operation;
import io.github.celu.peers.Peer;
import io.github.celu.peers.Peers;
import io.github.celu.peers.Tolerance;
import io.github.celu.peers.Type;
import io.github.celu.peers.Work;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** TensorFlow for Java: a graph of one operation, from tensor to tensor. */
public final class TensorFlow implements Peers, Peer {
    @Override
    public List<Peer> list() {
        return List.of(this);
    }

    @Override
    public String name() {
        return "TensorFlow";
    }

    @Override
    public Class<?> library() {
        return Graph.class;
    }

    @Override
    public String note() {
        return "backward from the output";
    }

    /** The default of assertAllClose in its tests. */
    @Override
    public Tolerance tolerance(Type type) {
        return new Tolerance(1e-6, 1e-6);
    }

    @Override
    public void load(int threads) {
        org.tensorflow.TensorFlow.version();
    }

    @Override
    public boolean offers(Operation operation, Type type) {
        return !operation.isCelu();
    }

    @Override
    public Job prepare(Work work) {
        if (work.alpha() != 1) {
            throw new UnsupportedOperationException("α = " + work.alpha());
        }
        return work.type() == Type.FLOAT
                ? new Call(
                        work,
                        TFloat32.class,
                        tensor(work.floatX()),
                        work.operation().isBackward() ? tensor(work.floatDy()) : null)
                : new Call(
                        work,
                        TFloat64.class,
                        tensor(work.x()),
                        work.operation().isBackward() ? tensor(work.dy()) : null);
    }

    private static TFloat32 tensor(float[] x) {
        return TFloat32.tensorOf(Shape.of(x.length), DataBuffers.of(x));
    }

    private static TFloat64 tensor(double[] x) {
        return TFloat64.tensorOf(Shape.of(x.length), DataBuffers.of(x));
    }

    private static final class Call implements Job {
        private final Graph graph = new Graph();
        private final Session session;
        private final Type type;
        private final int length;
        private final Operand<?> output;
        private final Operand<?> first;
        private final Operand<?> second;
        private final Tensor firstValue;
        private final Tensor secondValue;
        private Result result;

        <T extends TNumber> Call(Work work, Class<T> tensors, T x, T dy) {
            type = work.type();
            length = work.length();
            session = new Session(
                    graph,
                    ConfigProto.newBuilder()
                            .setIntraOpParallelismThreads(work.threads())
                            .setInterOpParallelismThreads(1)
                            .build());
            Ops tf = Ops.create(graph);
            Placeholder<T> in = tf.placeholder(tensors);
            if (dy == null) {
                output = tf.nn.elu(in);
                first = in;
                second = null;
                firstValue = x;
                secondValue = null;
            } else {
                Placeholder<T> values = tf.placeholder(tensors);
                output = tf.nn.eluGrad(in, values);
                first = in;
                second = values;
                firstValue = dy;
                secondValue = values(tf, tensors, x);
            }
        }

        /** The values that a network has at hand from its forward pass. */
        private <T extends TNumber> Tensor values(Ops tf, Class<T> tensors, T x) {
            Placeholder<T> in = tf.placeholder(tensors);
            return session.runner().feed(in, x).fetch(tf.nn.elu(in)).run().get(0);
        }

        @Override
        public void run() {
            if (result != null) {
                result.close();
            }
            Session.Runner runner = session.runner().feed(first, firstValue).fetch(output);
            if (second != null) {
                runner.feed(second, secondValue);
            }
            result = runner.run();
        }

        @Override
        public double[] result() {
            if (type == Type.FLOAT) {
                float[] y = new float[length];
                ((TFloat32) result.get(0)).copyTo(DataBuffers.of(y));
                return Work.doubles(y);
            }
            double[] y = new double[length];
            ((TFloat64) result.get(0)).copyTo(DataBuffers.of(y));
            return y;
        }

        @Override
        public void close() {
            result.close();
            session.close();
            graph.close();
        }
    }
}
