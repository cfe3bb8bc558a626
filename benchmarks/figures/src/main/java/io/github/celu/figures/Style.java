package io.github.celu.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/** What the charts have in common. */
final class Style {
    static final Font FONT = font(13f);
    static final Font SMALL = FONT.deriveFont(12f);

    /** For values of alpha in their order, 1 in the middle: colours of Okabe and Ito, told apart with any kind of colour vision. */
    static final List<Color> ALPHAS =
            List.of(new Color(0x0072B2), new Color(0x56B4E9), Color.BLACK, new Color(0xE69F00), new Color(0xD55E00));

    static final Color GREY = new Color(0x777777);
    private static final Color GRID = new Color(0xE4E4E4);

    private Style() {}

    private static Font font(float size) {
        try (InputStream in =
                Style.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            return Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    static JFreeChart chart(String title, XYPlot plot) {
        JFreeChart chart = new JFreeChart(null, FONT, plot, false);
        chart.setTitle(new TextTitle(title, FONT.deriveFont(15f)));
        chart.getTitle().setPaint(Color.BLACK);
        chart.getTitle().setPadding(6, 0, 4, 0);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(4, 6, 6, 14));
        return chart;
    }

    static XYPlot plot(NumberAxis x, NumberAxis y) {
        XYPlot plot = new XYPlot(null, x, y, null);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setOutlinePaint(GREY);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        AxisSpace left = new AxisSpace();
        left.setLeft(56);
        plot.setFixedRangeAxisSpace(left);
        return plot;
    }

    static NumberAxis axis(String label, double from, double to, double tick) {
        return axis(label, from, to, tick, "0.##;\u22120.##");
    }

    /** An axis for decimal logarithms that shows the powers of ten. */
    static NumberAxis powersOfTen(String label, int from, int to, int tick) {
        return axis(label, from, to, tick, "'1e'0;'1e'-0");
    }

    private static NumberAxis axis(String label, double from, double to, double tick, String pattern) {
        NumberAxis axis = new NumberAxis(label);
        axis.setRange(from, to);
        axis.setTickUnit(
                new NumberTickUnit(tick, new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))));
        axis.setLabelFont(FONT);
        axis.setTickLabelFont(SMALL);
        axis.setLabelPaint(Color.BLACK);
        axis.setTickLabelPaint(Color.BLACK);
        axis.setAxisLinePaint(GREY);
        axis.setTickMarkPaint(GREY);
        return axis;
    }

    /** Adds a line, which covers those that come later, and returns its renderer; without a label it is not in the legend. */
    static XYLineAndShapeRenderer line(XYPlot plot, String label, double[][] points, Color color, BasicStroke stroke) {
        DefaultXYDataset data = new DefaultXYDataset();
        data.addSeries(label == null ? "" : label, points);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setSeriesPaint(0, color);
        renderer.setSeriesStroke(0, stroke);
        renderer.setSeriesVisibleInLegend(0, label != null);
        int index = plot.getDataset() == null ? 0 : plot.getDatasetCount();
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
        return renderer;
    }

    /** Adds a function for several alpha, 1 among them; for x &gt;= 0, where alpha does not matter, one line serves all. */
    static void alphaLines(XYPlot plot, double[] alphas, DoubleBinaryOperator f, double from, double to) {
        line(plot, null, sample(0, to, x -> f.applyAsDouble(x, 1)), ALPHAS.get(2), solid(2));
        NumberFormat format = NumberFormat.getInstance(Locale.ROOT);
        for (int i = 0; i < alphas.length; i++) {
            double alpha = alphas[i];
            double[][] points = sample(from, -Double.MIN_VALUE, x -> f.applyAsDouble(x, alpha));
            line(
                    plot,
                    "α = " + format.format(alpha),
                    points,
                    ALPHAS.get(2 + i - Arrays.binarySearch(alphas, 1)),
                    solid(2));
        }
    }

    static BasicStroke solid(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    static BasicStroke dashed(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
    }

    /** Adds single points; an open one has the colour as its rim. */
    static void dots(XYPlot plot, double[][] points, Color color, boolean filled) {
        XYLineAndShapeRenderer renderer = line(plot, null, points, color, solid(1.5));
        renderer.setSeriesLinesVisible(0, false);
        renderer.setSeriesShapesVisible(0, true);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-4, -4, 8, 8));
        renderer.setUseFillPaint(true);
        renderer.setSeriesFillPaint(0, filled ? color : Color.WHITE);
        renderer.setUseOutlinePaint(true);
        renderer.setSeriesOutlinePaint(0, color);
        renderer.setSeriesOutlineStroke(0, solid(1.5));
    }

    /** Puts the legend inside the plot, into one of its corners: 0 is left or at the bottom, 1 right or at the top. */
    static void legend(XYPlot plot, int x, int y) {
        LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(SMALL);
        legend.setItemPaint(Color.BLACK);
        legend.setBackgroundPaint(Color.WHITE);
        legend.setFrame(new BlockBorder(GRID));
        legend.setPosition(RectangleEdge.LEFT);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 6));
        RectangleAnchor anchor = y == 1
                ? x == 1 ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT
                : x == 1 ? RectangleAnchor.BOTTOM_RIGHT : RectangleAnchor.BOTTOM_LEFT;
        plot.addAnnotation(new XYTitleAnnotation(x == 1 ? 0.98 : 0.02, y == 1 ? 0.97 : 0.03, legend, anchor));
    }

    /** The points of a function at equal distances. */
    static double[][] sample(double from, double to, DoubleUnaryOperator f) {
        int steps = 100;
        double[][] points = new double[2][steps + 1];
        for (int i = 0; i <= steps; i++) {
            points[0][i] = i == steps ? to : from + (to - from) * i / steps;
            points[1][i] = f.applyAsDouble(points[0][i]);
        }
        return points;
    }
}
