package io.github.celu.peers;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** New JVMs of the kind that runs this, with the vector module. */
final class Jvm {
    private Jvm() {}

    /** On the same class path; its errors go to the same place, its output can be read. */
    static Process start(Class<?> main, String... arguments) throws IOException {
        return builder(ManagementFactory.getRuntimeMXBean().getClassPath(), main, arguments)
                .start();
    }

    static ProcessBuilder builder(String classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    static String classPath(Stream<Path> jars) {
        return String.join(File.pathSeparator, jars.map(Path::toString).sorted().toList());
    }

    /** Newer Javas warn of native libraries. */
    private static List<String> options() {
        List<String> options = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
        if (Runtime.version().feature() >= 24) {
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }
}
