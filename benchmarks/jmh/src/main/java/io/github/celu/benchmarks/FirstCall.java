package io.github.celu.benchmarks;

import io.github.celu.CELU;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;

/**
 * The first call of a program, of {@code CELU.apply} with one float or an array of {@value #LENGTH}: medians over {@value #RUNS} new
 * JVMs of each kind, which take turns.
 */
public final class FirstCall {
    private static final int RUNS = 9;
    private static final int LENGTH = 1024;

    private FirstCall() {}

    /** A kind of JVM. */
    private record Jvm(String name, List<String> options) {}

    /** With the word scalar or array: makes that call, and prints how many nanoseconds it took. Otherwise starts the JVMs. */
    public static void main(String[] args) throws IOException, InterruptedException {
        switch (args.length == 0 ? "" : args[0]) {
            case "scalar" -> {
                long start = System.nanoTime();
                CELU.apply(-1f, 0.7f);
                System.out.println(System.nanoTime() - start);
            }
            case "array" -> {
                float[] x = new float[LENGTH];
                Arrays.fill(x, -1f);
                long start = System.nanoTime();
                CELU.apply(x, x, 0.7f);
                System.out.println(System.nanoTime() - start);
            }
            case "" -> table();
            default -> System.out.println("Times the first call in new JVMs, and prints a table; takes no arguments.");
        }
    }

    private static void table() throws IOException, InterruptedException {
        Path archive = Files.createTempFile("celu", ".jsa");
        Files.delete(archive); // the JVM that makes it wants a new name
        try {
            run(new Jvm("", List.of("-XX:ArchiveClassesAtExit=" + archive)), "array");
            List<Jvm> jvms = List.of(
                    new Jvm("without the vector module", List.of()),
                    new Jvm("with the vector module", List.of(ChildJvm.VECTOR_MODULE)),
                    new Jvm("with a class-data archive", List.of("-XX:SharedArchiveFile=" + archive)));
            List<String> calls = List.of("scalar", "array");
            List<long[]> times = new ArrayList<>();
            try (ProgressBar bar = new ProgressBar("JVMs", (long) RUNS * jvms.size() * calls.size())) {
                for (int run = 0; run < RUNS; run++) {
                    for (int i = 0; i < jvms.size() * calls.size(); i++) {
                        if (run == 0) {
                            times.add(new long[RUNS]);
                        }
                        times.get(i)[run] = run(jvms.get(i / calls.size()), calls.get(i % calls.size()));
                        bar.step();
                    }
                }
            }
            System.out.println("| JVM | one number, ms | array, ms |\n|---|--:|--:|");
            for (int i = 0; i < jvms.size(); i++) {
                System.out.printf(
                        "| %s | %.1f | %.1f |%n",
                        jvms.get(i).name, milliseconds(times.get(2 * i)), milliseconds(times.get(2 * i + 1)));
            }
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private static long run(Jvm jvm, String call) throws IOException, InterruptedException {
        String output = ChildJvm.run(jvm.options, FirstCall.class, call);
        return Long.parseLong(output.lines().findFirst().orElseThrow());
    }

    /** The median. */
    private static double milliseconds(long[] times) {
        return Arrays.stream(times).sorted().skip(RUNS / 2).findFirst().orElseThrow() / 1e6;
    }
}
