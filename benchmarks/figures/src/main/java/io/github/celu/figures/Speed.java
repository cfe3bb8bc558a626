package io.github.celu.figures;

import static io.github.celu.figures.Style.ALPHAS;

import io.github.celu.figures.Results.Subject;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;

/** A picture of the times of all operations at one length, beside what else one can call. */
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

    private Speed() {}

    /** What the results suffice for. */
    static List<Picture> pictures(List<Results> runs) {
        return byOperation(runs).stream().toList();
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
}
