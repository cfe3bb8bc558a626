package io.github.celu.training;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/** A picture of accuracy and loss over the epochs. */
final class LearningCurve {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    private final JFreeChart chart;

    /** @param title lines, of which the first is the largest */
    LearningCurve(String title, List<Results.Epoch> epochs) {
        NumberAxis axis = new NumberAxis("epoch");
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(axis);
        both.add(plot("accuracy in %", epochs, score -> 100 * score.accuracy()));
        both.add(plot("loss", epochs, Score::meanLoss));
        String[] lines = title.split("\n", 2);
        chart = new JFreeChart(lines[0], JFreeChart.DEFAULT_TITLE_FONT.deriveFont(15f), both, true);
        if (lines.length > 1) {
            chart.addSubtitle(0, new TextTitle(lines[1], JFreeChart.DEFAULT_TITLE_FONT.deriveFont(Font.PLAIN, 11f)));
        }
        chart.setBackgroundPaint(Color.WHITE);
        // The second plot would repeat the names of the first.
        both.getSubplots().get(1).setFixedLegendItems(new LegendItemCollection());
    }

    String svg() {
        SVGGraphics2D graphics = new SVGGraphics2D(WIDTH, HEIGHT);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        return graphics.getSVGDocument();
    }

    byte[] png() throws IOException {
        BufferedImage image = chart.createBufferedImage(WIDTH, HEIGHT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ChartUtils.writeBufferedImageAsPNG(bytes, image);
        return bytes.toByteArray();
    }

    private static XYPlot plot(String label, List<Results.Epoch> epochs, ToDoubleFunction<Score> value) {
        XYSeries train = new XYSeries("training images");
        XYSeries test = new XYSeries("test images");
        for (int i = 0; i < epochs.size(); i++) {
            train.add(i + 1, value.applyAsDouble(epochs.get(i).train()));
            test.add(i + 1, value.applyAsDouble(epochs.get(i).test()));
        }
        XYSeriesCollection series = new XYSeriesCollection(train);
        series.addSeries(test);
        NumberAxis axis = new NumberAxis(label);
        axis.setAutoRangeIncludesZero(false);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, epochs.size() == 1);
        renderer.setSeriesPaint(0, new Color(0x1f77b4));
        renderer.setSeriesPaint(1, new Color(0xd62728));
        renderer.setDefaultStroke(new BasicStroke(2));
        renderer.setAutoPopulateSeriesStroke(false);
        XYPlot plot = new XYPlot(series, null, axis, renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        return plot;
    }
}
