package io.github.celu.examples.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.github.celu.CELU;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CeluBlockTest {
    private static final float ALPHA = 0.7f;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void values(boolean training) {
        try (NDManager manager = NDManager.newBaseManager()) {
            // Transposed: an array whose numbers do not lie in memory in its own order.
            NDArray x = manager.linspace(-5f, 5f, 1000).reshape(20, 50).transpose();
            NDArray y = forward(x, training);
            assertEquals(x.getShape(), y.getShape());
            assertArrayEquals(CELU.apply(x.toFloatArray(), ALPHA), y.toFloatArray());
        }
    }

    @Test
    void gradients() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.linspace(-5f, 5f, 1000);
            NDArray weights = manager.randomUniform(-1, 1, x.getShape());
            x.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(forward(x, true).mul(weights).sum());
            }
            float[] expected = new float[(int) x.size()];
            CELU.backward(weights.toFloatArray(), x.toFloatArray(), expected, ALPHA);
            assertArrayEquals(expected, x.getGradient().toFloatArray());
        }
    }

    @Test
    void networkTrains() {
        SequentialBlock network = new SequentialBlock()
                .add(Linear.builder().setUnits(16).build())
                .add(new CeluBlock(ALPHA))
                .add(Linear.builder().setUnits(1).build());
        Optimizer adam =
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.02f)).build();
        try (Model model = Model.newInstance("celu")) {
            model.setBlock(network);
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()).optOptimizer(adam))) {
                trainer.initialize(new Shape(64, 1));
                NDArray x = trainer.getManager().linspace(-3f, 3f, 64).reshape(64, 1);
                NDList y = new NDList(x.sin());
                float first = step(trainer, x, y);
                float last = first;
                for (int i = 0; i < 300; i++) {
                    last = step(trainer, x, y);
                }
                assertTrue(last < first / 20, first + " to " + last);
            }
        }
    }

    @Test
    void whatItCannotDo() {
        assertThrows(IllegalArgumentException.class, () -> new CeluBlock(-1));
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThrows(IllegalStateException.class, () -> forward(manager.create(new double[] {-1}), false));
            NDArray infinite = manager.create(Float.NEGATIVE_INFINITY);
            assertEquals(-ALPHA, forward(infinite, false).getFloat());
            assertEquals(Float.NaN, forward(infinite, true).getFloat());
        }
    }

    private static NDArray forward(NDArray x, boolean training) {
        ParameterStore none = new ParameterStore(x.getManager(), false);
        return new CeluBlock(ALPHA).forward(none, new NDList(x), training).singletonOrThrow();
    }

    private static float step(Trainer trainer, NDArray x, NDList y) {
        float value;
        try (GradientCollector collector = trainer.newGradientCollector()) {
            NDArray loss = trainer.getLoss().evaluate(y, trainer.forward(new NDList(x)));
            collector.backward(loss);
            value = loss.getFloat();
        }
        trainer.step();
        return value;
    }
}
