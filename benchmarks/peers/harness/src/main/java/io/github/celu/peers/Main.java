package io.github.celu.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command line. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        description = {
            "Measures celu beside its peers: speed, first call, accuracy, special values, size.",
            "Each module of benchmarks/peers has a class path of its own and writes a file of results, and a log beside it."
        })
public final class Main implements java.util.concurrent.Callable<Integer> {
    @Option(
            names = "--peers",
            paramLabel = "FOLDER",
            defaultValue = "benchmarks/peers",
            description = "Where the built modules are (default: ${DEFAULT-VALUE}).")
    private Path peers;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            defaultValue = "benchmarks/peers/results",
            description = "Where the results go (default: ${DEFAULT-VALUE}).")
    private Path results;

    @Option(
            names = "--modules",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "jdk,libraries,onnxruntime,djl,pytorch,tensorflow,nd4j",
            description = "Which modules (default: ${DEFAULT-VALUE}).")
    private List<String> modules;

    @Parameters(paramLabel = "JMH OPTION", description = "After --, options of JMH, such as -i 10.")
    private List<String> jmh = List.of();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Does what {@code --help} says. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(results);
        int status = 0;
        for (String module : modules) {
            Path target = peers.resolve(module).resolve("target");
            if (!Files.isDirectory(target.resolve("lib"))) {
                throw new ParameterException(spec.commandLine(), "not built: " + target.resolve("lib"));
            }
            try (Stream<Path> own = Files.list(target);
                    Stream<Path> libraries = Files.list(target.resolve("lib"))) {
                String classPath = Jvm.classPath(Stream.concat(own, libraries)
                        .filter(file -> file.getFileName().toString().endsWith(".jar")));
                String[] arguments = Stream.concat(
                                Stream.of(
                                        peers.resolve("harness/target/lib").toString(),
                                        results.resolve(module + ".json").toString()),
                                jmh.stream())
                        .toArray(String[]::new);
                int ended = Jvm.builder(classPath, Module.class, arguments)
                        .inheritIO()
                        .start()
                        .waitFor();
                if (ended != 0) {
                    System.err.println(module + ": the JVM ended with status " + ended);
                    status = 1;
                }
            }
        }
        return status;
    }
}
