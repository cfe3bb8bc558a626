package io.github.celu.figures;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.stat.StatUtils;

/** What benchmarks/jmh measured on one JDK, read from the JSON of JMH. */
record Results(String jdk, Map<Subject, Time> times) {
    /** A larger error, relative, and there is no figure. */
    static final double LARGEST_ERROR = 0.1;

    private static final double CONFIDENCE = 0.999;

    private static final Map<String, Double> NANOSECONDS =
            Map.of("ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9);

    /** Method of the benchmark to type. */
    private static final Map<String, String> TYPES = Map.of("floats", "float", "doubles", "double");

    /** What was measured; the neighbour is other code in the same JVM, or "none". */
    record Subject(Operation operation, String backend, String neighbour, String type, int length) {
        /** Without a neighbour. */
        Subject(Operation operation, String backend, String type, int length) {
            this(operation, backend, "none", type, length);
        }
    }

    /**
     * Nanoseconds per element, the median over all iterations in all JVMs; the error is relative, half of its interval of 99.9 %, and
     * NaN after too few iterations. The median, because a shared machine disturbs some iterations, and never makes one faster.
     */
    record Time(double ns, double error) {
        /** Between the k-th lowest and the k-th highest is the median with that confidence: each iteration is below it by chance 1/2. */
        static Time ofIterations(double[] iterations) {
            double[] ns = iterations.clone();
            Arrays.sort(ns);
            int k = new BinomialDistribution(null, ns.length, 0.5).inverseCumulativeProbability((1 - CONFIDENCE) / 2);
            double median = StatUtils.percentile(ns, 50);
            return new Time(median, k == 0 ? Double.NaN : (ns[ns.length - k] - ns[k - 1]) / 2 / median);
        }

        boolean isExact() {
            return error <= LARGEST_ERROR;
        }
    }

    /**
     * Reads a file that JMH wrote with {@code -rf json}.
     *
     * @throws IllegalArgumentException if it is not such a file, or has anything but times per operation of the benchmarks
     */
    static Results read(Path file) throws IOException {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(file.toFile());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + ": not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isArray() || root.isEmpty()) {
            throw new IllegalArgumentException(file + ": not the results of JMH, or none");
        }
        Set<String> jdks = new TreeSet<>();
        Map<Subject, Time> times = new LinkedHashMap<>();
        for (JsonNode benchmark : root) {
            jdks.add(text(file, benchmark, "jdkVersion"));
            Subject subject = subject(file, benchmark);
            if (times.put(subject, time(file, benchmark, subject.length())) != null) {
                throw new IllegalArgumentException(file + ": twice: " + subject);
            }
        }
        if (jdks.size() != 1) {
            throw new IllegalArgumentException(file + ": results of several JDKs: " + jdks);
        }
        return new Results("JDK " + jdks.iterator().next(), times);
    }

    private static Subject subject(Path file, JsonNode benchmark) {
        String name = text(file, benchmark, "benchmark");
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException(file + ": neither floats nor doubles: " + name);
        }
        JsonNode parameters = required(file, benchmark, "params");
        String operation = text(file, parameters, "operation");
        if (Stream.of(Operation.values()).noneMatch(known -> known.name().equals(operation))) {
            throw new IllegalArgumentException(file + ": no such operation: " + operation);
        }
        return new Subject(
                Operation.valueOf(operation),
                text(file, parameters, "backend"),
                text(file, parameters, "neighbour"),
                type,
                Integer.parseInt(text(file, parameters, "length")));
    }

    private static Time time(Path file, JsonNode benchmark, int length) {
        JsonNode metric = required(file, benchmark, "primaryMetric");
        String unit = text(file, metric, "scoreUnit");
        if (!NANOSECONDS.containsKey(unit)) {
            throw new IllegalArgumentException(file + ": not a time per operation: " + unit);
        }
        double scale = NANOSECONDS.get(unit) / length;
        return Time.ofIterations(
                StreamSupport.stream(required(file, metric, "rawData").spliterator(), false)
                        .flatMap(jvm -> StreamSupport.stream(jvm.spliterator(), false))
                        .mapToDouble(iteration -> iteration.asDouble() * scale)
                        .toArray());
    }

    private static JsonNode required(Path file, JsonNode node, String field) {
        if (!node.has(field)) {
            throw new IllegalArgumentException(file + ": not the results of benchmarks/jmh: no " + field);
        }
        return node.get(field);
    }

    private static String text(Path file, JsonNode node, String field) {
        return required(file, node, field).asText();
    }

    /** "17" of "JDK 17.0.15". */
    String feature() {
        return jdk.replaceFirst("^JDK (\\d+).*", "$1");
    }

    /** If it was measured, and exactly enough. */
    Optional<Time> figure(Subject subject) {
        return Optional.ofNullable(times.get(subject)).filter(Time::isExact);
    }

    /** The time of one as a multiple of the time of the other. */
    Optional<Double> ratio(Subject of, Subject to) {
        return figure(of).flatMap(time -> figure(to).map(other -> time.ns() / other.ns()));
    }

    /** As {@link Map#keySet()}, for those who only want to know what there is. */
    List<Subject> subjects() {
        return List.copyOf(times.keySet());
    }
}
