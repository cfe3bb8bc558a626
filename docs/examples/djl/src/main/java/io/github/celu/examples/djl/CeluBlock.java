package io.github.celu.examples.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.celu.CELU;

/**
 * CELU as a block of a network of float32 arrays, for inference and training.
 *
 * <p>DJL's automatic differentiation takes no derivatives from Java. So, to train, the block returns y + (x − x')·y', where
 * the values y, the derivatives y' and a copy x' of x count as constants: its value is y, and its derivative in x is y'. The
 * one exception: an infinite x gives NaN in training.
 */
public final class CeluBlock extends AbstractBlock {
    private final float alpha;

    public CeluBlock(float alpha) {
        CELU.apply(0, alpha); // an alpha that does not exist fails here and not in the first batch
        this.alpha = alpha;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray x = inputs.singletonOrThrow();
        NDManager manager = x.getManager();
        float[] values = x.toFloatArray();
        if (!training) {
            CELU.apply(values, values, alpha);
            return new NDList(manager.create(values, x.getShape()));
        }
        float[] derivatives = new float[values.length];
        CELU.applyAndGradient(values, values, derivatives, alpha);
        NDArray y = manager.create(values, x.getShape());
        NDArray dydx = manager.create(derivatives, x.getShape());
        return new NDList(y.add(x.sub(x.stopGradient()).mul(dydx)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
