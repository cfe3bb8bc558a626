package io.github.celu.figures;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one run of JMH measured, read from its file of JSON. */
record Results(String jdk, List<Measurement> measurements) {
    private static final Map<String, Double> NANOSECONDS =
            Map.of("ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9);

    /** The names under which baselines appear; others keep their own. */
    private static final Map<String, String> BASELINES = Map.of(
            "copy", "System.arraycopy",
            "vectorExpm1", "lanewise(EXPM1)",
            "mathExpm1", "Math.expm1");

    /** In the order of the tables, before any others. */
    private static final List<String> IMPLEMENTATIONS = List.of("vector", "plain", "scalar");

    /** What was measured, but for type and length. */
    record Subject(String operation, String implementation) implements Comparable<Subject> {
        static final Subject COPY = new Subject("System.arraycopy", "baseline");
        static final Subject EXPM1 = new Subject("lanewise(EXPM1)", "baseline");

        boolean isBaseline() {
            return implementation.equals("baseline");
        }

        @Override
        public int compareTo(Subject other) {
            return Comparator.comparing((Subject s) -> !s.isBaseline())
                    .thenComparing(Subject::operation)
                    .thenComparing(s -> !IMPLEMENTATIONS.contains(s.implementation))
                    .thenComparing(s -> IMPLEMENTATIONS.indexOf(s.implementation))
                    .thenComparing(Subject::implementation)
                    .compare(this, other);
        }
    }

    /** A time per element; the error is relative, half of JMH's interval of 99.9 %, and NaN after too few iterations. */
    record Measurement(Subject subject, String type, int length, double time, double error) {}

    /**
     * Reads a file that JMH wrote with {@code -rf json}.
     *
     * @throws IllegalArgumentException if it is not such a file, or a benchmark measures anything but a time per operation
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
        Map<String, Set<String>> valuesOfParameters = new HashMap<>();
        for (JsonNode benchmark : root) {
            jdks.add(required(file, benchmark, "jdkVersion").asText());
            benchmark
                    .path("params")
                    .properties()
                    .forEach(parameter -> valuesOfParameters
                            .computeIfAbsent(parameter.getKey(), key -> new TreeSet<>())
                            .add(parameter.getValue().asText()));
        }
        if (jdks.size() != 1) {
            throw new IllegalArgumentException(file + ": results of several JDKs: " + jdks);
        }
        valuesOfParameters.values().removeIf(values -> values.size() == 1);
        List<Measurement> measurements = new ArrayList<>();
        for (JsonNode benchmark : root) {
            measurements.add(measurement(file, benchmark, valuesOfParameters.keySet()));
        }
        return new Results("JDK " + jdks.iterator().next(), measurements);
    }

    /** Of ArraysBenchmark.applyFloat the operation is apply; of BufferBenchmark.applyFloat it is apply, buffer. */
    private static Measurement measurement(Path file, JsonNode benchmark, Set<String> varied) {
        String name = required(file, benchmark, "benchmark").asText();
        JsonNode metric = required(file, benchmark, "primaryMetric");
        String unit = required(file, metric, "scoreUnit").asText();
        Double nanoseconds = NANOSECONDS.get(unit);
        if (nanoseconds == null) {
            throw new IllegalArgumentException(file + ": " + name + " is in " + unit + ", not a time per operation");
        }
        Map<String, String> parameters = new TreeMap<>();
        benchmark
                .path("params")
                .properties()
                .forEach(p -> parameters.put(p.getKey(), p.getValue().asText()));
        int length = Integer.parseInt(parameters.getOrDefault("length", "1"));
        String backend = parameters.get("backend");

        int dot = name.lastIndexOf('.');
        String group = name.substring(name.lastIndexOf('.', dot - 1) + 1, dot)
                .replaceFirst("Benchmark$", "")
                .toLowerCase(Locale.ROOT);
        String type = name.endsWith("Float") ? "float" : name.endsWith("Double") ? "double" : "";
        String operation = name.substring(dot + 1, name.length() - type.length());
        if (group.equals("baseline")) {
            operation = BASELINES.getOrDefault(operation, operation);
        } else if (backend != null && !group.equals("arrays")) {
            operation += ", " + group;
        }
        parameters.keySet().retainAll(varied);
        parameters.keySet().removeAll(Set.of("length", "backend"));
        operation += parameters.entrySet().stream()
                .map(p -> ", " + p.getKey() + " = " + p.getValue())
                .collect(Collectors.joining());

        double score = number(metric, "score");
        return new Measurement(
                new Subject(operation, backend == null ? group : backend),
                type,
                length,
                score * nanoseconds / length,
                number(metric, "scoreError") / score);
    }

    private static JsonNode required(Path file, JsonNode node, String field) {
        if (!node.has(field)) {
            throw new IllegalArgumentException(file + ": not the results of JMH: no " + field);
        }
        return node.get(field);
    }

    /** JMH writes NaN as a string. */
    private static double number(JsonNode node, String field) {
        return Double.parseDouble(node.path(field).asText("NaN"));
    }

    OptionalDouble time(Subject subject, String type, int length) {
        return find(subject, type, length).stream()
                .mapToDouble(Measurement::time)
                .findFirst();
    }

    List<Measurement> find(Subject subject, String type, int length) {
        return measurements.stream()
                .filter(m -> m.subject.equals(subject) && m.type.equals(type) && m.length == length)
                .toList();
    }
}
