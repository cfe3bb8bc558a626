package io.github.celu.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.ListStatistics;

/**
 * Runs {@link ArraysBenchmark} with all its operations in each JVM, in turn, so that their ratios are those of one JVM, and in
 * as many JVMs as {@code -f} says for each backend and neighbour. JMH by itself starts a JVM for each combination of
 * parameters; most of the time would go into using all operations in each.
 *
 * <p>On a machine that others use, too, some JVMs run when it is busy: those slower in general than the fastest of their kind are
 * replaced by further ones, up to twice as many in all.
 *
 * <p>It takes the options of JMH. The results are added to those that the file of {@code -rff}, by default jdk-N.json where N
 * is the version of Java, has already, as if it had been one run; what JMH prints is added to jdk-N.log.
 */
public final class Main {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String HELP = """
            Times what the library does to arrays, and adds the results to jdk-N.json and what
            JMH prints to jdk-N.log, in the current folder; N is the version of Java.

              java -cp benchmarks.jar io.github.celu.benchmarks.Main [OPTIONS]

            The options are those of JMH, below. Most used are -f, the number of JVMs for each
            backend (default: 5), -rff, another file for the results, and -p for a part of

              operation  APPLY, CELU_GRADIENT_ALPHA, MATH_EXPM1, ... (Operation.java)
              length     64, 1024, ... elements, for operations with channels a multiple of 64
              backend    vector, plain
              neighbour  none, "other shapes"

            as in -p operation=APPLY,MATH_EXPM1 -p length=64 -p backend=vector.

            """;

    private Main() {}

    /** Exits with 1 if a JVM failed, and with 2 if an option is wrong. */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help") || List.of(args).contains("-h")) {
            System.out.print(HELP);
            System.out.flush();
            new CommandLineOptions().showHelp();
            return;
        }
        CommandLineOptions options;
        try {
            options = new CommandLineOptions(args);
        } catch (CommandLineOptionException e) {
            System.err.println(e.getMessage() + " (try --help)");
            System.exit(2);
            return;
        }
        String name = "jdk-" + Runtime.version().feature();
        Path results = Path.of(options.getResult().orElse(name + ".json"));
        List<Jvms> all = new ArrayList<>();
        for (String backend : options.getParameter("backend").orElse(List.of("vector", "plain"))) {
            for (String neighbour : options.getParameter("neighbour").orElse(List.of("none"))) {
                all.add(new Jvms(backend, neighbour, new ArrayList<>()));
            }
        }
        int wanted = options.getForkCount().orElse(5);
        try (ProgressBar bar = new ProgressBar("JVMs", (long) wanted * all.size())) {
            for (int round = 0; round < 2 * wanted; round++) {
                for (Jvms jvms : all) {
                    if (jvms.undisturbed().size() < wanted) {
                        jvms.parts.add(start(jvms.backend, jvms.neighbour, new File(name + ".log"), args));
                        bar.stepTo(all.stream()
                                .mapToLong(j -> j.undisturbed().size())
                                .sum());
                    }
                }
            }
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        for (Jvms jvms : all) {
            for (JsonNode part : jvms.undisturbed()) {
                add(part, results);
            }
            System.err.printf(
                    "%s, neighbour %s: %d of %d JVMs undisturbed%n",
                    jvms.backend, jvms.neighbour, jvms.undisturbed().size(), jvms.parts.size());
        }
    }

    /** What JVMs of one kind measured. */
    private record Jvms(String backend, String neighbour, List<JsonNode> parts) {
        /** A JVM that was slower in general than the fastest of its kind was disturbed by something else in the machine. */
        private static final double SLOWER = 1.1;

        /** What the others measured. */
        List<JsonNode> undisturbed() {
            return parts.stream().filter(part -> slowness(part) <= SLOWER).toList();
        }

        /** The median over all operations, so that no single one decides. */
        private double slowness(JsonNode part) {
            ListStatistics ratios = new ListStatistics();
            for (int i = 0; i < part.size(); i++) {
                int benchmark = i;
                double fastest = parts.stream()
                        .mapToDouble(other -> score(other, benchmark))
                        .min()
                        .orElseThrow();
                ratios.addValue(score(part, i) / fastest);
            }
            return ratios.getPercentile(50);
        }

        private static double score(JsonNode part, int benchmark) {
            return part.get(benchmark).at("/primaryMetric/score").asDouble();
        }
    }

    private static JsonNode start(String backend, String neighbour, File log, String[] args)
            throws IOException, InterruptedException {
        Path results = Files.createTempFile("celu", ".json");
        List<String> command =
                ChildJvm.command(List.of(ChildJvm.VECTOR_MODULE), OneJvm.class, backend, neighbour, results.toString());
        command.addAll(List.of(args));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("a JVM exited with " + status + ": see " + log);
        }
        JsonNode part = JSON.readTree(results.toFile());
        Files.delete(results);
        return part;
    }

    /** What runs in each JVM: JMH without forks. */
    static final class OneJvm {
        private OneJvm() {}

        public static void main(String[] args) throws Exception {
            CommandLineOptions options =
                    new CommandLineOptions(List.of(args).subList(3, args.length).toArray(String[]::new));
            new Runner(new OptionsBuilder()
                            .parent(options)
                            .include(ArraysBenchmark.class.getName())
                            .param("backend", args[0])
                            .param("neighbour", args[1])
                            .forks(0)
                            .shouldFailOnError(true)
                            .resultFormat(ResultFormatType.JSON)
                            .result(args[2])
                            .build())
                    .run();
        }
    }

    /** The times of one JVM join those of the JVMs before. */
    private static void add(JsonNode part, Path results) throws IOException {
        ArrayNode all = Files.exists(results) ? (ArrayNode) JSON.readTree(results.toFile()) : JSON.createArrayNode();
        for (JsonNode benchmark : part) {
            ObjectNode found = null;
            for (JsonNode other : all) {
                if (isSame(benchmark, other)) {
                    found = (ObjectNode) other;
                }
            }
            if (found == null) {
                found = benchmark.deepCopy();
                found.remove("jvm"); // a path of one machine
                found.put("forks", 1);
                found.withObject("/primaryMetric").putArray("rawData");
                all.add(found);
            } else {
                found.put("forks", found.get("forks").asInt() + 1);
            }
            ObjectNode metric = found.withObject("/primaryMetric");
            metric.withArray("/rawData").addAll((ArrayNode) benchmark.at("/primaryMetric/rawData"));
            summarize(metric);
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(results.toFile(), all);
    }

    private static boolean isSame(JsonNode benchmark, JsonNode other) {
        return benchmark.get("benchmark").equals(other.get("benchmark"))
                && benchmark.get("params").equals(other.get("params"))
                && benchmark.get("jdkVersion").equals(other.get("jdkVersion"));
    }

    /** As JMH does: the mean of all iterations in all JVMs, and half the width of its interval of 99.9 %. */
    private static void summarize(ObjectNode metric) {
        ListStatistics times = new ListStatistics();
        for (JsonNode jvm : metric.get("rawData")) {
            jvm.forEach(iteration -> times.addValue(iteration.asDouble()));
        }
        metric.put("score", times.getMean());
        metric.put("scoreError", times.getMeanErrorAt(0.999));
        metric.putArray("scoreConfidence")
                .add(times.getConfidenceIntervalAt(0.999)[0])
                .add(times.getConfidenceIntervalAt(0.999)[1]);
        metric.putObject("scorePercentiles").put("50.0", times.getPercentile(50));
    }
}
