package io.github.celu.internal;

import io.github.celu.internal.loops.Spare;
import java.util.Arrays;

/**
 * A sum whose order lanes of any width can follow: term i is added to partial sum i mod 512, and at the end the second half
 * of the partial sums to the first, until one is left.
 */
final class FloatSum {
    static final int SUMS = 512;

    /** How many terms are added at once: while a partial sum is at hand, loops add four terms to it. */
    static final int BLOCK = 4 * SUMS;

    /** Made by the first call: a static initialiser that fails would fail for good. */
    private static Spare<FloatSum> spare;

    final float[] dy = new float[BLOCK];
    final float[] d = new float[BLOCK];
    final double[] sums = new double[SUMS];

    private static Spare<FloatSum> spare() {
        Spare<FloatSum> s = spare;
        return s != null ? s : (spare = new Spare<>());
    }

    /** One with all sums 0; calls at the same time make their own. */
    static FloatSum take() {
        FloatSum sum = spare().take();
        if (sum == null) {
            return new FloatSum();
        }
        Arrays.fill(sum.sums, 0.0);
        return sum;
    }

    /** The sum of the given number of terms. */
    double giveBack(int terms) {
        double total = total(sums, terms);
        spare().giveBack(this);
        return total;
    }

    /**
     * Adds up the partial sums of so many terms. They are never −0, so leaving out those without terms changes nothing; those up
     * to the next power of two must be 0.
     */
    static double total(double[] sums, int terms) {
        int half = SUMS / 2;
        while (half >= terms && half > 0) {
            half /= 2;
        }
        for (; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return terms == 0 ? 0.0 : sums[0];
    }
}
