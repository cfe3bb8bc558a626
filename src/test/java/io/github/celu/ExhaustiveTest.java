package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.testing.Exact;
import io.github.celu.testing.Function;
import io.github.celu.testing.Type;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All floats x: the largest error, where it is, and whether the function rises. The normal run takes every 4,099th x; the
 * whole set, which takes minutes for each function and alpha and prints a row of a table, is run by
 * {@code mvn -B test -Pexhaustive -Dtest=ExhaustiveTest -Dcelu.alphas=0.7,1}.
 */
class ExhaustiveTest {
    private static final String ALPHAS = System.getProperty("celu.alphas", "1,0.7,2.5,1e-3,1e3,1e-30,1e30,1e-40");
    private static final long FLOATS = 1L << 32;
    private static final int BLOCK = 1 << 16;

    private static final Set<Function> RISING =
            EnumSet.of(Function.CELU_APPLY, Function.CELU_GRADIENT, Function.ELU_APPLY);

    static Stream<Arguments> table() {
        return Stream.of(ALPHAS.split(","))
                .map(Float::valueOf)
                .flatMap(alpha -> Stream.of(Function.values()).map(function -> Arguments.of(function, alpha)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void theJdkIsAccurateEnoughToCompareWith(Function function, float alpha) {
        SplittableRandom random = new SplittableRandom(20170424);
        for (int i = 0; i < 200; i++) {
            double t = -Math.scalb(1 + random.nextDouble(), random.nextInt(-20, 7));
            float x = (float) Math.max(t * function.scale(alpha), -Float.MAX_VALUE);
            if (x == 0) {
                continue; // too small for a float
            }
            double reference = function.byTheJdk.at(x, alpha);
            double ulps = Exact.ulps(reference, function.exact.at(x, alpha));
            assertTrue(ulps < 0x1p11, () -> ulps + " ulp of a double at x = " + Float.toHexString(x));
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void someFloatsAreWithinBound(Function function, float alpha) {
        new Scan(function, alpha).run(4099);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("table")
    void allFloatsAreWithinBound(Function function, float alpha) {
        Scan scan = new Scan(function, alpha);
        scan.run(1);
        System.out.println(scan.row());
    }

    private static final class Scan {
        private final Function function;
        private final float alpha;
        private double largest;
        private float worst;
        private float previous = Float.NaN;
        private float fall = Float.NaN;

        Scan(Function function, float alpha) {
            this.function = function;
            this.alpha = alpha;
        }

        void run(int step) {
            String name = function + " " + alpha;
            long count = (FLOATS - 1) / step + 1;
            float[] x = new float[BLOCK];
            float[] y = new float[BLOCK];
            try (ProgressBar bar = step == 1 ? new ProgressBar(name, count) : null) {
                for (long start = 0; start < count; start += BLOCK) {
                    for (int i = 0; i < BLOCK; i++) {
                        x[i] = ofRank(Math.min((start + i) * step, FLOATS - 1));
                    }
                    function.ofFloats.run(x, y, alpha);
                    for (int i = 0; i < BLOCK; i++) {
                        check(x[i], y[i]);
                    }
                    if (bar != null) {
                        bar.stepBy(BLOCK);
                    }
                }
            }
            double exact = largest == 0 ? 0 : function.ulps(Type.FLOAT, worst, alpha);
            assertEquals(exact, largest, 1e-4, "the reference errs at x = " + Float.toHexString(worst));
            assertTrue(largest < function.bound(Type.FLOAT), this::row);
            assertTrue(Float.isNaN(fall) || !RISING.contains(function), this::row);
        }

        private void check(float x, float y) {
            if (x < 0) {
                double expected = function.byTheJdk.at(x, alpha);
                // as Exact counts it, an infinity is the first number out of range or the exact value beyond it
                double actual = Float.isInfinite(y) ? Math.copySign(Math.max(0x1p128, expected), y) : y;
                double ulps = Math.abs(actual - expected) / ulp(expected);
                if (!(ulps <= largest)) {
                    assertTrue(ulps < 1e9, () -> function + " of " + Float.toHexString(x) + " is " + y);
                    largest = ulps;
                    worst = x;
                }
            } else {
                assertEquals(onTheRight(x), y, () -> "x = " + Float.toHexString(x));
            }
            if (y < previous && Float.isNaN(fall)) {
                fall = x;
            }
            previous = y;
        }

        private float onTheRight(float x) {
            return switch (function) {
                case CELU_APPLY, ELU_APPLY -> x;
                case CELU_GRADIENT, ELU_GRADIENT -> Float.isNaN(x) ? x : 1;
                default -> Float.isNaN(x) ? x : 0;
            };
        }

        String row() {
            return String.format(
                    "| %s | %s | %.4f | %s | %s |",
                    function,
                    alpha,
                    largest,
                    Float.toHexString(worst),
                    Float.isNaN(fall) ? "rises" : "falls at " + Float.toHexString(fall));
        }
    }

    /** The floats in their order, between the NaNs. */
    private static float ofRank(long rank) {
        return Float.intBitsToFloat((int) (rank < FLOATS / 2 ? FLOATS - 1 - rank : rank - FLOATS / 2));
    }

    /** The smaller one, where the reference may be on the other side of a power of two than the exact value. */
    private static double ulp(double x) {
        int exponent = Math.getExponent(x * (1 - 0x1p-40));
        exponent = Math.max(Float.MIN_EXPONENT, Math.min(Float.MAX_EXPONENT, exponent));
        return Math.scalb(1.0, exponent - 23);
    }
}
