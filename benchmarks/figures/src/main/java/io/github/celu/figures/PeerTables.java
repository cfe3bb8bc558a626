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
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of peers.md. */
final class PeerTables {
    private static final List<String> OPERATIONS = List.of("ELU", "CELU", "ELU_BACKWARD", "CELU_BACKWARD");
    private static final List<String> TYPES = List.of("FLOAT", "DOUBLE");
    private static final int[] LENGTHS = {1 << 16, 1 << 24};

    /** A larger error, relative, is shown. */
    private static final double LARGE_ERROR = 0.1;

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
                    case "peers" -> peers();
                    case "one number" -> oneNumber();
                    case "one thread float", "one thread double" -> speed(last, 1);
                    case "all cores float", "all cores double" -> speed(last, results.cores());
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
                        .map(run -> run.date() + ", " + run.machine() + ", " + run.jvm() + "; celu's backend: "
                                + run.backend())
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

    private String oneNumber() {
        List<String> columns = new ArrayList<>(List.of(""));
        List<List<Optional<Time>>> times = new ArrayList<>();
        for (String operation : OPERATIONS.subList(0, 2)) {
            for (String type : TYPES) {
                columns.add(operation + ", " + type.toLowerCase(Locale.ROOT));
                times.add(results.peers().stream()
                        .map(peer -> peer.time(operation, type, 1, 1))
                        .toList());
            }
        }
        return speedTable(columns, times, results.peers(), List.of());
    }

    /** One row for each peer, after the copy; nanoseconds per element, and in brackets as many times those of the copy. */
    private String speed(String type, int threads) {
        List<String> columns = new ArrayList<>(List.of(""));
        List<List<Optional<Time>>> times = new ArrayList<>();
        List<List<OptionalDouble>> copies = new ArrayList<>();
        Peer copy = results.copy(results.peers().get(0));
        List<Peer> rows =
                Stream.concat(Stream.of(copy), results.peers().stream()).toList();
        for (String operation : OPERATIONS) {
            for (int length : LENGTHS) {
                columns.add(label(operation) + ", " + (length < 1 << 20 ? "64K" : "16M"));
                times.add(rows.stream()
                        .map(peer -> peer.time(peer == copy ? OPERATIONS.get(0) : operation, type, length, threads))
                        .toList());
                copies.add(rows.stream()
                        .map(peer -> (peer == copy ? copy : results.copy(peer))
                                .time(OPERATIONS.get(0), type, length, threads)
                                .filter(t -> t.ns() != null)
                                .map(t -> OptionalDouble.of(t.ns()))
                                .orElse(OptionalDouble.empty()))
                        .toList());
            }
        }
        return speedTable(columns, times, rows, copies);
    }

    private static String speedTable(
            List<String> columns,
            List<List<Optional<Time>>> times,
            List<Peer> rows,
            List<List<OptionalDouble>> copies) {
        StringBuilder table = header(columns, "--:|".repeat(columns.size() - 2) + "--:");
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            if (times.stream().allMatch(column -> column.get(row).isEmpty())) {
                continue;
            }
            List<String> cells = new ArrayList<>(List.of(rows.get(i).name()));
            for (int column = 0; column < times.size(); column++) {
                OptionalDouble copy = copies.isEmpty()
                        ? OptionalDouble.empty()
                        : copies.get(column).get(i);
                double best = best(times.get(column), rows);
                cells.add(times.get(column).get(i).map(t -> cell(t, copy, best)).orElse("–"));
            }
            row(table, cells.toArray(String[]::new));
        }
        return table.toString();
    }

    /** But for the copy, which computes nothing. */
    private static double best(List<Optional<Time>> column, List<Peer> rows) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rows.size(); i++) {
            Double ns = column.get(i).map(Time::ns).orElse(null);
            if (ns != null && !rows.get(i).name().equals(PeerResults.COPY)) {
                best = Math.min(best, ns);
            }
        }
        return best;
    }

    private static String cell(Time t, OptionalDouble copy, double best) {
        if (t.ns() == null) {
            return "failed";
        }
        String time = Tables.digits(t.ns());
        String error = t.error() == null || Double.isNaN(t.error())
                ? " ± ?"
                : t.error() > LARGE_ERROR ? String.format(Locale.ROOT, " ± %.0f %%", 100 * t.error()) : "";
        return (t.ns() == best ? "**" + time + "**" : time)
                + error
                + (copy.isPresent() ? " (" + Tables.digits(t.ns() / copy.getAsDouble()) + ")" : "");
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
