package io.github.celu.figures;

import io.github.celu.CELU;
import io.github.celu.ELU;
import java.awt.Color;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jfree.chart.plot.XYPlot;

/** Figure 1 of Barron 2017: ELU above, CELU below, the value on the left and the derivative in x on the right. */
final class EluAndCelu {
    private static final double[] ALPHA = {0.25, 0.5, 1, 2, 4};

    private EluAndCelu() {}

    static Picture picture() {
        XYPlot elu = values(ELU::apply);
        Style.legend(elu, 0, 1);
        XYPlot eluGradient = gradients(ELU::gradient);
        Style.dots(eluGradient, new double[][] {{0}, {1}}, Color.BLACK, true);
        for (int i = 0; i < ALPHA.length; i++) {
            if (ALPHA[i] != 1) {
                Style.dots(eluGradient, new double[][] {{0}, {ALPHA[i]}}, Style.ofAlpha(ALPHA[i]), false);
            }
        }
        return new Picture(
                "elu-and-celu",
                480,
                340,
                List.of(
                        List.of(
                                Style.chart("ELU(x, α)", elu),
                                Style.chart("slope of ELU: jumps at 0 unless α = 1", eluGradient)),
                        List.of(
                                Style.chart("CELU(x, α)", values(CELU::apply)),
                                Style.chart("slope of CELU: continuous for every α", gradients(CELU::gradient)))));
    }

    private static XYPlot values(DoubleBinaryOperator f) {
        return plot(f, -4.5, 3);
    }

    private static XYPlot gradients(DoubleBinaryOperator f) {
        return plot(f, 0, 4.5);
    }

    private static XYPlot plot(DoubleBinaryOperator f, double bottom, double top) {
        XYPlot plot = Style.plot(Style.axis("x", -8, 3, 1), Style.axis(null, bottom, top, 1));
        Style.alphaLines(plot, ALPHA, f, -8, 3);
        return plot;
    }
}
