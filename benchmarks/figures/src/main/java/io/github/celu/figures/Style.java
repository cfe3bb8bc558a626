package io.github.celu.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.text.ChoiceFormat;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemSource;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
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
        return axis(
                label, from, to, tick, new DecimalFormat("0.##;−0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    }

    /** An axis for decimal logarithms that shows the powers of ten. */
    static NumberAxis powersOfTen(String label, int from, int to, int tick) {
        String[] powers = new String[to - from + 1];
        double[] limits = new double[powers.length];
        for (int i = 0; i < powers.length; i++) {
            int exponent = from + i;
            powers[i] = from < -4 || to > 5
                    ? "1e" + exponent
                    : BigDecimal.ONE.scaleByPowerOfTen(exponent).toPlainString();
            limits[i] = exponent - 0.5;
        }
        return axis(label, from, to, tick, new ChoiceFormat(limits, powers));
    }

    /** An axis for decimal logarithms of the data that shows 1, 2 and 5 and these times the powers of ten. */
    static NumberAxis log125(String label, double[] data) {
        double from = StrictMath.log10(Arrays.stream(data).min().orElseThrow());
        double to = StrictMath.log10(Arrays.stream(data).max().orElseThrow());
        List<BigDecimal> ticks = new ArrayList<>();
        for (int decade = (int) Math.floor(from); decade <= to; decade++) {
            for (int digit : new int[] {1, 2, 5}) {
                ticks.add(BigDecimal.valueOf(digit).scaleByPowerOfTen(decade));
            }
        }
        return logAxis(label, from - 0.1, to + 0.1, ticks);
    }

    private static NumberAxis logAxis(String label, double from, double to, List<BigDecimal> numbers) {
        NumberFormat format = new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        NumberAxis axis = new NumberAxis(label) {
            @Override
            public List<NumberTick> refreshTicks(
                    Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
                TextAnchor anchor = RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
                return numbers.stream()
                        .map(number -> new NumberTick(
                                StrictMath.log10(number.doubleValue()),
                                format.format(number),
                                anchor,
                                TextAnchor.CENTER,
                                0))
                        .filter(tick -> getRange().contains(tick.getValue()))
                        .toList();
            }
        };
        axis.setRange(from, to);
        dress(axis);
        return axis;
    }

    /** An axis with names, from the top down, in the place of 0, 1 and so on. */
    static NumberAxis names(List<String> names) {
        SymbolAxis axis = new SymbolAxis(null, names.toArray(String[]::new));
        axis.setRange(-0.6, names.size() - 0.4);
        axis.setInverted(true);
        axis.setGridBandsVisible(false);
        dress(axis);
        return axis;
    }

    private static NumberAxis axis(String label, double from, double to, double tick, NumberFormat format) {
        NumberAxis axis = new NumberAxis(label);
        axis.setRange(from, to);
        axis.setTickUnit(new NumberTickUnit(tick, format));
        dress(axis);
        return axis;
    }

    private static void dress(Axis axis) {
        axis.setLabelFont(FONT);
        axis.setTickLabelFont(SMALL);
        axis.setLabelPaint(Color.BLACK);
        axis.setTickLabelPaint(Color.BLACK);
        axis.setAxisLinePaint(GREY);
        axis.setTickMarkPaint(GREY);
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

    /** The colour of an alpha of 1/4, 1/2, 1, 2 or 4, the same in every picture. */
    static Color ofAlpha(double alpha) {
        return ALPHAS.get(2 + Math.getExponent(alpha));
    }

    /** Adds a function for several alpha; for x &gt;= 0, where alpha does not matter, one line serves all. */
    static void alphaLines(XYPlot plot, double[] alphas, DoubleBinaryOperator f, double from, double to) {
        line(plot, null, sample(0, to, x -> f.applyAsDouble(x, 1)), ofAlpha(1), solid(2));
        NumberFormat format = NumberFormat.getInstance(Locale.ROOT);
        for (double alpha : alphas) {
            double[][] points = sample(from, -Double.MIN_VALUE, x -> f.applyAsDouble(x, alpha));
            line(plot, "α = " + format.format(alpha), points, ofAlpha(alpha), solid(2));
        }
    }

    static BasicStroke solid(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    static BasicStroke dashed(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
    }

    /** Adds single points, which are not in the legend. */
    static void dots(XYPlot plot, double[][] points, Color color, boolean filled) {
        dots(plot, null, points, color, filled);
    }

    /** Adds single points; an open one has the colour as its rim. */
    static void dots(XYPlot plot, String label, double[][] points, Color color, boolean filled) {
        XYLineAndShapeRenderer renderer = line(plot, label, points, color, solid(1.5));
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
        LegendTitle legend = legend(plot);
        legend.setFrame(new BlockBorder(GRID));
        legend.setPosition(RectangleEdge.LEFT);
        RectangleAnchor anchor = y == 1
                ? x == 1 ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT
                : x == 1 ? RectangleAnchor.BOTTOM_RIGHT : RectangleAnchor.BOTTOM_LEFT;
        plot.addAnnotation(new XYTitleAnnotation(x == 1 ? 0.98 : 0.02, y == 1 ? 0.97 : 0.03, legend, anchor));
    }

    static LegendTitle legend(LegendItemSource source) {
        LegendTitle legend = new LegendTitle(source);
        legend.setItemFont(SMALL);
        legend.setItemPaint(Color.BLACK);
        legend.setBackgroundPaint(Color.WHITE);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 6));
        return legend;
    }

    /** From points to their two coordinates. */
    static double[][] transposed(List<double[]> points) {
        return new double[][] {
            points.stream().mapToDouble(p -> p[0]).toArray(),
            points.stream().mapToDouble(p -> p[1]).toArray()
        };
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
