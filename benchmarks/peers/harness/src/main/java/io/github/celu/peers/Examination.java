package io.github.celu.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What a peer answers: its errors, the special values, and whether an answer depends on the place in the array. */
final class Examination {
    /** Every so-many-th float: a prime, so that all last digits come up. */
    private static final int STRIDE = 1009;

    private static final int UNIFORM_FLOATS = 1 << 20;
    private static final int DOUBLES = 10_000;

    /** Vectors of every width, and a rest. */
    private static final int PLACES = 67;

    private static final int NUMBERS = 500;

    private static final double[] SPECIAL_X = {
        -0.0, 0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, (float) -1e-40
    };
    private static final double[] SPECIAL_ALPHAS = {0, (float) 1e-40, (float) 1e38, Double.POSITIVE_INFINITY, -1};

    private final Peer peer;
    private final SplittableRandom random = new SplittableRandom(170407483);

    private Examination(Peer peer) {
        this.peer = peer;
    }

    /** Takes the name of a peer and the file for the answers. */
    public static void main(String[] args) throws Exception {
        ObjectNode result = new ObjectMapper().createObjectNode();
        Peer peer = Peers.named(args[0]);
        // Else celu's vector loops would come late; see Module.
        System.setProperty("io.github.celu.backend", "vector");
        try {
            peer.load(1);
            peer.prepare(Work.of(Operation.ELU, Type.FLOAT, 1, -1)).run();
        } catch (Exception | LinkageError e) {
            result.put("loadFailure", reason(e));
        }
        if (!result.has("loadFailure")) {
            new Examination(peer).examine(result);
        }
        new ObjectMapper().writeValue(Path.of(args[1]).toFile(), result);
        System.exit(0);
    }

    static String reason(Throwable t) {
        Throwable cause = t;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().lines().findFirst().orElse("");
    }

    private void examine(ObjectNode result) throws Exception {
        ArrayNode accuracy = result.putArray("accuracy");
        for (Type type : Type.values()) {
            for (Operation operation : Operation.values()) {
                if (peer.offers(operation, type)) {
                    accuracy.add(errors(operation, type).put("placesDiffer", placesDiffer(operation, type)));
                }
            }
        }
        ArrayNode special = result.putArray("special");
        for (Operation operation : Operation.values()) {
            if (peer.offers(operation, Type.FLOAT)) {
                for (double x : SPECIAL_X) {
                    special.add(ask(operation, 1, x));
                }
                for (double alpha : SPECIAL_ALPHAS) {
                    special.add(ask(operation, alpha, -1));
                }
                // Where the gradient of ELU jumps.
                special.add(ask(operation, 2, 0));
            }
        }
    }

    private ObjectNode errors(Operation operation, Type type) throws Exception {
        double alpha = type == Type.FLOAT ? (float) operation.alpha : operation.alpha;
        double[] uniform = uniform(type == Type.FLOAT ? UNIFORM_FLOATS : DOUBLES);
        double[] everywhere = type == Type.FLOAT ? everyFloat() : everyDouble(alpha);
        Errors mean = new Errors(operation, type, alpha, uniform);
        Errors all = new Errors(operation, type, alpha, everywhere);
        Errors worst = mean.largest() > all.largest() ? mean : all;
        return new ObjectMapper()
                .createObjectNode()
                .put("operation", operation.name())
                .put("type", type.name())
                .put("alpha", operation.alpha)
                .put("largest", worst.verified())
                .put("x", worst.x[worst.index])
                .put("mean", mean.sum / uniform.length);
    }

    /** The errors of a peer at some points. */
    private final class Errors {
        private final Operation operation;
        private final Type type;
        private final double alpha;
        private final double[] x;
        private final double[] y;
        private double largest;
        private int index;
        private double sum;

        Errors(Operation operation, Type type, double alpha, double[] x) throws Exception {
            this.operation = operation;
            this.type = type;
            this.alpha = alpha;
            this.x = x;
            y = answers(Work.of(operation, type, alpha, x));
            for (int i = 0; i < x.length; i++) {
                double ulps = type == Type.FLOAT
                        ? Exact.floatUlps(y[i], Exact.approximate(operation, alpha, x[i]))
                        : exact(i);
                sum += ulps;
                if (ulps > largest) {
                    largest = ulps;
                    index = i;
                }
            }
        }

        double largest() {
            return largest;
        }

        /** The largest error by exact arithmetic. */
        double verified() {
            double exact = exact(index);
            if (!(Math.abs(exact - largest) <= 1e-6 * Math.max(1, exact)) && exact != largest) {
                throw new IllegalStateException(
                        "the reference is off: " + exact + " and " + largest + " ulp at " + x[index]);
            }
            return exact;
        }

        private double exact(int i) {
            BigDecimal exact = Exact.of(operation, alpha, x[i]);
            return Exact.ulps(type, y[i], exact);
        }
    }

    private double[] answers(Work work) throws Exception {
        try (Job job = peer.prepare(work)) {
            job.run();
            return job.result();
        }
    }

    /** For the mean: the range of activations. */
    private double[] uniform(int length) {
        return DoubleStream.generate(() -> (float) -random.nextDouble(Double.MIN_NORMAL, 5))
                .limit(length)
                .toArray();
    }

    /** All magnitudes: floats in equal steps of their bits. */
    private static double[] everyFloat() {
        int bits = Float.floatToIntBits(Float.MAX_VALUE);
        return IntStream.rangeClosed(0, (bits - 1) / STRIDE)
                .mapToDouble(i -> -Float.intBitsToFloat(1 + i * STRIDE))
                .toArray();
    }

    /** Magnitudes up to where the function has its limit. */
    private double[] everyDouble(double alpha) {
        long from = Double.doubleToLongBits(0x1p-60);
        long to = Double.doubleToLongBits(750 * alpha);
        return DoubleStream.generate(() -> -Double.longBitsToDouble(random.nextLong(from, to)))
                .limit(DOUBLES)
                .toArray();
    }

    /** How many of {@link #NUMBERS} numbers have different results at different places of one array. */
    private int placesDiffer(Operation operation, Type type) throws Exception {
        int different = 0;
        double alpha = type == Type.FLOAT ? (float) operation.alpha : operation.alpha;
        for (double number : uniform(NUMBERS)) {
            double[] x = new double[PLACES];
            Arrays.fill(x, number);
            Set<Double> results = new HashSet<>();
            for (double y : answers(Work.of(operation, type, alpha, x))) {
                results.add(y);
            }
            if (results.size() > 1) {
                different++;
            }
        }
        return different;
    }

    private ObjectNode ask(Operation operation, double alpha, double x) {
        String answer;
        try {
            answer = Float.toString((float) answers(Work.of(operation, Type.FLOAT, alpha, x))[0]);
        } catch (UnsupportedOperationException e) {
            answer = "no such α";
        } catch (Exception e) {
            answer = "refused";
        }
        return new ObjectMapper()
                .createObjectNode()
                .put("operation", operation.name())
                .put("alpha", Float.toString((float) alpha))
                .put("x", Float.toString((float) x))
                .put("answer", answer);
    }
}
