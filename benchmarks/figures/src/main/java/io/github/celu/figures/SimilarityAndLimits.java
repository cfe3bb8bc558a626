package io.github.celu.figures;

import static io.github.celu.figures.Style.GREY;

import io.github.celu.CELU;
import java.awt.Color;
import java.util.List;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

/** CELU(cx, cα) = c·CELU(x, α), so that every ray from 0 meets the curves at multiples of a point; α → 0 and α → ∞. */
final class SimilarityAndLimits {
    private SimilarityAndLimits() {}

    static Picture picture() {
        return new Picture(
                "similarity-and-limits",
                480,
                360,
                List.of(List.of(
                        Style.chart("One shape, scaled by α: CELU(cx, cα) = c·CELU(x, α)", similarity()),
                        Style.chart("From ReLU (α = 0) to the identity (α = ∞)", limits()))));
    }

    private static XYPlot similarity() {
        XYPlot plot = Style.plot(Style.axis("x", -14, 4, 2), Style.axis(null, -5, 4, 1));
        double[] alphas = {0.5, 1, 2, 4};
        for (int t : new int[] {-1, -3}) {
            double[] x = new double[alphas.length];
            double[] y = new double[alphas.length];
            for (int i = 0; i < alphas.length; i++) {
                x[i] = t * alphas[i];
                y[i] = CELU.apply(x[i], alphas[i]);
            }
            Style.dots(plot, new double[][] {x, y}, GREY, true);
            double bottom = -4;
            double xAtBottom = bottom * t / CELU.apply((double) t);
            Style.line(plot, null, new double[][] {{0, xAtBottom}, {0, bottom}}, GREY, Style.dashed(1));
            XYTextAnnotation label = new XYTextAnnotation(t == -1 ? "x = −α" : "x = −3α", xAtBottom, bottom - 0.1);
            label.setFont(Style.SMALL);
            label.setBackgroundPaint(Color.WHITE);
            label.setTextAnchor(TextAnchor.TOP_CENTER);
            plot.addAnnotation(label);
        }
        Style.alphaLines(plot, alphas, CELU::apply, -14, 4);
        Style.legend(plot, 0, 1);
        return plot;
    }

    private static XYPlot limits() {
        XYPlot plot = Style.plot(Style.axis("x", -4, 2, 1), Style.axis(null, -4, 2, 1));
        limit(plot, "α = 0, ReLU", 0);
        Style.alphaLines(plot, new double[] {0.25, 0.5, 1, 2, 4}, CELU::apply, -4, 2);
        limit(plot, "α = ∞, identity", Double.POSITIVE_INFINITY);
        Style.legend(plot, 1, 0);
        return plot;
    }

    private static void limit(XYPlot plot, String label, double alpha) {
        Style.line(plot, label, Style.sample(-4, 0, x -> CELU.apply(x, alpha)), GREY, Style.dashed(2));
    }
}
