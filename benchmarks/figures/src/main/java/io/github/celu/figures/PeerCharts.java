package io.github.celu.figures;

import io.github.celu.figures.PeerResults.Peer;
import io.github.celu.figures.PeerResults.Time;
import io.github.celu.figures.Style.Mark;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jfree.data.category.DefaultCategoryDataset;

/** Pictures of the times of ELU, which all peers have, on one thread. */
final class PeerCharts {
    private static final String OPERATION = "ELU";
    private static final int LENGTH = 1 << 24;

    private PeerCharts() {}

    static List<Picture> pictures(PeerResults results) {
        return Stream.of("FLOAT", "DOUBLE")
                .flatMap(type -> picture(results, type).stream())
                .toList();
    }

    private static Optional<Picture> picture(PeerResults results, String type) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        double longest = 0;
        for (Peer peer : results.peers()) {
            Optional<Double> one = peer.time(OPERATION, type, LENGTH, 1).map(Time::ns);
            if (one.isPresent()) {
                data.addValue(one.get(), "one thread", peer.name());
                Double all = peer.time(OPERATION, type, LENGTH, results.cores())
                        .map(Time::ns)
                        .orElse(null);
                data.addValue(all, results.cores() + " cores", peer.name());
                longest = Math.max(longest, Math.max(one.get(), all == null ? 0 : all));
            }
        }
        if (data.getColumnCount() == 0) {
            return Optional.empty();
        }
        String name = type.toLowerCase(Locale.ROOT);
        List<Mark> marks = results.copy(results.peers().get(0)).time(OPERATION, type, LENGTH, 1).stream()
                .filter(t -> t.ns() != null)
                .map(t -> new Mark("System.arraycopy, one thread", t.ns(), Style.GREY))
                .toList();
        return Optional.of(new Picture(
                "peers-" + name,
                760,
                110 + 40 * data.getColumnCount(),
                List.of(List.of(Style.bars(
                        String.format(Locale.ROOT, "ELU, %s, %,d elements", name, LENGTH),
                        "ns per element",
                        data,
                        longest,
                        marks)))));
    }
}
