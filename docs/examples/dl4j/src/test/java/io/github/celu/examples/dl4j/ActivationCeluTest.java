package io.github.celu.examples.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.celu.CELU;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

class ActivationCeluTest {
    private static final double ALPHA = 0.7;

    /** Dense arrays of both orders, and views: a piece, a column, transposed, every second number. */
    static List<INDArray> arrays() {
        INDArray x = Nd4j.linspace(DataType.FLOAT, -5, 0.1, 96).reshape('c', 8, 12);
        return List.of(
                x.dup('c'),
                x.dup('f'),
                x.dup().get(interval(1, 4), interval(2, 7)),
                x.dup('f').get(interval(1, 4), interval(2, 7)),
                x.dup().getColumn(3, true),
                x.dup().transpose(),
                x.dup().get(interval(0, 2, 8), interval(1, 2, 12)),
                x.dup().castTo(DataType.DOUBLE).get(interval(1, 4), interval(2, 7)));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void valuesInPlace(INDArray x) {
        INDArray before = x.dup();
        assertSame(x, new ActivationCelu(ALPHA).getActivation(x, true));
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.columns(); j++) {
                double expected = x.dataType() == DataType.DOUBLE
                        ? CELU.apply(before.getDouble(i, j), ALPHA)
                        : CELU.apply(before.getFloat(i, j), (float) ALPHA);
                assertEquals(expected, x.getDouble(i, j));
            }
        }
    }

    /** A view's neighbours stay as they are. */
    @Test
    void nothingElseIsWritten() {
        INDArray whole = Nd4j.valueArrayOf(new long[] {4, 6}, -1f);
        new ActivationCelu(ALPHA).getActivation(whole.get(interval(1, 3), interval(2, 5)), true);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 6; j++) {
                boolean inside = i >= 1 && i < 3 && j >= 2 && j < 5;
                assertEquals(inside ? CELU.apply(-1f, (float) ALPHA) : -1f, whole.getFloat(i, j));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void gradients(INDArray x) {
        for (char order : new char[] {'c', 'f'}) {
            INDArray dy =
                    Nd4j.rand(DataType.FLOAT, x.shape()).castTo(x.dataType()).dup(order);
            INDArray dx = new ActivationCelu(ALPHA).backprop(x, dy).getFirst();
            for (int i = 0; i < x.rows(); i++) {
                for (int j = 0; j < x.columns(); j++) {
                    double expected = x.dataType() == DataType.DOUBLE
                            ? dy.getDouble(i, j) * CELU.gradient(x.getDouble(i, j), ALPHA)
                            : dy.getFloat(i, j) * CELU.gradient(x.getFloat(i, j), (float) ALPHA);
                    assertEquals(expected, dx.getDouble(i, j));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void emptyBatch(DataType type) {
        INDArray x = Nd4j.empty(type).reshape(0, 3);
        ActivationCelu celu = new ActivationCelu(ALPHA);
        assertSame(x, celu.getActivation(x, true));
        INDArray dx = celu.backprop(x, Nd4j.empty(type).reshape(0, 3)).getFirst();
        assertArrayEquals(new long[] {0, 3}, dx.shape());
        assertEquals(type, dx.dataType());
    }

    /** DL4J's own comparison with differences of the loss. */
    @Test
    void gradientCheck() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            MultiLayerNetwork network = network(DataType.DOUBLE, new NoOp());
            INDArray x = Nd4j.linspace(DataType.DOUBLE, -3, 0.6, 10).reshape(10, 1);
            assertTrue(GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                    .net(network)
                    .input(x)
                    .labels(Transforms.sin(x))
                    .maxRelError(1e-5)
                    .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)));
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void trainsAndComesBackTheSame(DataType type, @TempDir Path folder) throws IOException {
        MultiLayerNetwork network = network(type, new Adam(0.02));
        INDArray x = Nd4j.linspace(type, -3, 6 / 63.0, 64).reshape(64, 1);
        INDArray y = Transforms.sin(x);
        network.fit(x, y);
        double first = network.score();
        for (int i = 0; i < 300; i++) {
            network.fit(x, y);
        }
        assertTrue(network.score() < first / 20, () -> first + " to " + network.score());

        String json = network.getLayerWiseConfigurations().toJson();
        assertEquals(network.getLayerWiseConfigurations(), MultiLayerConfiguration.fromJson(json));

        File file = folder.resolve("network.zip").toFile();
        ModelSerializer.writeModel(network, file, true);
        MultiLayerNetwork loaded = ModelSerializer.restoreMultiLayerNetwork(file);
        assertEquals(network.getLayerWiseConfigurations(), loaded.getLayerWiseConfigurations());
        assertArrayEquals(
                network.output(x).data().asDouble(), loaded.output(x).data().asDouble());
    }

    @Test
    void whatItCannotDo() {
        assertThrows(IllegalArgumentException.class, () -> new ActivationCelu(-1));
        INDArray half = Nd4j.ones(DataType.FLOAT16, 3);
        assertThrows(IllegalArgumentException.class, () -> new ActivationCelu(1).getActivation(half, true));
    }

    private static MultiLayerNetwork network(DataType type, IUpdater updater) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(type)
                .updater(updater)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(1)
                        .nOut(16)
                        .activation(new ActivationCelu(ALPHA))
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(16)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        network.init();
        return network;
    }
}
