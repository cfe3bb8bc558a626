package io.github.celu.figures;

import static io.github.celu.figures.Style.ALPHAS;
import static io.github.celu.figures.Style.GREY;

import io.github.celu.figures.Results.Subject;
import io.github.celu.figures.Results.Time;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;

/** Pictures of the times: all operations at one length, and apply at all lengths, both beside what else one can call. */
final class Speed {
    /** This length fits into the second-level cache of most processors, and no branch predictor learns its signs. */
    private static final int LENGTH = 65_536;

    private static final List<String> TYPES = List.of("float", "double");

    /** One colour; of an operation of the library with one of its backends, or of anything else. */
    private record Way(String name, String backend, Color color) {
        boolean has(Operation operation) {
            return operation.isArrayOperation() ? !isOther() : isOther() && backend.equals("vector");
        }

        boolean isOther() {
            return name.equals(OTHER);
        }
    }

    private static final String OTHER = "for comparison";

    private static final List<Way> WAYS = List.of(
            new Way("vector loops", "vector", ALPHAS.get(0)),
            new Way("plain loops", "plain", ALPHAS.get(4)),
            new Way(OTHER, "vector", Color.BLACK));

    /** A line of the picture by length. */
    private record Line(String name, Operation operation, String backend, Color color) {}

    private static final List<Line> LINES = List.of(
            new Line("a loop over Math.expm1", Operation.MATH_EXPM1, "vector", Color.BLACK),
            new Line("the Vector API's EXPM1", Operation.VECTOR_EXPM1, "vector", ALPHAS.get(3)),
            new Line("apply, plain loops", Operation.APPLY, "plain", ALPHAS.get(4)),
            new Line("apply, vector loops", Operation.APPLY, "vector", ALPHAS.get(0)),
            new Line("System.arraycopy", Operation.ARRAYCOPY, "vector", GREY));

    private Speed() {}

    /** What the results suffice for. */
    static List<Picture> pictures(List<Results> runs) {
        return Stream.of(byOperation(runs), byLength(runs))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A row for each operation; the last run's dots are filled. */
    private static Optional<Picture> byOperation(List<Results> runs) {
        List<Operation> operations = Stream.of(Operation.values())
                .filter(operation -> runs.stream()
                        .anyMatch(run -> run.subjects().stream()
                                .anyMatch(s -> s.operation() == operation && s.length() == LENGTH)))
                .toList();
        if (operations.isEmpty()) {
            return Optional.empty();
        }
        double[] times = runs.stream()
                .flatMap(run -> run.times().entrySet().stream())
                .filter(e -> e.getKey().length() == LENGTH)
                .mapToDouble(e -> e.getValue().ns())
                .toArray();
        List<JFreeChart> charts = new ArrayList<>();
        for (String type : TYPES) {
            XYPlot plot = Style.plot(
                    Style.log125("ns per element", times),
                    Style.names(operations.stream().map(o -> o.title).toList()));
            plot.setFixedRangeAxisSpace(null);
            for (Way way : WAYS) {
                for (Results run : runs) {
                    boolean last = run == runs.get(runs.size() - 1);
                    double[][] points = points(run, type, way, operations);
                    Style.dots(plot, way.name + ", JDK " + run.feature(), points, way.color, last);
                }
            }
            String title = String.format(Locale.ROOT, "%s: time per element of %,d", type, LENGTH);
            JFreeChart chart = Style.chart(title, plot);
            chart.addLegend(Style.legend(plot));
            charts.add(chart);
        }
        return Optional.of(new Picture("speed-by-operation", 640, 150 + 24 * operations.size(), List.of(charts)));
    }

    private static double[][] points(Results run, String type, Way way, List<Operation> operations) {
        List<double[]> points = new ArrayList<>();
        for (Operation operation : operations) {
            if (way.has(operation)) {
                run.figure(new Subject(operation, way.backend, type, LENGTH))
                        .ifPresent(time ->
                                points.add(new double[] {StrictMath.log10(time.ns()), operations.indexOf(operation)}));
            }
        }
        return Style.transposed(points);
    }

    /** Of the last run. */
    private static Optional<Picture> byLength(List<Results> runs) {
        Results run = runs.get(runs.size() - 1);
        List<Subject> shown = run.subjects().stream()
                .filter(s -> LINES.stream().anyMatch(line -> isOf(line, s)))
                .toList();
        int[] lengths = shown.stream().mapToInt(Subject::length).distinct().toArray();
        if (lengths.length < 2) {
            return Optional.empty();
        }
        double[] times =
                shown.stream().mapToDouble(s -> run.times().get(s).ns()).toArray();
        List<JFreeChart> charts = new ArrayList<>();
        for (String type : TYPES) {
            XYPlot plot = Style.plot(Style.logEach("elements", lengths), Style.log125("ns per element", times));
            for (Line line : LINES) {
                List<double[]> points = new ArrayList<>();
                shown.stream()
                        .filter(s -> s.type().equals(type) && isOf(line, s))
                        .sorted(Comparator.comparing(Subject::length))
                        .forEach(s -> run.figure(s)
                                .map(Time::ns)
                                .ifPresent(ns ->
                                        points.add(new double[] {StrictMath.log10(s.length()), StrictMath.log10(ns)})));
                if (!points.isEmpty()) {
                    Style.lineWithPoints(plot, line.name, Style.transposed(points), line.color, Style.solid(2));
                }
            }
            JFreeChart chart = Style.chart(type + ": time per element of CELU, JDK " + run.feature(), plot);
            chart.addLegend(Style.legend(plot));
            charts.add(chart);
        }
        return Optional.of(new Picture("speed-by-length", 560, 440, List.of(charts)));
    }

    private static boolean isOf(Line line, Subject subject) {
        return subject.operation() == line.operation
                && subject.backend().equals(line.backend)
                && subject.neighbour().equals("none");
    }
}
