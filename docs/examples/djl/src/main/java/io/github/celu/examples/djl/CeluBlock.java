package io.github.celu.examples.djl;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.celu.CELU;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * CELU as a block of a network of float32 arrays, for inference and training. Alpha is saved and loaded with the parameters.
 *
 * <p>DJL's automatic differentiation takes no derivatives from Java. So, where the input is part of one, the block returns
 * y − (x' − x)·y', where the values y, the derivatives y' and a copy x' of x count as constants: its value is y, and its
 * derivative in x is y'. Infinite x, whose difference is NaN, have branches of their own.
 */
public final class CeluBlock extends AbstractBlock {
    private float alpha;

    public CeluBlock(float alpha) {
        CELU.apply(0, alpha); // an alpha that does not exist fails here and not in the first batch
        this.alpha = alpha;
    }

    public float alpha() {
        return alpha;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray x = inputs.singletonOrThrow();
        NDManager manager = x.getManager();
        float[] values = x.toFloatArray();
        if (!x.hasGradient()) {
            CELU.apply(values, values, alpha);
            return new NDList(manager.create(values, x.getShape()));
        }
        float[] derivatives = new float[values.length];
        CELU.applyAndGradient(values, values, derivatives, alpha);
        NDArray y = manager.create(values, x.getShape());
        NDArray dydx = manager.create(derivatives, x.getShape());
        NDArray finite = NDArrays.where(x.isInfinite(), x.zerosLike(), x);
        NDArray result = y.sub(finite.stopGradient().sub(finite).mul(dydx));
        return new NDList(NDArrays.where(x.eq(Float.POSITIVE_INFINITY), x, result));
    }

    @Override
    protected void saveMetadata(DataOutputStream out) throws IOException {
        super.saveMetadata(out);
        out.writeFloat(alpha);
    }

    @Override
    public void loadMetadata(byte version, DataInputStream in) throws IOException, MalformedModelException {
        super.loadMetadata(version, in);
        float saved = in.readFloat();
        try {
            CELU.apply(0, saved);
        } catch (IllegalArgumentException e) {
            throw new MalformedModelException(e.getMessage(), e);
        }
        alpha = saved;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
