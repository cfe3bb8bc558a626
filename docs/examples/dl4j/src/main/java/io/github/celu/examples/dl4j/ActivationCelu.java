package io.github.celu.examples.dl4j;

import io.github.celu.CELU;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * CELU for the layers of a network on the CPU: {@code .activation(new ActivationCelu(0.5))}. Saved with the network.
 *
 * <p>An INDArray may be a view of others' numbers, in any order. Copying to a dense array and back, which ND4J does in native
 * code, gives CELU one piece of memory, and is right for all of them.
 */
public final class ActivationCelu extends BaseActivationFunction {
    private static final long serialVersionUID = 1;

    private final double alpha;

    @JsonCreator
    public ActivationCelu(@JsonProperty("alpha") double alpha) {
        CELU.apply(0, alpha); // an alpha that does not exist fails here and not in the first batch
        this.alpha = alpha;
    }

    /** Overwrites the input and returns it, as DL4J wants it. */
    @Override
    public INDArray getActivation(INDArray x, boolean training) {
        boolean isDouble = isDouble(x);
        if (x.isEmpty()) {
            return x; // a batch of no examples, which has no memory either
        }
        INDArray dense = x.dup('c');
        DataBuffer y = dense.data();
        if (isDouble) {
            CELU.apply(y.asNioDouble(), y.asNioDouble(), alpha);
        } else {
            CELU.apply(y.asNioFloat(), y.asNioFloat(), (float) alpha);
        }
        return x.assign(dense);
    }

    /** Returns the gradient of the loss in x, from x and the gradient in the output. */
    @Override
    public Pair<INDArray, INDArray> backprop(INDArray x, INDArray gradient) {
        assertShape(x, gradient);
        boolean isDouble = isDouble(x);
        if (x.isEmpty()) {
            return new Pair<>(gradient, null);
        }
        INDArray result = gradient.dup('c');
        DataBuffer dy = result.data();
        DataBuffer in = x.dup('c').data();
        if (isDouble) {
            CELU.backward(dy.asNioDouble(), in.asNioDouble(), dy.asNioDouble(), alpha);
        } else {
            CELU.backward(dy.asNioFloat(), in.asNioFloat(), dy.asNioFloat(), (float) alpha);
        }
        return new Pair<>(result, null);
    }

    private static boolean isDouble(INDArray x) {
        DataType type = x.dataType();
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IllegalArgumentException("data type " + type + ", neither FLOAT nor DOUBLE");
        }
        return type == DataType.DOUBLE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivationCelu && Double.compare(((ActivationCelu) other).alpha, alpha) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(alpha);
    }

    @Override
    public String toString() {
        return "celu(alpha=" + alpha + ")";
    }
}
