package io.github.celu.figures;

import static io.github.celu.figures.Style.ALPHAS;
import static io.github.celu.figures.Style.GREY;

import ch.obermuhlner.math.big.BigDecimalMath;
import io.github.celu.CELU;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.plot.XYPlot;

/**
 * The errors of exp(x) − 1 and of {@code CELU.apply(x)} against the exact value. StrictMath has the same bits on every
 * machine; its exponential is nearly the rounded exact one, so it is the subtraction that makes the errors.
 */
final class ErrorNearZero {
    private static final int MIN_EXPONENT = -66;
    private static final int MAX_EXPONENT = 3;
    private static final int SAMPLES = 100;

    /** Enough for exp(x) − 1 to keep 30 digits at the smallest x. */
    private static final MathContext DIGITS = new MathContext(50);

    private ErrorNearZero() {}

    static Picture picture() {
        XYPlot plot = Style.plot(Style.powersOfTen("−x", -20, 1, 2), Style.powersOfTen("error in ulp", -1, 18, 2));
        Style.line(
                plot,
                "exp(x) − 1 in float",
                floatErrors(x -> (float) StrictMath.exp(x) - 1),
                ALPHAS.get(3),
                Style.dashed(2.5));
        Style.line(
                plot, "exp(x) − 1 in double", doubleErrors(x -> StrictMath.exp(x) - 1), ALPHAS.get(4), Style.solid(2));
        Style.line(
                plot,
                "CELU.apply(x) in float",
                floatErrors(x -> CELU.apply((float) x)),
                ALPHAS.get(1),
                Style.dashed(2.5));
        Style.line(plot, "CELU.apply(x) in double", doubleErrors(CELU::apply), ALPHAS.get(0), Style.solid(2));
        Style.line(plot, "1 ulp", new double[][] {{-20, 1}, {0, 0}}, GREY, Style.dashed(1));
        Style.legend(plot, 1, 1);
        return new Picture(
                "error-near-zero",
                760,
                420,
                List.of(List.of(Style.chart("Largest error as x nears 0 from the left, α = 1", plot))));
    }

    private static double[][] floatErrors(DoubleUnaryOperator f) {
        return errors(x -> {
            float rounded = (float) x;
            BigDecimal exact = exact(rounded);
            return ulps(f.applyAsDouble(rounded), exact, Math.ulp(exact.floatValue()));
        });
    }

    private static double[][] doubleErrors(DoubleUnaryOperator f) {
        return errors(x -> {
            BigDecimal exact = exact(x);
            return ulps(f.applyAsDouble(x), exact, Math.ulp(exact.doubleValue()));
        });
    }

    private static BigDecimal exact(double x) {
        return BigDecimalMath.exp(new BigDecimal(x), DIGITS).subtract(BigDecimal.ONE);
    }

    private static double ulps(double actual, BigDecimal exact, double ulp) {
        return new BigDecimal(actual).subtract(exact).abs().doubleValue() / ulp;
    }

    /** The decimal logarithms of −x in the middle of each binade and of the largest error there. */
    private static double[][] errors(DoubleUnaryOperator error) {
        SplittableRandom random = new SplittableRandom(170407483);
        double[][] points = new double[2][MAX_EXPONENT - MIN_EXPONENT];
        for (int i = 0; i < points[0].length; i++) {
            double scale = Math.scalb(1.0, MIN_EXPONENT + i);
            double largest = 0;
            for (int k = 0; k < SAMPLES; k++) {
                largest = Math.max(largest, error.applyAsDouble(-scale * (1 + random.nextDouble())));
            }
            points[0][i] = StrictMath.log10(1.5 * scale);
            points[1][i] = StrictMath.log10(largest);
        }
        return points;
    }
}
