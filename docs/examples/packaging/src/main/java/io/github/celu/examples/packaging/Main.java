package io.github.celu.examples.packaging;

import io.github.celu.Backend;
import io.github.celu.CELU;
import io.github.celu.ELU;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Prints a hash of many results, and which backend runs. */
public final class Main {
    private static final int LENGTH = 1003; // not a multiple of any vector's length
    private static final double[] ALPHAS = {0, 1e-40, 1e-3, 0.7, 1, 2.5, 1e30};

    private Main() {}

    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            System.out.println("Prints a hash of many results, and which backend runs; takes no arguments.");
            return;
        }
        Backend.warmUp();
        System.out.println(hash());
        System.out.println(Backend.description());
    }

    /** The same for the same bits, whatever computes them. */
    static int hash() {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = new double[LENGTH];
        double[] dy = new double[LENGTH];
        float[] floats = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            x[i] = random.nextDouble(-20, 5);
            dy[i] = random.nextDouble(-1, 1);
            floats[i] = (float) x[i];
        }
        int hash = 0;
        for (double alpha : ALPHAS) {
            hash = 31 * hash + doubles(x, dy, alpha);
            hash = 31 * hash + floats(floats, (float) alpha);
        }
        return hash;
    }

    private static int doubles(double[] x, double[] dy, double alpha) {
        double[] dx = new double[LENGTH];
        double[] dalpha = {CELU.backwardWithAlpha(dy, x, dx, alpha), ELU.backwardAlpha(dy, x, alpha)};
        return Arrays.deepHashCode(new double[][] {
            CELU.apply(x, alpha), CELU.gradient(x, alpha), CELU.gradientAlpha(x, alpha), ELU.apply(x, alpha), dx, dalpha
        });
    }

    private static int floats(float[] x, float alpha) {
        return Arrays.deepHashCode(new float[][] {
            CELU.apply(x, alpha),
            CELU.gradient(x, alpha),
            CELU.gradientAlpha(x, alpha),
            CELU.secondDerivative(x, alpha),
            ELU.apply(x, alpha),
            ELU.gradient(x, alpha),
            {CELU.apply(-0.5f, alpha), ELU.gradient(-0.5f, alpha)}
        });
    }
}
