package io.github.celu.benchmarks;

import java.util.SplittableRandom;
import me.tongfei.progressbar.ProgressBar;

/**
 * Prints the largest error in ulp of each of the {@link FloatDesigns}: over all floats x from −3/4·α, where the errors are
 * largest, to −α/16, for 100 random α between 1 and 2, which stand for all by scale-similarity. The reference is computed in
 * double and off by less than 2⁻²⁸ ulp of a float.
 */
public final class DesignErrors {
    private static final int ALPHAS = 100;
    private static final int BLOCK = 1 << 16;

    private DesignErrors() {}

    public static void main(String[] args) {
        FloatDesigns[] designs = FloatDesigns.values();
        double[] largest = new double[designs.length];
        float[] worstX = new float[designs.length];
        float[] worstAlpha = new float[designs.length];
        float[] x = new float[BLOCK];
        float[] y = new float[BLOCK];
        double[] exact = new double[BLOCK];
        SplittableRandom random = new SplittableRandom(170407483);
        try (ProgressBar bar = new ProgressBar("alphas", ALPHAS)) {
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
                            double error = Math.abs(y[i] - exact[i]) / ulp(exact[i]);
                            if (error > largest[d]) {
                                largest[d] = error;
                                worstX[d] = x[i];
                                worstAlpha[d] = alpha;
                            }
                        }
                    }
                }
                bar.step();
            }
        }
        System.out.println("| design | largest error, ulp | x | alpha |\n|---|---|---|---|");
        for (int d = 0; d < designs.length; d++) {
            System.out.printf(
                    "| %s | %.3f | %s | %s |%n",
                    designs[d], largest[d], Float.toHexString(worstX[d]), Float.toHexString(worstAlpha[d]));
        }
    }

    private static double ulp(double x) {
        return Math.scalb(1.0, Math.getExponent(x) - 23);
    }
}
