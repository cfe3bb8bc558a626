package io.github.celu.programs;

import io.github.celu.testing.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A program that runs {@link Bits} in every kind of JVM that there is, and prints one table. The arguments are the
 * {@code java} commands to try, or scripts in their place; without any it is the one that runs this. Fails if the hashes
 * are not all the same.
 */
public final class JvmMatrix {
    private static final List<String> OPTIONS = List.of(
            "",
            "-Xint",
            "-XX:TieredStopAtLevel=1",
            "-Xcomp",
            "-XX:-UseFMA",
            "-XX:UseAVX=0",
            "-XX:UseAVX=1",
            "-XX:UseAVX=2",
            "-XX:MaxVectorSize=8",
            "-XX:MaxVectorSize=16",
            "-XX:+UseSerialGC",
            "-XX:+UseParallelGC",
            "-XX:+UseZGC",
            "-XX:+UseShenandoahGC",
            "-XX:+UseCompactObjectHeaders");

    /** Without the module, and with it from the first call on. */
    private static final List<List<String>> MODULES =
            List.of(List.of(), List.of("--add-modules=jdk.incubator.vector", "-Dio.github.celu.backend=vector"));

    private JvmMatrix() {}

    public static void main(String[] args) throws Exception {
        if (Usage.printed(
                args, 0, "Prints a hash of all results for many options of this JVM, or of others: [JAVA...]")) {
            return;
        }
        Set<String> hashes = new HashSet<>();
        row("JVM", "options", "module", "hash", "backend", "seconds");
        row("---", "---", "---", "---", "---", "---:");
        for (String java : args.length > 0 ? args : new String[] {Jvm.current()}) {
            String file = Path.of(java).getFileName().toString();
            String vm = Jvm.run(java, Bits.class, List.of("20")).out().get(0);
            String name = file.equals("java") ? vm : vm + ", " + file;
            for (String option : OPTIONS) {
                for (List<String> module : MODULES) {
                    row(java, name, option, module, hashes);
                }
            }
        }
        if (hashes.size() != 1) {
            throw new AssertionError("different bits: " + hashes);
        }
    }

    private static void row(String java, String name, String option, List<String> module, Set<String> hashes)
            throws Exception {
        String with = module.isEmpty() ? "without" : "with";
        String code = option.isEmpty() ? "" : "`" + option + "`";
        List<String> options = Stream.concat(Stream.of(option), module.stream())
                .filter(o -> !o.isEmpty())
                .toList();
        if (!isOffered(java, options)) {
            row(name, code, with, "", "not offered", "");
            return;
        }
        long start = System.nanoTime();
        List<String> out = Jvm.run(java, Bits.class, List.of("2000"), options.toArray(String[]::new))
                .out();
        double seconds = (System.nanoTime() - start) / 1e9;
        String hash = String.format("%08x", out.subList(2, out.size()).hashCode());
        hashes.add(hash);
        row(name, code, with, hash, out.get(1), String.format("%.1f", seconds));
    }

    private static boolean isOffered(String java, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(options);
        command.add("-version");
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void row(String... cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }
}
