package io.github.celu.figures;

import io.github.celu.figures.PeerResults.Accuracy;
import io.github.celu.figures.PeerResults.Answer;
import io.github.celu.figures.PeerResults.Peer;
import io.github.celu.figures.PeerResults.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the pages about peers, by their names. */
final class PeerTables {
    private static final List<String> OPERATIONS = List.of("ELU", "CELU", "ELU_BACKWARD", "CELU_BACKWARD");
    private static final List<String> TYPES = List.of("FLOAT", "DOUBLE");
    private static final int[] LENGTHS = {1 << 16, 1 << 24};

    private final PeerResults results;

    PeerTables(PeerResults results) {
        this.results = results;
    }

    /**
     * Returns the table of a name.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    String table(String name) {
        int space = name.lastIndexOf(' ');
        String last = name.substring(space + 1).toUpperCase(Locale.ROOT);
        return "\n"
                + switch (name) {
                    case "runs" -> runs();
                    case "speed" -> overview();
                    case "errors" -> errors();
                    case "peers" -> peers();
                    case "one number" -> oneNumber();
                    case "one thread float", "one thread double" -> times(last, 1);
                    case "all cores float", "all cores double" -> times(last, results.cores());
                    case "accuracy ELU", "accuracy CELU", "accuracy ELU_BACKWARD", "accuracy CELU_BACKWARD" ->
                        accuracy(last);
                    case "special ELU", "special CELU", "special ELU_BACKWARD", "special CELU_BACKWARD" ->
                        special(last);
                    default -> throw new IllegalArgumentException("no such table: " + name);
                }
                + "\n";
    }

    private String runs() {
        return results.runs().stream()
                        .map(run -> run.date() + ", " + run.machine() + ", " + run.jvm())
                        .distinct()
                        .collect(Collectors.joining("\n\n"))
                + "\n";
    }

    private String peers() {
        StringBuilder table = header(List.of("", "library", "MB", "first call, ms", "remark"), "--|--:|--:|--");
        for (Peer peer : results.peers()) {
            String first = peer.firstCalls() == null || peer.firstCalls().isEmpty()
                    ? "–"
                    : Tables.digits(median(peer.firstCalls()) / 1e6);
            String remark = peer.loadFailure() == null ? peer.note() : "did not load: " + peer.loadFailure();
            row(
                    table,
                    peer.name(),
                    peer.artifact().isEmpty() ? "JDK" : peer.artifact(),
                    peer.bytes() == 0 ? "0" : Tables.digits(peer.bytes() / 1e6),
                    first,
                    remark);
        }
        return table.toString();
    }

    private static double median(List<Long> numbers) {
        return numbers.stream()
                .sorted()
                .skip((numbers.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }

    /** One column of a table of times. */
    private record Column(String title, String operation, String type, int length, int threads) {}

    private String oneNumber() {
        List<Column> columns = new ArrayList<>();
        for (String operation : OPERATIONS.subList(0, 2)) {
            for (String type : TYPES) {
                columns.add(new Column(operation + ", " + type.toLowerCase(Locale.ROOT), operation, type, 1, 1));
            }
        }
        return speedTable(columns);
    }

    /** What most readers want to know. */
    private String overview() {
        List<Column> columns = new ArrayList<>();
        for (String operation : OPERATIONS.subList(0, 3)) {
            for (String type : TYPES) {
                columns.add(new Column(
                        label(operation) + ", " + type.toLowerCase(Locale.ROOT), operation, type, LENGTHS[0], 1));
            }
        }
        return speedTable(columns);
    }

    private String times(String type, int threads) {
        List<Column> columns = new ArrayList<>();
        for (String operation : OPERATIONS) {
            for (int length : LENGTHS) {
                String title = label(operation) + ", " + (length < 1 << 20 ? "64K" : "16M");
                columns.add(new Column(title, operation, type, length, threads));
            }
        }
        return speedTable(columns);
    }

    /** One row for each peer that has a figure, after the copy; nanoseconds per element. */
    private String speedTable(List<Column> columns) {
        StringBuilder table = header(
                Stream.concat(Stream.of(""), columns.stream().map(Column::title))
                        .toList(),
                "--:|".repeat(columns.size() - 1) + "--:");
        Peer copy = results.copy(results.peers().get(0));
        Stream.concat(Stream.of(copy), results.peers().stream()).forEach(peer -> {
            List<String> cells = columns.stream()
                    // A copy is a copy, whatever it stands beside.
                    .map(column -> peer.time(
                                    peer == copy ? OPERATIONS.get(0) : column.operation,
                                    column.type,
                                    column.length,
                                    column.threads)
                            .map(PeerTables::cell)
                            .orElse("–"))
                    .toList();
            if (!cells.stream().allMatch("–"::equals)) {
                row(table, Stream.concat(Stream.of(peer.name()), cells.stream()).toArray(String[]::new));
            }
        });
        return table.toString();
    }

    private static String cell(Time t) {
        return t.failure() != null
                ? "failed"
                : t.figure().map(time -> Tables.digits(time.ns())).orElse("–");
    }

    /** The largest errors alone. */
    private String errors() {
        List<String> columns = new ArrayList<>(List.of(""));
        for (String operation : OPERATIONS) {
            for (String type : TYPES) {
                String name = operation.endsWith("_BACKWARD")
                        ? "derivative of " + operation.replace("_BACKWARD", "")
                        : operation;
                columns.add(name + ", " + type.toLowerCase(Locale.ROOT));
            }
        }
        StringBuilder table = header(columns, "--:|".repeat(columns.size() - 2) + "--:");
        for (Peer peer : results.peers()) {
            List<String> cells = new ArrayList<>(List.of(peer.name()));
            for (String operation : OPERATIONS) {
                for (String type : TYPES) {
                    cells.add(peer.accuracy(operation, type)
                            .map(accuracy -> ulps(accuracy.largest()))
                            .orElse("–"));
                }
            }
            if (cells.stream().skip(1).anyMatch(cell -> !cell.equals("–"))) {
                row(table, cells.toArray(String[]::new));
            }
        }
        return table.toString();
    }

    private String accuracy(String operation) {
        List<String> columns = new ArrayList<>(List.of(""));
        for (String type : TYPES) {
            String name = type.toLowerCase(Locale.ROOT);
            columns.addAll(List.of(name + ": largest", "at x", "mean", "differs by place"));
        }
        StringBuilder table = header(columns, "--:|--:|--:|--:|".repeat(2).replaceFirst("\\|$", ""));
        for (Peer peer : results.peers()) {
            List<String> cells = new ArrayList<>(List.of(peer.name()));
            for (String type : TYPES) {
                Optional<Accuracy> accuracy = peer.accuracy(operation, type);
                if (accuracy.isEmpty()) {
                    cells.addAll(List.of("–", "–", "–", "–"));
                } else {
                    Accuracy a = accuracy.get();
                    cells.addAll(List.of(
                            ulps(a.largest()),
                            String.format(Locale.ROOT, "%.3g", a.x()),
                            ulps(a.mean()),
                            Integer.toString(a.placesDiffer())));
                }
            }
            if (cells.stream().skip(1).anyMatch(cell -> !cell.equals("–"))) {
                row(table, cells.toArray(String[]::new));
            }
        }
        return table.toString();
    }

    private static String ulps(double d) {
        return Double.isInfinite(d) ? "∞" : d >= 1e5 ? String.format(Locale.ROOT, "%.2g", d) : Tables.digits(d);
    }

    /** One row for all peers that give the same answers. */
    private String special(String operation) {
        Map<List<Answer>, List<String>> names = new LinkedHashMap<>();
        for (Peer peer : results.peers()) {
            if (!peer.answers(operation).isEmpty()) {
                names.computeIfAbsent(peer.answers(operation), answers -> new ArrayList<>())
                        .add(peer.name());
            }
        }
        List<String> columns = new ArrayList<>(List.of(""));
        names.keySet().stream()
                .findFirst()
                .ifPresent(answers ->
                        answers.forEach(a -> columns.add("x = " + pretty(a.x()) + ", α = " + pretty(a.alpha()))));
        StringBuilder table = header(columns, "--:|".repeat(columns.size() - 2) + "--:");
        names.forEach((answers, peers) -> row(
                table,
                Stream.concat(
                                Stream.of(String.join("; ", peers)),
                                answers.stream().map(a -> pretty(a.answer())))
                        .toArray(String[]::new)));
        return table.toString();
    }

    private static String pretty(String number) {
        return number.replace("Infinity", "∞")
                .replace("-", "−")
                .replaceFirst("\\.0($|E)", "$1")
                .replace("E", "e");
    }

    private static String label(String operation) {
        return operation.replace("_", " ").replace("BACKWARD", "backward");
    }

    private static StringBuilder header(List<String> columns, String rule) {
        StringBuilder table = new StringBuilder();
        row(table, columns.toArray(String[]::new));
        return table.append("|---|").append(rule).append("|\n");
    }

    private static void row(StringBuilder table, String... cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
