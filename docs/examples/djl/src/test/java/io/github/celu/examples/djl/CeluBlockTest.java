package io.github.celu.examples.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
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

    /** Whether "training" or not, as everything in DJL has. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradients(boolean training) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.linspace(-5f, 5f, 1000);
            NDArray weights = manager.randomUniform(-1, 1, x.getShape());
            x.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(forward(x, training).mul(weights).sum());
            }
            float[] expected = new float[(int) x.size()];
            CELU.backward(weights.toFloatArray(), x.toFloatArray(), expected, ALPHA);
            assertArrayEquals(expected, x.getGradient().toFloatArray());
        }
    }

    /** With alpha = 1 they are one function, up to rounding, and at NaN, where the slope of DJL's is 1. */
    @Test
    void likeElu() {
        float[] numbers = {Float.NEGATIVE_INFINITY, -200, -2, -1e-8f, -0f, 0, 3, Float.POSITIVE_INFINITY};
        try (NDManager manager = NDManager.newBaseManager()) {
            List<float[]> values = new ArrayList<>();
            List<float[]> slopes = new ArrayList<>();
            for (UnaryOperator<NDArray> function :
                    List.<UnaryOperator<NDArray>>of(x -> forward(x, 1, true), x -> Activation.elu(x, 1))) {
                NDArray x = manager.create(numbers);
                x.setRequiresGradient(true);
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDArray y = function.apply(x);
                    values.add(y.toFloatArray());
                    collector.backward(y);
                }
                slopes.add(x.getGradient().toFloatArray());
            }
            assertArrayEquals(values.get(1), values.get(0), 1e-6f);
            assertArrayEquals(slopes.get(1), slopes.get(0), 1e-6f);
            assertArrayEquals(CELU.apply(numbers, 1), values.get(0));
            assertArrayEquals(CELU.gradient(numbers, 1), slopes.get(0));
        }
    }

    @Test
    void alphaIsSavedWithTheParameters() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            CeluBlock block = new CeluBlock(ALPHA);
            block.initialize(manager, DataType.FLOAT32, new Shape(2));
            ByteArrayOutputStream saved = new ByteArrayOutputStream();
            block.saveParameters(new DataOutputStream(saved));

            CeluBlock other = new CeluBlock(2);
            other.loadParameters(manager, stream(saved.toByteArray()));
            assertEquals(ALPHA, other.alpha());

            byte[] damaged = saved.toByteArray();
            ByteBuffer.wrap(damaged).putFloat(damaged.length - Float.BYTES, -1);
            assertThrows(MalformedModelException.class, () -> other.loadParameters(manager, stream(damaged)));
            assertEquals(ALPHA, other.alpha());
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
        }
    }

    private static NDArray forward(NDArray x, boolean training) {
        return forward(x, ALPHA, training);
    }

    private static NDArray forward(NDArray x, float alpha, boolean training) {
        ParameterStore none = new ParameterStore(x.getManager(), false);
        return new CeluBlock(alpha).forward(none, new NDList(x), training).singletonOrThrow();
    }

    private static DataInputStream stream(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
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
