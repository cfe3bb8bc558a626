package io.github.celu.figures;

import io.github.celu.figures.Results.Subject;
import io.github.celu.figures.Results.Time;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the pages about speed, by their names. */
final class Tables {
    private static final int LENGTH = 65_536;
    private static final List<String> TYPES = List.of("float", "double");
    private static final List<String> BACKENDS = List.of("vector", "plain");

    private final List<Results> runs;

    Tables(List<Results> runs) {
        this.runs = runs;
    }

    /**
     * Returns the page with new tables; all the rest of it is left as it is.
     *
     * @throws IllegalArgumentException if the page has a place for a table that does not exist, or a begin without an end
     */
    String fill(String page) {
        return Page.fill(page, this::table);
    }

    private String table(String name) {
        return switch (name) {
            case "operations" -> operations();
            case "comparisons" -> comparisons();
            case "targets" -> Targets.table(runs);
            case "float", "double" -> ofType(name);
            default ->
                throw new IllegalArgumentException(
                        "no such table: " + name + " (operations, comparisons, targets, float or double)");
        };
    }

    /** All array operations at one length. */
    private String operations() {
        StringBuilder table =
                new StringBuilder("\n| ns per element, ").append(jdks()).append(" |");
        for (String type : TYPES) {
            for (String backend : BACKENDS) {
                table.append(" ").append(type).append(", ").append(backend).append(" |");
            }
        }
        table.append("\n|---|--:|--:|--:|--:|\n");
        operationsThat(Operation::isArrayOperation).forEach(operation -> {
            table.append("| ").append(operation.title).append(" |");
            for (String type : TYPES) {
                for (String backend : BACKENDS) {
                    table.append(each(run -> time(run, new Subject(operation, backend, type, LENGTH))));
                }
            }
            table.append("\n");
        });
        return table.append("\n").toString();
    }

    /** What else one can call, in the JVMs that have the vector loops, and how many times as fast their apply is. */
    private String comparisons() {
        StringBuilder table = new StringBuilder("\n| ").append(jdks()).append(" |");
        for (String type : TYPES) {
            table.append(" ").append(type).append(", ns per element | × vector apply |");
        }
        table.append("\n|---|--:|--:|--:|--:|\n");
        operationsThat(operation -> !operation.isArrayOperation()).forEach(operation -> {
            table.append("| ").append(operation.title).append(" |");
            for (String type : TYPES) {
                Subject subject = new Subject(operation, "vector", type, LENGTH);
                Subject apply = new Subject(Operation.APPLY, "vector", type, LENGTH);
                table.append(each(run -> time(run, subject)));
                table.append(each(run -> run.ratio(subject, apply).map(Tables::digits)));
            }
            table.append("\n");
        });
        return table.append("\n").toString();
    }

    /** All that was measured, with the errors: one table for each length, the runs side by side. */
    private String ofType(String type) {
        return subjects()
                .filter(s -> s.type().equals(type))
                .map(Subject::length)
                .distinct()
                .sorted()
                .map(length -> ofLength(type, length))
                .collect(Collectors.joining("", "", "\n"));
    }

    private String ofLength(String type, int length) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "\n%,d element%s:\n\n", length, length == 1 ? "" : "s"));
        table.append("| operation | JVM with |");
        runs.forEach(run -> table.append(" ").append(run.jdk()).append(", ns | × apply |"));
        table.append("\n|---|---|").append("--:|--:|".repeat(runs.size())).append("\n");
        Stream<Subject> rows = subjects()
                .filter(s -> s.type().equals(type) && s.length() == length)
                .sorted(Comparator.comparing(Subject::operation)
                        .thenComparing(s -> BACKENDS.indexOf(s.backend()))
                        .thenComparing(Subject::neighbour));
        rows.forEach(subject -> {
            String neighbour = subject.neighbour().equals("none") ? "" : ", a neighbour with " + subject.neighbour();
            table.append("| ").append(subject.operation().title).append(" | ").append(subject.backend());
            table.append(neighbour).append(" |");
            Subject apply = new Subject(Operation.APPLY, subject.backend(), subject.neighbour(), type, length);
            for (Results run : runs) {
                Time time = run.times().get(subject);
                table.append(" ").append(time == null ? "–" : withError(time)).append(" | ");
                table.append(run.ratio(subject, apply).map(Tables::digits).orElse("–"))
                        .append(" |");
            }
            table.append("\n");
        });
        return table.toString();
    }

    private String jdks() {
        return runs.stream().map(Results::feature).collect(Collectors.joining(" / ", "JDK ", ""));
    }

    /** A cell with what each run has. */
    private String each(Function<Results, Optional<String>> figure) {
        return runs.stream().map(run -> figure.apply(run).orElse("–")).collect(Collectors.joining(" / ", " ", " |"));
    }

    private static Optional<String> time(Results run, Subject subject) {
        return run.figure(subject).map(time -> digits(time.ns()));
    }

    private static String withError(Time time) {
        return digits(time.ns())
                + (Double.isNaN(time.error()) ? " ± ?" : String.format(Locale.ROOT, " ± %.1f %%", 100 * time.error()));
    }

    /** Three digits, but no more than three decimals, and no exponent. */
    static String digits(double d) {
        int decimals = (int) Math.max(0, Math.min(3, 2 - Math.floor(Math.log10(d))));
        return String.format(Locale.ROOT, "%,." + decimals + "f", d);
    }

    private static Stream<Operation> operationsThat(Function<Operation, Boolean> condition) {
        return Stream.of(Operation.values()).filter(condition::apply);
    }

    private Stream<Subject> subjects() {
        return runs.stream().flatMap(run -> run.times().keySet().stream()).distinct();
    }
}
