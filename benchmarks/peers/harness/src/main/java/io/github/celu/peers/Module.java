package io.github.celu.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the peers of one class path, each in JVMs of its own. */
final class Module {
    private static final int[] LENGTHS = {1 << 16, 1 << 24};
    private static final int FIRST_CALLS = 5;
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> harness;
    private final Path results;
    private final Options jmh;
    private final OutputFormat log;

    private Module(Set<String> harness, Path results, Options jmh, OutputFormat log) {
        this.harness = harness;
        this.results = results;
        this.jmh = jmh;
        this.log = log;
    }

    private record Combination(Peer peer, Operation operation, Type type, int length, int threads) {}

    /** Takes the folder of the harness's jars, the file for the results, and options of JMH. */
    public static void main(String[] args) throws Exception {
        Path results = Path.of(args[1]);
        try (PrintStream log = new PrintStream(args[1].replaceFirst("\\.json$", ".log"), StandardCharsets.UTF_8);
                var jars = Files.list(Path.of(args[0]))) {
            Set<String> harness = jars.map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
            Options jmh = new CommandLineOptions(Arrays.copyOfRange(args, 2, args.length));
            new Module(harness, results, jmh, OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
                    .measure();
        }
    }

    private void measure() throws Exception {
        List<Peer> peers = new ArrayList<>();
        peers.add(new Copy());
        peers.addAll(Peers.all());
        ObjectNode root = JSON.createObjectNode()
                .put("date", LocalDate.now().toString())
                .put(
                        "machine",
                        processor() + ", " + CORES + (CORES == 1 ? " core, " : " cores, ")
                                + System.getProperty("os.name"))
                .put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version())
                .put("cores", CORES);
        ArrayNode array = root.putArray("peers");
        String name = results.getFileName().toString().replace(".json", "");
        List<Combination> combinations =
                peers.stream().flatMap(peer -> combinations(peer).stream()).toList();
        try (ProgressBar bar = new ProgressBar(name, peers.size() + combinations.size())) {
            for (Peer peer : peers) {
                bar.setExtraMessage(peer.name());
                ObjectNode node = examine(peer);
                bar.step();
                ArrayNode times = node.putArray("times");
                for (Combination combination : combinations) {
                    if (combination.peer == peer) {
                        if (!node.has("loadFailure")) {
                            times.add(time(combination));
                        }
                        bar.step();
                    }
                }
                array.add(node);
                JSON.writer(new OneEntryALine()).writeValue(results.toFile(), root);
            }
        }
    }

    private ObjectNode examine(Peer peer) throws IOException, InterruptedException {
        ObjectNode node = JSON.createObjectNode().put("name", peer.name());
        List<File> jars = peer.library() == null ? List.of() : jars(peer);
        node.put(
                "artifact",
                peer.library() == null ? "" : jar(peer.library()).getName().replaceFirst("\\.jar$", ""));
        node.put("bytes", jars.stream().mapToLong(File::length).sum());
        node.put("note", peer.note());
        if (peer instanceof Copy) {
            return node;
        }
        Path answers = Files.createTempFile("answers", ".json");
        try {
            int status = Jvm.start(Examination.class, peer.name(), answers.toString())
                    .waitFor();
            if (status == 0) {
                node.setAll((ObjectNode) JSON.readTree(answers.toFile()));
            } else {
                node.put("loadFailure", "the JVM ended with status " + status);
            }
        } finally {
            Files.delete(answers);
        }
        if (!node.has("loadFailure")) {
            ArrayNode firstCalls = node.putArray("firstCalls");
            for (int i = 0; i < FIRST_CALLS; i++) {
                Process process = Jvm.start(FirstCall.class, peer.name());
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor();
                output.lines()
                        .filter(line -> line.startsWith("first call: "))
                        .forEach(line -> firstCalls.add(Long.parseLong(line.substring("first call: ".length()))));
            }
        }
        return node;
    }

    /** Its own jar where libraries share the class path, because they have no dependencies; else all that is not the harness's. */
    private List<File> jars(Peer peer) throws IOException {
        long libraries = Peers.all().stream().map(Peer::library).distinct().count();
        if (libraries > 1) {
            return List.of(jar(peer.library()));
        }
        return Arrays.stream(ManagementFactory.getRuntimeMXBean().getClassPath().split(File.pathSeparator))
                .map(File::new)
                .filter(file ->
                        !harness.contains(file.getName()) && !file.getName().startsWith("celu-peers-"))
                .toList();
    }

    private static File jar(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static List<Combination> combinations(Peer peer) {
        List<Combination> combinations = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            for (Type type : Type.values()) {
                if (peer.offers(operation, type) && peer.isTimed(operation)) {
                    if (!operation.isBackward() && !(peer instanceof Copy)) {
                        combinations.add(new Combination(peer, operation, type, 1, 1));
                    }
                    for (int length : LENGTHS) {
                        for (int threads : CORES == 1 ? new int[] {1} : new int[] {1, CORES}) {
                            combinations.add(new Combination(peer, operation, type, length, threads));
                        }
                    }
                }
            }
        }
        return combinations;
    }

    private ObjectNode time(Combination c) throws RunnerException {
        ObjectNode node = JSON.createObjectNode()
                .put("operation", c.operation.name())
                .put("type", c.type.name())
                .put("length", c.length)
                .put("threads", c.threads);
        Options options = new OptionsBuilder()
                .parent(jmh)
                .include(SpeedBenchmark.class.getName())
                // By default celu's vector loops take over only when they have been compiled, after seconds.
                .jvmArgsAppend("-Dio.github.celu.backend=vector")
                .param("peer", c.peer.name())
                .param("operation", c.operation.name())
                .param("type", c.type.name())
                .param("length", Integer.toString(c.length))
                .param("threads", Integer.toString(c.threads))
                .build();
        Collection<RunResult> runs = new Runner(options, log).run();
        ArrayNode iterations = node.putArray("ns");
        for (RunResult run : runs) {
            for (BenchmarkResult jvm : run.getBenchmarkResults()) {
                for (IterationResult iteration : jvm.getIterationResults()) {
                    double ns = iteration.getPrimaryResult().getScore() / c.length;
                    iterations.add(new BigDecimal(ns).round(new MathContext(4)));
                }
            }
        }
        if (runs.isEmpty()) {
            node.put("failure", "see the log");
        }
        return node;
    }

    private static String processor() throws IOException {
        Path cpu = Path.of("/proc/cpuinfo");
        if (Files.exists(cpu)) {
            for (String line : Files.readAllLines(cpu)) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return System.getProperty("os.arch");
    }
}
