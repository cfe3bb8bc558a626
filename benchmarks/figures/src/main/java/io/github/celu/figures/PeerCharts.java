package io.github.celu.figures;

import io.github.celu.figures.PeerResults.Peer;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;

/** A picture of the times of ELU, which all peers have, and of its derivative, on one thread. */
final class PeerCharts {
    private static final int LENGTH = 65_536;

    private static final List<String> TYPES = List.of("FLOAT", "DOUBLE");

    private record Way(String name, String operation, Color color, boolean filled) {}

    private static final List<Way> WAYS = List.of(
            new Way("ELU", "ELU", Style.ALPHAS.get(0), true),
            new Way("backward of ELU", "ELU_BACKWARD", Style.ALPHAS.get(4), false));

    private PeerCharts() {}

    /** Nothing if no time is exact enough. */
    static Optional<Picture> picture(PeerResults results) {
        List<Peer> rows = Stream.concat(Stream.of(results.copy(results.peers().get(0))), results.peers().stream())
                .filter(peer -> TYPES.stream()
                        .anyMatch(type -> WAYS.stream()
                                .anyMatch(way -> time(peer, way, type).isPresent())))
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        double[] times = rows.stream()
                .flatMap(peer ->
                        TYPES.stream().flatMap(type -> WAYS.stream().flatMap(way -> time(peer, way, type).stream())))
                .mapToDouble(Results.Time::ns)
                .toArray();
        List<JFreeChart> charts = new ArrayList<>();
        for (String type : TYPES) {
            XYPlot plot = Style.plot(
                    Style.log125("ns per element", times),
                    Style.names(rows.stream().map(Peer::name).toList()));
            plot.setFixedRangeAxisSpace(null);
            for (Way way : WAYS) {
                List<double[]> points = new ArrayList<>();
                for (int row = 0; row < rows.size(); row++) {
                    int at = row;
                    time(rows.get(row), way, type)
                            .ifPresent(time -> points.add(new double[] {StrictMath.log10(time.ns()), at}));
                }
                Style.dots(plot, way.name, Style.transposed(points), way.color, way.filled);
            }
            String title = String.format(
                    Locale.ROOT, "%s: time per element of %,d, one thread", type.toLowerCase(Locale.ROOT), LENGTH);
            JFreeChart chart = Style.chart(title, plot);
            chart.addLegend(Style.legend(plot));
            charts.add(chart);
        }
        return Optional.of(new Picture("peers", 640, 130 + 24 * rows.size(), List.of(charts)));
    }

    private static Optional<Results.Time> time(Peer peer, Way way, String type) {
        return peer.time(way.operation, type, LENGTH, 1).flatMap(PeerResults.Time::figure);
    }
}
