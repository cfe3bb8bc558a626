package io.github.celu.figures;

import static io.github.celu.figures.Style.ALPHAS;
import static io.github.celu.figures.Style.GREY;

import io.github.celu.figures.Results.Measurement;
import io.github.celu.figures.Results.Subject;
import io.github.celu.figures.Style.Mark;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.category.DefaultCategoryDataset;

/** Pictures of the times: apply by length beside the baselines, and all operations at one length. */
final class Speed {
    /** This length fits into the second-level cache of most processors, and no branch predictor learns its signs. */
    private static final int BARS_LENGTH = 65_536;

    private static final List<String> BACKENDS = List.of("vector", "plain");

    private static final Map<Subject, Color> LINES = Map.of(
            new Subject("apply", "vector"),
            ALPHAS.get(0),
            new Subject("apply", "plain"),
            ALPHAS.get(1),
            new Subject("apply", "scalar"),
            new Color(0x009E73),
            Subject.EXPM1,
            ALPHAS.get(3),
            new Subject("Math.expm1", "baseline"),
            ALPHAS.get(4),
            Subject.COPY,
            GREY);

    private static final List<Subject> MARKS = List.of(Subject.COPY, Subject.EXPM1);

    private Speed() {}

    /** What the results of the type suffice for. */
    static List<Picture> pictures(List<Results> runs, String type) {
        return Stream.of(byLength(runs, type), byOperation(runs, type))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Picture> byLength(List<Results> runs, String type) {
        List<Measurement> shown = runs.stream()
                .flatMap(run -> run.measurements().stream())
                .filter(m -> m.type().equals(type) && LINES.containsKey(m.subject()))
                .toList();
        if (shown.stream().map(Measurement::length).distinct().count() < 2) {
            return Optional.empty();
        }
        int[] lengths = decades(shown.stream().mapToDouble(Measurement::length));
        int[] times = decades(shown.stream().mapToDouble(Measurement::time));
        List<JFreeChart> charts = runs.stream()
                .map(run -> {
                    XYPlot plot = Style.plot(
                            Style.powersOfTen("elements", lengths[0], lengths[1], 1),
                            Style.powersOfTen("ns per element", times[0], times[1], 1));
                    lines(plot, run, type);
                    JFreeChart chart = Style.chart("CELU.apply, " + type + ", " + run.jdk(), plot);
                    chart.addLegend(Style.legend(plot));
                    return chart;
                })
                .toList();
        return Optional.of(new Picture("speed-by-length-" + type, 520, 400, List.of(charts)));
    }

    private static void lines(XYPlot plot, Results run, String type) {
        LINES.keySet().stream()
                .sorted(Comparator.comparing(Subject::isBaseline).thenComparing(Comparator.naturalOrder()))
                .forEach(subject -> {
                    List<Measurement> points = run.measurements().stream()
                            .filter(m -> m.subject().equals(subject) && m.type().equals(type))
                            .sorted(Comparator.comparing(Measurement::length))
                            .toList();
                    if (!points.isEmpty()) {
                        BasicStroke stroke = subject.isBaseline() ? Style.dashed(2) : Style.solid(2.5);
                        Style.lineWithPoints(
                                plot,
                                subject.isBaseline() ? subject.operation() : subject.implementation(),
                                new double[][] {
                                    log10(points.stream().mapToDouble(Measurement::length)),
                                    log10(points.stream().mapToDouble(Measurement::time))
                                },
                                LINES.get(subject),
                                stroke);
                    }
                });
    }

    private static Optional<Picture> byOperation(List<Results> runs, String type) {
        List<Measurement> shown = runs.stream()
                .flatMap(run -> run.measurements().stream())
                .filter(m -> m.type().equals(type)
                        && m.length() == BARS_LENGTH
                        && BACKENDS.contains(m.subject().implementation()))
                .toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        List<String> operations = shown.stream()
                .map(m -> m.subject().operation())
                .distinct()
                .sorted()
                .toList();
        double longest = runs.stream()
                .flatMap(run -> run.measurements().stream())
                .filter(m -> m.type().equals(type) && m.length() == BARS_LENGTH)
                .filter(m -> MARKS.contains(m.subject())
                        || BACKENDS.contains(m.subject().implementation()))
                .mapToDouble(Measurement::time)
                .max()
                .getAsDouble();
        List<List<JFreeChart>> charts = runs.stream()
                .map(run -> {
                    DefaultCategoryDataset data = new DefaultCategoryDataset();
                    for (String operation : operations) {
                        for (String backend : BACKENDS) {
                            OptionalDouble time = run.time(new Subject(operation, backend), type, BARS_LENGTH);
                            data.addValue(time.isPresent() ? time.getAsDouble() : null, backend, operation);
                        }
                    }
                    return List.of(Style.bars(
                            String.format(Locale.ROOT, "%s, %,d elements, %s", type, BARS_LENGTH, run.jdk()),
                            "ns per element",
                            data,
                            longest,
                            MARKS.stream()
                                    .flatMap(subject -> run.time(subject, type, BARS_LENGTH).stream()
                                            .mapToObj(time -> new Mark(subject.operation(), time, LINES.get(subject))))
                                    .toList()));
                })
                .toList();
        return Optional.of(new Picture("speed-by-operation-" + type, 760, 110 + 48 * operations.size(), charts));
    }

    private static double[] log10(DoubleStream x) {
        return x.map(StrictMath::log10).toArray();
    }

    /** The powers of ten around the numbers. */
    private static int[] decades(DoubleStream x) {
        DoubleSummaryStatistics logs = x.map(StrictMath::log10).summaryStatistics();
        return new int[] {(int) Math.floor(logs.getMin()), (int) Math.ceil(logs.getMax())};
    }
}
