package io.github.celu.training;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the accuracies of several trainings into one picture. */
@Command(name = "curves", description = "Draws the accuracies of several trainings into one picture.")
final class Curves implements Callable<Integer> {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    /** Of Okabe and Ito, told apart with any kind of colour vision. */
    private static final List<Color> COLORS =
            List.of(new Color(0x0072B2), new Color(0xD55E00), Color.BLACK, new Color(0x56B4E9), new Color(0xE69F00));

    /** Bytes: more than a million epochs take. */
    private static final int LARGEST_LOG = 1 << 27;

    private static final String HEADER = "epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds";

    @Parameters(
            arity = "1..*",
            paramLabel = "[NAME=]LOG",
            description = "Their log.csv, each with the name of its curve, by default that of the file.")
    private List<String> logs;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The picture, an SVG file.")
    private Path out;

    @Option(names = "--line", paramLabel = "NAME=PERCENT", description = "A level to compare the test accuracies with.")
    private Map<String, Double> lines = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        lines.forEach((name, percent) -> {
            if (!(percent >= 0 && percent <= 100)) {
                throw new ParameterException(
                        spec.commandLine(), "--line must be from 0 to 100: " + name + "=" + percent);
            }
        });
        for (String argument : logs) {
            if (Collections.frequency(logs, argument) > 1) {
                throw new ParameterException(spec.commandLine(), "given more than once: " + argument);
            }
        }
        XYSeriesCollection train = new XYSeriesCollection();
        XYSeriesCollection test = new XYSeriesCollection();
        for (String argument : logs) {
            int equals = isFile(argument) ? -1 : argument.lastIndexOf('=');
            Path log = path(argument.substring(equals + 1));
            if (Files.isDirectory(log)) {
                throw new BadFileException(log, "is a folder, not a file");
            }
            String name = equals >= 0
                    ? argument.substring(0, equals)
                    : log.getFileName().toString().replaceFirst("\\.csv$", "");
            // Two files may have the same name, in different folders.
            String unique = test.getSeriesIndex(name) < 0 ? name : argument;
            train.addSeries(new XYSeries(unique));
            test.addSeries(new XYSeries(unique));
            read(log, train.getSeries(unique), test.getSeries(unique));
        }
        String picture;
        try {
            picture = picture(train, test);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // On a machine without fonts Java fails with many kinds of errors.
            throw new BadFileException(out, "cannot be drawn: " + e);
        }
        try {
            Files.writeString(out, picture);
        } catch (IOException e) {
            throw new BadFileException(out, "cannot be written: " + e.getClass().getSimpleName());
        }
        return 0;
    }

    private Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new ParameterException(spec.commandLine(), "not a file's name here: " + name);
        }
    }

    /** Whether there is a file of this name; in some locales not every text can be one. */
    private static boolean isFile(String argument) {
        try {
            return Files.exists(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private String picture(XYSeriesCollection train, XYSeriesCollection test) {
        NumberAxis axis = new NumberAxis("epoch");
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        axis.setAutoRangeIncludesZero(false); // there is no epoch 0
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(axis);
        both.add(plot("test accuracy in %", test, lines));
        both.add(plot("training accuracy in %", train, Map.of()));
        // The second plot would repeat the names of the first.
        both.getSubplots().get(1).setFixedLegendItems(new LegendItemCollection());
        JFreeChart chart = new JFreeChart(null, null, both, true);
        chart.setBackgroundPaint(Color.WHITE);
        SVGGraphics2D graphics = new SVGGraphics2D(WIDTH, HEIGHT);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        return graphics.getSVGDocument();
    }

    private static void read(Path log, XYSeries train, XYSeries test) throws IOException {
        List<String> rows;
        try {
            if (Files.size(log) > LARGEST_LOG) {
                throw new BadFileException(log, "too large for a log: " + Files.size(log) + " bytes");
            }
            rows = Files.readAllLines(log);
        } catch (NoSuchFileException e) {
            throw new BadFileException(log, "no such file");
        } catch (MalformedInputException e) {
            throw new BadFileException(log, "not a text");
        }
        if (rows.isEmpty() || !rows.get(0).equals(HEADER)) {
            throw new BadFileException(log, "not a log of a training: does not begin with " + HEADER);
        }
        for (String row : rows.subList(1, rows.size())) {
            String[] fields = row.split(",");
            try {
                int epoch = Integer.parseInt(fields[0]);
                train.add(epoch, percent(fields[2]));
                test.add(epoch, percent(fields[4]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new BadFileException(log, "not a line of a log: " + row);
            }
        }
    }

    private static double percent(String accuracy) {
        double value = Double.parseDouble(accuracy);
        if (!(value >= 0 && value <= 1)) {
            throw new NumberFormatException();
        }
        return 100 * value;
    }

    private static XYPlot plot(String label, XYSeriesCollection series, Map<String, Double> lines) {
        NumberAxis axis = new NumberAxis(label);
        axis.setAutoRangeIncludesZero(false);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDefaultStroke(new BasicStroke(2));
        renderer.setAutoPopulateSeriesStroke(false);
        // A training has one colour in both plots.
        for (int i = 0; i < series.getSeriesCount(); i++) {
            renderer.setSeriesPaint(i, COLORS.get(i % COLORS.size()));
        }
        XYPlot plot = new XYPlot(series, null, axis, renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        for (Map.Entry<String, Double> line : lines.entrySet()) {
            ValueMarker marker = new ValueMarker(line.getValue(), Color.DARK_GRAY, new BasicStroke(1));
            marker.setLabel(line.getKey());
            marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
            marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
            marker.setLabelBackgroundColor(Color.WHITE);
            plot.addRangeMarker(marker);
            // Room for the label above the line.
            double margin = axis.getRange().getLength() / 10;
            if (axis.getUpperBound() < line.getValue() + margin) {
                axis.setUpperBound(line.getValue() + margin);
            }
        }
        return plot;
    }
}
