package io.github.celu.peers;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Inputs, results and tolerance from the tests of a peer; results that its test computes are computed here in double. */
record PublishedCase(
        String origin,
        Operation operation,
        Type type,
        double alpha,
        double[] x,
        double[] y,
        double relative,
        double absolute) {
    static List<PublishedCase> all() {
        return Stream.of(onnx(), tensorFlow(), keras(), pyTorch(), djl(), nd4j())
                .flatMap(cases -> cases)
                .toList();
    }

    /** The defaults of onnx's test runner are the tolerance. */
    private static Stream<PublishedCase> onnx() {
        double[] celu = floats(
                0.8439683,
                0.5665144,
                0.05836735,
                0.02916367,
                0.12964272,
                0.5060197,
                0.79538304,
                0.9411346,
                0.9546573,
                0.17730942,
                0.46192095,
                0.26480448,
                0.6746842,
                0.01665257,
                0.62473077,
                0.9240844,
                0.9722341,
                0.11965699,
                0.41356155,
                0.9129373,
                0.59330076,
                0.81929934,
                0.7862604,
                0.11799799,
                0.69248444,
                0.54119414,
                0.07513223);
        return Stream.of(
                new PublishedCase(
                        "onnx/backend/test/case/node/elu.py, test_elu_example",
                        Operation.ELU,
                        Type.FLOAT,
                        2,
                        new double[] {-1, 0, 1},
                        new double[] {-1.2642411, 0, 1},
                        1e-3,
                        1e-7),
                new PublishedCase(
                        "onnx/backend/test/case/node/celu.py, test_celu",
                        Operation.CELU,
                        Type.FLOAT,
                        2,
                        celu,
                        celu,
                        1e-3,
                        1e-7));
    }

    private static Stream<PublishedCase> tensorFlow() {
        String file = "tensorflow/python/kernel_tests/nn_ops/relu_op_test.py, EluTest.";
        double[] x = {-0.9, 0.7, -0.5, 0.3, -0.1, 0.1, -0.3, 0.5, -0.7, 0.9};
        double[] y = {
            -0.59343034025, 0.7, -0.39346934028, 0.3, -0.09516258196, 0.1, -0.25918177931, 0.5, -0.5034146962, 0.9
        };
        double[] integers = {-9, 7, -5, 3, -1, 1, -3, 5, -7, 9};
        double[] expected = map(integers, t -> t < 0 ? Math.exp(t) - 1 : t);
        return Stream.of(
                new PublishedCase(file + "testNpElu", Operation.ELU, Type.DOUBLE, 1, x, y, 1e-6, 1e-6),
                new PublishedCase(
                        file + "testNumbersCPU", Operation.ELU, Type.FLOAT, 1, integers, expected, 1e-6, 1e-6),
                new PublishedCase(
                        file + "testNumbersCPU", Operation.ELU, Type.DOUBLE, 1, integers, expected, 1e-6, 1e-6));
    }

    /** It has random numbers from 0 to 1 besides, which are their own results. */
    private static Stream<PublishedCase> keras() {
        double[] x = {-1, -2};
        return Stream.of(new PublishedCase(
                "keras/src/activations/activations_test.py, test_elu",
                Operation.ELU,
                Type.FLOAT,
                1,
                x,
                map(x, t -> Math.exp(t) - 1),
                1e-6,
                1e-6));
    }

    private static Stream<PublishedCase> nd4j() {
        return Stream.of(new PublishedCase(
                "libnd4j DeclarableOpsTests5.cpp, ELU_1",
                Operation.ELU,
                Type.DOUBLE,
                1,
                new double[] {-1, 2, 1.5, -1.4, 1, 2, 2, 1},
                new double[] {-0.63212055, 2, 1.5, -0.753403, 1, 2, 2, 1},
                0,
                1e-5));
    }

    /** 27 numbers at equal distances; the tolerance is that of allclose. */
    private static Stream<PublishedCase> pyTorch() {
        double[] x = IntStream.range(0, 27)
                .mapToDouble(i -> (float) (-10 + i * 20.0 / 26))
                .toArray();
        Stream<PublishedCase> elu = DoubleStream.of(0, 0.42, 1, 4.2, 42.42)
                .mapToObj(alpha -> pyTorch(Operation.ELU, alpha, x, t -> alpha * (Math.exp(t) - 1)));
        Stream<PublishedCase> celu = DoubleStream.of(0.42, 1, 4.2, 42.42)
                .mapToObj(alpha -> pyTorch(Operation.CELU, alpha, x, t -> alpha * (Math.exp(t / alpha) - 1)));
        return Stream.concat(elu, celu);
    }

    private static PublishedCase pyTorch(Operation operation, double alpha, double[] x, DoubleUnaryOperator negative) {
        double[] y = map(x, t -> Math.max(0, t) + Math.min(0, negative.applyAsDouble(t)));
        return new PublishedCase(
                "pytorch/test/cpp/api/modules.cpp, " + operation, operation, Type.FLOAT, alpha, x, y, 1e-5, 1e-8);
    }

    private static Stream<PublishedCase> djl() {
        double[] x = {0, 2};
        return Stream.of(
                new PublishedCase("djl ActivationTest.java, testElu", Operation.ELU, Type.FLOAT, 1, x, x, 0, 0));
    }

    private static double[] floats(double... x) {
        return map(x, t -> (float) t);
    }

    private static double[] map(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    @Override
    public String toString() {
        return origin + ", α = " + alpha + ", " + type;
    }
}
