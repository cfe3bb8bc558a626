package io.github.celu.figures;

import static io.github.celu.figures.Operation.*;

import io.github.celu.figures.Results.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What each operation may take, as a multiple of another's time in the same run, and whether it does. */
final class Targets {
    private static final int LENGTH = 65_536;

    /** Through memory. */
    private static final int LONG = 1 << 24;

    /** A ratio of two times for one type. */
    private record Target(String name, String type, double atMost, double stretch, Subject of, Subject to) {}

    private Targets() {}

    private static List<Target> all() {
        List<Target> targets = new ArrayList<>();
        for (String backend : List.of("vector", "plain")) {
            boolean vector = backend.equals("vector");
            for (String type : List.of("float", "double")) {
                add(targets, backend, type, GRADIENT, APPLY, 1.35, 1.1);
                add(targets, backend, type, BACKWARD, APPLY, 1.6, 1.2);
                add(targets, backend, type, APPLY_AND_GRADIENT, APPLY, 1.9, 1.5);
                add(targets, backend, type, SECOND_DERIVATIVE, GRADIENT, 1.15, 1.0);
                add(targets, backend, type, CELU_BACKWARD_FROM_OUTPUT, APPLY, 1.1, 0.7);
                add(targets, backend, type, ELU_BACKWARD_FROM_OUTPUT, APPLY, 1.1, 0.7);
                add(targets, backend, type, CELU_GRADIENT_ALPHA, APPLY, vector ? 3 : 4, vector ? 2 : 2.5);
                add(targets, backend, type, ELU_GRADIENT_ALPHA, APPLY, 1.1, 1.0);
                add(targets, backend, type, CELU_BACKWARD_ALPHA, CELU_GRADIENT_ALPHA, 1.4, 1.1);
                add(targets, backend, type, ELU_BACKWARD_ALPHA, ELU_GRADIENT_ALPHA, 1.4, 1.1);
                add(targets, backend, type, CELU_BACKWARD_WITH_ALPHA, CELU_GRADIENT_ALPHA, 1.15, 1.0);
                add(targets, backend, type, APPLY_CHANNELS, APPLY, 1.2, 1.0);
                add(targets, backend, type, APPLY_CHANNELS_LAST, APPLY, 4, 2);
                add(targets, backend, type, BACKWARD_CHANNELS_LAST, BACKWARD, 4, 2);
                add(targets, backend, type, BACKWARD_WITH_ALPHA_CHANNELS_LAST, CELU_BACKWARD_WITH_ALPHA, 4, 2);
            }
        }
        for (String type : List.of("float", "double")) {
            boolean isFloat = type.equals("float");
            Subject apply = new Subject(APPLY, "vector", type, LENGTH);
            Subject plain = new Subject(APPLY, "plain", type, LENGTH);
            targets.add(new Target(
                    "plain apply / vector apply", type, isFloat ? 2.3 : 2.8, isFloat ? 1.8 : 2.0, plain, apply));
            add(targets, "vector", type, APPLY, VECTOR_EXPM1, isFloat ? 0.38 : 0.6, isFloat ? 0.3 : 0.45);
            targets.add(new Target(
                    "vector: apply / System.arraycopy, 16M elements",
                    type,
                    1.5,
                    1.1,
                    new Subject(APPLY, "vector", type, LONG),
                    new Subject(ARRAYCOPY, "vector", type, LONG)));
            add(targets, "vector", type, APPLY_SCALAR, MATH_EXPM1, isFloat ? 0.35 : 0.45, isFloat ? 0.25 : 0.3);
            add(targets, "vector", type, APPLY_BUFFERS, APPLY, 1.5, 1.2);
        }
        return targets;
    }

    private static void add(
            List<Target> targets,
            String backend,
            String type,
            Operation of,
            Operation to,
            double atMost,
            double stretch) {
        targets.add(new Target(
                backend + ": " + of.title + " / " + to.title,
                type,
                atMost,
                stretch,
                new Subject(of, backend, type, LENGTH),
                new Subject(to, backend, type, LENGTH)));
    }

    /** A table with a row for each target. */
    static String table(List<Results> runs) {
        StringBuilder table = new StringBuilder("\n| ratio of times | type | at most | stretch |");
        runs.forEach(run -> table.append(" ").append(run.jdk()).append(" |"));
        table.append(" met |\n|---|---|--:|--:|")
                .append("--:|".repeat(runs.size()))
                .append("---|\n");
        for (Target target : all()) {
            List<Double> ratios = runs.stream()
                    .map(run -> run.ratio(target.of, target.to))
                    .flatMap(Optional::stream)
                    .toList();
            table.append(String.format(
                    Locale.ROOT, "| %s | %s | %s | %s |", target.name, target.type, target.atMost, target.stretch));
            for (Results run : runs) {
                table.append(" ")
                        .append(run.ratio(target.of, target.to)
                                .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                                .orElse("–"))
                        .append(" |");
            }
            table.append(" ").append(met(target, ratios, runs.size())).append(" |\n");
        }
        return table.append("\n").toString();
    }

    /** As far as the ratios can be read in the table: by two decimals. */
    private static String met(Target target, List<Double> ratios, int runs) {
        double worst = ratios.stream()
                .mapToDouble(ratio -> Math.round(100 * ratio) / 100.0)
                .max()
                .orElse(0);
        if (worst > target.atMost) {
            return "**no**";
        }
        return ratios.size() < runs ? "not measured" : worst <= target.stretch ? "stretch" : "yes";
    }
}
