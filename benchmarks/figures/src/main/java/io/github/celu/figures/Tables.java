package io.github.celu.figures;

import io.github.celu.figures.Results.Measurement;
import io.github.celu.figures.Results.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of performance.md, which stand between comments there; all the rest of the page is left as it is. */
final class Tables {
    /** A larger error, relative, is shown. */
    private static final double LARGE_ERROR = 0.1;

    private final List<Results> runs;

    Tables(List<Results> runs) {
        this.runs = runs;
    }

    /**
     * Returns the page with new tables.
     *
     * @throws IllegalArgumentException if the page has a place for a table that does not exist, or a begin without an end
     */
    String fill(String page) {
        return Page.fill(page, this::table);
    }

    private String table(String name) {
        return switch (name) {
            case "float", "double" -> ofType(name);
            case "other" -> others();
            default -> throw new IllegalArgumentException("no such table: " + name + " (float, double or other)");
        };
    }

    /** One table for each length, the runs side by side. */
    private String ofType(String type) {
        return measurements(type)
                .map(Measurement::length)
                .distinct()
                .sorted()
                .map(length -> ofLength(type, length))
                .collect(Collectors.joining("", "", "\n"));
    }

    private String ofLength(String type, int length) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "\n%,d element%s:\n\n", length, length == 1 ? "" : "s"));
        table.append("| operation | implementation |");
        for (Results run : runs) {
            table.append(" ").append(run.jdk()).append(", ns | / arraycopy | / EXPM1 |");
        }
        table.append("\n|---|---|").append("--:|--:|--:|".repeat(runs.size())).append("\n");
        Stream<Subject> subjects = measurements(type)
                .filter(m -> m.length() == length)
                .map(Measurement::subject)
                .distinct()
                .sorted();
        subjects.forEach(subject -> {
            table.append("| ")
                    .append(subject.operation())
                    .append(" | ")
                    .append(subject.implementation())
                    .append(" |");
            for (Results run : runs) {
                table.append(cells(run, subject, type, length));
            }
            table.append("\n");
        });
        return table.toString();
    }

    /** What has no type and no length, and so nothing to compare with. */
    private String others() {
        StringBuilder table = new StringBuilder("\n| benchmark | of |");
        runs.forEach(run -> table.append(" ").append(run.jdk()).append(", ns |"));
        table.append("\n|---|---|").append("--:|".repeat(runs.size())).append("\n");
        measurements("").map(Measurement::subject).distinct().sorted().forEach(subject -> {
            table.append("| ").append(subject.operation()).append(" | ");
            table.append(subject.implementation()).append(" |");
            for (Results run : runs) {
                Optional<Measurement> found = single(run, subject, "", 1);
                table.append(" ").append(found.map(Tables::time).orElse("–")).append(" |");
            }
            table.append("\n");
        });
        return table.append("\n").toString();
    }

    private static String cells(Results run, Subject subject, String type, int length) {
        return single(run, subject, type, length)
                .map(m -> " " + time(m) + " |" + ratio(m, run.time(Subject.COPY, type, length))
                        + ratio(m, run.time(Subject.EXPM1, type, length)))
                .orElse(" – | – | – |");
    }

    private static Optional<Measurement> single(Results run, Subject subject, String type, int length) {
        List<Measurement> found = run.find(subject, type, length);
        if (found.size() > 1) {
            throw new IllegalArgumentException("measured twice: " + found);
        }
        return found.stream().findFirst();
    }

    private static String time(Measurement m) {
        String error = Double.isNaN(m.error())
                ? " ± ?"
                : m.error() > LARGE_ERROR ? String.format(Locale.ROOT, " ± %.0f %%", 100 * m.error()) : "";
        return digits(m.time()) + error;
    }

    private static String ratio(Measurement m, OptionalDouble other) {
        return other.isPresent() ? " " + digits(m.time() / other.getAsDouble()) + " |" : " – |";
    }

    /** Three digits, and no exponent. */
    static String digits(double d) {
        int decimals = (int) Math.max(0, Math.min(3, 2 - Math.floor(Math.log10(d))));
        return String.format(Locale.ROOT, "%,." + decimals + "f", d);
    }

    private Stream<Measurement> measurements(String type) {
        return runs.stream()
                .flatMap(run -> run.measurements().stream())
                .filter(m -> m.type().equals(type));
    }
}
