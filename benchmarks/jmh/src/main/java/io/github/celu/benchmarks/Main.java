package io.github.celu.benchmarks;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks with a progress bar. It takes the options of JMH, and writes the results to jdk-N.json, or the file
 * given by -rff, and what JMH prints to jdk-N.log, where N is the version of Java.
 */
public final class Main {
    private Main() {}

    /** Exits with 1 if a benchmark failed. */
    public static void main(String[] args) throws Exception {
        CommandLineOptions arguments = new CommandLineOptions(args);
        if (arguments.shouldHelp()
                || arguments.shouldList()
                || arguments.shouldListWithParams()
                || arguments.shouldListProfilers()
                || arguments.shouldListResultFormats()) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        String name = "jdk-" + Runtime.version().feature();
        Options options = new OptionsBuilder()
                .parent(arguments)
                .resultFormat(ResultFormatType.JSON)
                .result(arguments.getResult().orElse(name + ".json"))
                .build();
        try (PrintStream log = new PrintStream(name + ".log", StandardCharsets.UTF_8)) {
            OutputFormat format = OutputFormatFactory.createFormatInstance(
                    log, options.verbosity().orElse(VerboseMode.NORMAL));
            int planned = planned(options, format);
            int measured;
            try (ProgressBar bar = new ProgressBar("benchmarks", planned)) {
                measured = new Runner(options, withBar(format, bar)).run().size();
            }
            if (measured != planned) {
                System.err.printf(
                        "%d of %d benchmarks have no result: see %s.log%n", planned - measured, planned, name);
                System.exit(1);
            }
        } catch (RunnerException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** How often JMH will run a benchmark: once for every combination of its parameters. */
    private static int planned(Options options, OutputFormat format) {
        List<String> includes = options.getIncludes().isEmpty() ? List.of(".*") : options.getIncludes();
        int runs = 0;
        for (BenchmarkListEntry entry : BenchmarkList.defaultList().find(format, includes, options.getExcludes())) {
            int combinations = 1;
            for (Map.Entry<String, String[]> parameter :
                    entry.getParams().orElse(Map.of()).entrySet()) {
                combinations *= options.getParameter(parameter.getKey())
                        .orElse(List.of(parameter.getValue()))
                        .size();
            }
            runs += combinations;
        }
        return runs;
    }

    /** The same format, which moves the bar besides. */
    private static OutputFormat withBar(OutputFormat format, ProgressBar bar) {
        return (OutputFormat) Proxy.newProxyInstance(
                Main.class.getClassLoader(), new Class<?>[] {OutputFormat.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("startBenchmark")) {
                        String benchmark = ((BenchmarkParams) arguments[0]).getBenchmark();
                        bar.setExtraMessage(benchmark.replace(Main.class.getPackageName() + ".", ""));
                    } else if (method.getName().equals("endBenchmark")) {
                        bar.step();
                    }
                    try {
                        return method.invoke(format, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
