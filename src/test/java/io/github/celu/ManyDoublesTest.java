package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.testing.Exact;
import io.github.celu.testing.Function;
import io.github.celu.testing.Type;
import io.github.celu.testing.Wide;
import java.util.SplittableRandom;
import me.tongfei.progressbar.ProgressBar;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The largest error over many random doubles. The normal run takes 200,000 for each function; a thousand million, which take
 * minutes for each, are run by {@code mvn -B test -Pexhaustive -Dtest=ManyDoublesTest}.
 */
class ManyDoublesTest {
    private static final long POINTS = Long.getLong("celu.points", 1_000_000_000);
    private static final int BLOCK = 1 << 15;

    @ParameterizedTest
    @EnumSource(Function.class)
    void wideAgreesWithExact(Function function) {
        SplittableRandom random = new SplittableRandom(20170424);
        Wide wide = new Wide();
        for (int i = 0; i < 500; i++) {
            double alpha = alpha(random);
            double x = x(random, function, alpha);
            double y = function.at(Type.DOUBLE, x, alpha);
            assertEquals(
                    Exact.ulps(y, function.exact.at(x, alpha)),
                    wide.ulps(function, x, alpha, y),
                    0x1p-8,
                    () -> "x = " + Double.toHexString(x) + ", alpha = " + Double.toHexString(alpha));
        }
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void someDoublesAreWithinBound(Function function) {
        new Scan(function).run(200_000, null);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @EnumSource(Function.class)
    void manyDoublesAreWithinBound(Function function) {
        Scan scan = new Scan(function);
        try (ProgressBar bar = new ProgressBar(function.toString(), POINTS)) {
            scan.run(POINTS, bar);
        }
        System.out.println(scan.row());
    }

    private static final class Scan {
        private final Function function;
        private final Wide wide = new Wide();
        private final SplittableRandom random = new SplittableRandom(20170424);
        private double largest;
        private double worstX;
        private double worstAlpha;

        Scan(Function function) {
            this.function = function;
        }

        void run(long points, ProgressBar bar) {
            double[] x = new double[BLOCK];
            double[] y = new double[BLOCK];
            for (long done = 0; done < points; done += BLOCK) {
                double alpha = alpha(random);
                for (int i = 0; i < BLOCK; i++) {
                    x[i] = x(random, function, alpha);
                }
                function.ofDoubles.run(x, y, alpha);
                for (int i = 0; i < BLOCK; i++) {
                    double ulps = wide.ulps(function, x[i], alpha, y[i]);
                    if (!(ulps <= largest)) {
                        largest = ulps;
                        worstX = x[i];
                        worstAlpha = alpha;
                    }
                }
                if (bar != null) {
                    bar.stepBy(BLOCK);
                }
            }
            assertEquals(function.ulps(Type.DOUBLE, worstX, worstAlpha), largest, 0x1p-8, this::row);
            assertTrue(largest < function.bound(Type.DOUBLE), this::row);
        }

        String row() {
            return String.format(
                    "| %s | %.4f | %s | %s |",
                    function, largest, Double.toHexString(worstX), Double.toHexString(worstAlpha));
        }
    }

    /** Mostly between 1 and 2, for by scale-similarity one binade stands for all of CELU. */
    private static double alpha(SplittableRandom random) {
        double significand = random.nextDouble(1, 2);
        return random.nextInt(4) > 0 ? significand : Math.scalb(significand, random.nextInt(-100, 100));
    }

    /** Mostly where no term of the sum is much larger than the others, so that their rounding errors show. */
    private static double x(SplittableRandom random, Function function, double alpha) {
        double t = random.nextInt(4) > 0
                ? random.nextDouble(0.05, 1.2)
                : Math.scalb(random.nextDouble(1, 2), random.nextInt(-40, 10));
        return -t * function.scale(alpha);
    }
}
