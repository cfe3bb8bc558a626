package io.github.celu.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import me.tongfei.progressbar.ProgressBar;

/**
 * Prints the largest error in ulp of each of the {@link FloatDesigns} and {@link DoubleDesigns} for x from −3/4·α, where the
 * errors are largest, to −α/16, and α between 1 and 2, which stand for all by scale-similarity: all floats for 100 α, with a
 * reference in double that is off by less than 2⁻²⁸ ulp of a float, and {@value #DOUBLES} random doubles with an exact one.
 */
public final class DesignErrors {
    private static final int ALPHAS = 100;
    private static final int BLOCK = 1 << 16;
    private static final int DOUBLES = 1_000_000;
    private static final MathContext DIGITS = new MathContext(30);

    private DesignErrors() {}

    /** The largest error so far. */
    private static final class Worst {
        private double ulps;
        private double x;
        private double alpha;

        void take(double ulps, double x, double alpha) {
            if (ulps > this.ulps) {
                this.ulps = ulps;
                this.x = x;
                this.alpha = alpha;
            }
        }

        void print(Enum<?> design) {
            System.out.printf(
                    "| %s | %.3f | %s | %s |%n", design, ulps, Double.toHexString(x), Double.toHexString(alpha));
        }
    }

    public static void main(String[] args) {
        Worst[] floats = floats();
        Worst[] doubles = doubles();
        System.out.println("| float design | largest error, ulp | x | alpha |\n|---|---|---|---|");
        for (FloatDesigns design : FloatDesigns.values()) {
            floats[design.ordinal()].print(design);
        }
        System.out.println("\n| double design | largest error, ulp | x | alpha |\n|---|---|---|---|");
        for (DoubleDesigns design : DoubleDesigns.values()) {
            doubles[design.ordinal()].print(design);
        }
    }

    private static Worst[] floats() {
        FloatDesigns[] designs = FloatDesigns.values();
        Worst[] worst = worst(designs.length);
        float[] x = new float[BLOCK];
        float[] y = new float[BLOCK];
        double[] exact = new double[BLOCK];
        SplittableRandom random = new SplittableRandom(170407483);
        try (ProgressBar bar = new ProgressBar("float", ALPHAS)) {
            for (int a = 0; a < ALPHAS; a++) {
                float alpha = (float) random.nextDouble(1, 2);
                int end = Float.floatToRawIntBits(-0.75f * alpha);
                for (int bits = Float.floatToRawIntBits(-alpha / 16); bits < end; bits += BLOCK) {
                    for (int i = 0; i < BLOCK; i++) {
                        x[i] = Float.intBitsToFloat(bits + i);
                        exact[i] = alpha * Math.expm1(x[i] / (double) alpha);
                    }
                    for (int d = 0; d < designs.length; d++) {
                        designs[d].apply(x, y, alpha);
                        for (int i = 0; i < BLOCK; i++) {
                            double ulp = Math.scalb(1.0, Math.getExponent(exact[i]) - 23);
                            worst[d].take(Math.abs(y[i] - exact[i]) / ulp, x[i], alpha);
                        }
                    }
                }
                bar.step();
            }
        }
        return worst;
    }

    private static Worst[] doubles() {
        DoubleDesigns[] designs = DoubleDesigns.values();
        Worst[] worst = worst(designs.length);
        int block = DOUBLES / ALPHAS;
        double[] x = new double[block / 16 * 16];
        double[] y = new double[x.length];
        SplittableRandom random = new SplittableRandom(170407483);
        try (ProgressBar bar = new ProgressBar("double", ALPHAS)) {
            for (int a = 0; a < ALPHAS; a++) {
                double alpha = random.nextDouble(1, 2);
                BigDecimal[] exact = new BigDecimal[x.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = -alpha * random.nextDouble(0.0625, 0.75);
                    exact[i] = celu(x[i], alpha);
                }
                for (int d = 0; d < designs.length; d++) {
                    designs[d].apply(x, y, alpha);
                    for (int i = 0; i < x.length; i++) {
                        double error = new BigDecimal(y[i]).subtract(exact[i]).doubleValue();
                        worst[d].take(Math.abs(error) / Math.ulp(exact[i].doubleValue()), x[i], alpha);
                    }
                }
                bar.step();
            }
        }
        return worst;
    }

    /** α·expm1(x/α) from the Taylor series. */
    private static BigDecimal celu(double x, double alpha) {
        BigDecimal t = new BigDecimal(x).divide(new BigDecimal(alpha), DIGITS);
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 22; k > 0; k--) {
            sum = BigDecimal.ONE.add(sum).multiply(t, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
        }
        return sum.multiply(new BigDecimal(alpha), DIGITS);
    }

    private static Worst[] worst(int count) {
        Worst[] worst = new Worst[count];
        for (int i = 0; i < count; i++) {
            worst[i] = new Worst();
        }
        return worst;
    }
}
