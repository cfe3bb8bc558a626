package io.github.celu.figures;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What benchmarks/peers measured, one run for each class path; the run of this library comes first. */
record PeerResults(List<Run> runs) {
    static final String COPY = "System.arraycopy";

    record Run(String date, String machine, String jvm, int cores, List<Peer> peers) {}

    /** What is null was not measured. */
    record Peer(
            String name,
            String artifact,
            long bytes,
            String note,
            String loadFailure,
            List<Long> firstCalls,
            List<Accuracy> accuracy,
            List<Answer> special,
            List<Time> times) {
        boolean isCelu() {
            return name.startsWith("celu");
        }

        Optional<Time> time(String operation, String type, int length, int threads) {
            return stream(times)
                    .filter(t -> t.operation.equals(operation)
                            && t.type.equals(type)
                            && t.length == length
                            && t.threads == threads)
                    .findFirst();
        }

        Optional<Accuracy> accuracy(String operation, String type) {
            return stream(accuracy)
                    .filter(a -> a.operation.equals(operation) && a.type.equals(type))
                    .findFirst();
        }

        List<Answer> answers(String operation) {
            return stream(special).filter(a -> a.operation.equals(operation)).toList();
        }

        private static <T> Stream<T> stream(List<T> list) {
            return list == null ? Stream.empty() : list.stream();
        }
    }

    record Accuracy(
            String operation, String type, double alpha, double largest, double x, double mean, int placesDiffer) {}

    record Answer(String operation, String alpha, String x, String answer) {}

    /** Nanoseconds per element of each iteration; there is a failure where JMH had none. */
    record Time(String operation, String type, int length, int threads, double[] ns, String failure) {
        /** If it was measured exactly enough. */
        Optional<Results.Time> figure() {
            return Optional.ofNullable(ns)
                    .filter(n -> n.length > 0)
                    .map(Results.Time::ofIterations)
                    .filter(Results.Time::isExact);
        }
    }

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException if one is not such a file, or this library is not in them
     */
    static PeerResults read(List<Path> files) throws IOException {
        List<Run> runs = new ArrayList<>();
        for (Path file : files) {
            try {
                Run run = new ObjectMapper().readValue(file.toFile(), Run.class);
                if (run.peers == null || run.peers.stream().noneMatch(peer -> COPY.equals(peer.name))) {
                    throw new IllegalArgumentException(file + ": no results of peers beside " + COPY);
                }
                runs.add(run);
            } catch (JacksonException e) {
                throw new IllegalArgumentException(file + ": not results of peers: " + e.getOriginalMessage(), e);
            }
        }
        runs.sort(Comparator.comparing(run -> run.peers.stream().noneMatch(Peer::isCelu)));
        if (runs.get(0).peers.stream().noneMatch(Peer::isCelu)) {
            throw new IllegalArgumentException("celu is not in the results");
        }
        return new PeerResults(runs);
    }

    /** But for the copies. */
    List<Peer> peers() {
        return runs.stream()
                .flatMap(run -> run.peers.stream())
                .filter(peer -> !peer.name.equals(COPY))
                .toList();
    }

    /** The copy of a peer's run. */
    Peer copy(Peer peer) {
        return runs.stream()
                .filter(run -> run.peers.contains(peer))
                .flatMap(run -> run.peers.stream())
                .filter(other -> other.name.equals(COPY))
                .findFirst()
                .orElseThrow();
    }

    int cores() {
        return runs.get(0).cores;
    }
}
