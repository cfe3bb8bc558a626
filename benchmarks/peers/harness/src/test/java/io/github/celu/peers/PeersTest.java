package io.github.celu.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.celu.CELU;
import io.github.celu.ELU;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The peers of a module and the library agree: runs in the modules. A peer that does not load is skipped. */
@Tag("peers")
class PeersTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(170407483);

    static Stream<Arguments> all() {
        return Peers.all().stream()
                .flatMap(peer -> Stream.of(Operation.values())
                        .flatMap(operation -> Stream.of(Type.values())
                                .filter(type -> peer.offers(operation, type))
                                .map(type -> Arguments.of(peer, operation, type))));
    }

    static Stream<Arguments> published() {
        return Peers.all().stream()
                .flatMap(peer -> PublishedCase.all().stream()
                        .filter(c -> peer.offers(c.operation(), c.type()))
                        .map(c -> Arguments.of(peer, c)));
    }

    @Test
    void present() {
        assertFalse(Peers.all().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("all")
    void agree(Peer peer, Operation operation, Type type) throws Exception {
        double[] x = DoubleStream.concat(
                        DoubleStream.of(-0.0, 0, -20, 20),
                        RANDOM.doubles(1001, -20, 20).map(d -> (float) d))
                .toArray();
        double alpha = type == Type.FLOAT ? (float) operation.alpha : operation.alpha;
        double[] y = answers(peer, Work.of(operation, type, alpha, x));
        Tolerance tolerance = peer.tolerance(type);
        for (int i = 0; i < x.length; i++) {
            assertClose(ours(operation, type, alpha, x[i]), y[i], tolerance.relative(), tolerance.absolute(), x[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void publishedCases(Peer peer, PublishedCase c) throws Exception {
        double[] x = c.x();
        for (int i = 0; i < x.length; i++) {
            double ours = ours(c.operation(), c.type(), c.alpha(), x[i]);
            assertClose(c.y()[i], ours, c.relative(), c.absolute(), x[i]);
        }
        double[] y;
        try {
            y = answers(peer, Work.of(c.operation(), c.type(), c.alpha(), x));
        } catch (UnsupportedOperationException e) {
            abort("no such α: " + c.alpha());
            return;
        }
        for (int i = 0; i < x.length; i++) {
            assertClose(c.y()[i], y[i], c.relative(), c.absolute(), x[i]);
        }
    }

    /** A job may run many times, and on several threads. EXP and EXPM1 of the Vector API give other bits once compiled. */
    @ParameterizedTest
    @MethodSource("all")
    void again(Peer peer, Operation operation, Type type) throws Exception {
        double[] x = RANDOM.doubles(100_003, -5, 5).map(d -> (float) d).toArray();
        double[] dy = DoubleStream.generate(() -> 1).limit(x.length).toArray();
        double alpha = type == Type.FLOAT ? (float) operation.alpha : operation.alpha;
        load(peer);
        try (Job job = peer.prepare(new Work(operation, type, alpha, x, dy, 2))) {
            job.run();
            double[] first = job.result().clone();
            job.run();
            job.run();
            double[] last = job.result();
            assertEquals(x.length, last.length);
            Tolerance tolerance = peer.tolerance(type);
            Tolerance same = peer.name().startsWith("Vector API") ? tolerance : new Tolerance(0, 0);
            for (int i = 0; i < x.length; i++) {
                assertClose(first[i], last[i], same.relative(), same.absolute(), x[i]);
            }
            for (int i : List.of(0, 50_001, 100_002)) {
                assertClose(
                        ours(operation, type, alpha, x[i]), last[i], tolerance.relative(), tolerance.absolute(), x[i]);
            }
        }
    }

    private static double[] answers(Peer peer, Work work) throws Exception {
        load(peer);
        try (Job job = peer.prepare(work)) {
            job.run();
            return job.result();
        }
    }

    private static void load(Peer peer) {
        try {
            peer.load(1);
        } catch (Exception | LinkageError e) {
            abort(peer.name() + " did not load: " + e);
        }
    }

    private static double ours(Operation operation, Type type, double alpha, double x) {
        float a = (float) alpha;
        float f = (float) x;
        return switch (operation) {
            case ELU -> type == Type.FLOAT ? ELU.apply(f, a) : ELU.apply(x, alpha);
            case CELU -> type == Type.FLOAT ? CELU.apply(f, a) : CELU.apply(x, alpha);
            case ELU_BACKWARD -> type == Type.FLOAT ? ELU.gradient(f, a) : ELU.gradient(x, alpha);
            case CELU_BACKWARD -> type == Type.FLOAT ? CELU.gradient(f, a) : CELU.gradient(x, alpha);
        };
    }

    private static void assertClose(double expected, double actual, double relative, double absolute, double x) {
        double tolerance = absolute + relative * Math.abs(expected);
        assertTrue(
                Math.abs(actual - expected) <= tolerance,
                () -> "at " + x + ": " + expected + " and " + actual + " differ by more than " + tolerance);
    }
}
