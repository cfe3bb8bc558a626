package io.github.celu.internal;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;
import java.util.Arrays;

/**
 * Operations with an α for each channel: element i belongs to channel (i / inner) mod alpha.length. Long runs of a channel are
 * calls with one α, in the direction in which no input is overwritten before it is read; short ones go through a {@link
 * DoublePanel}.
 */
public final class DoubleChannels {
    /** The kernel of a channel's α. */
    public interface Kernels {
        DoubleKernel of(double alpha);
    }

    /** The derivative in α: one of {@link #celuAlpha} and {@link #eluAlpha}. */
    public interface AlphaDerivative {
        void run(double alpha, double[] x, double[] d, int length);
    }

    /** One operation on one run. */
    interface OneToOne {
        void run(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length);
    }

    /** A call for a shorter one would cost more than the way through a panel, whatever the loops. */
    private static final int LONG_RUN = 64;

    private DoubleChannels() {}

    public static void value(
            Kernels kernels, double[] alpha, int inner, double[] x, int xOffset, double[] y, int yOffset, int length) {
        run(DoubleArrays::value, kernels, alpha, inner, x, xOffset, y, yOffset, length);
    }

    public static void derivative(
            Kernels kernels, double[] alpha, int inner, double[] x, int xOffset, double[] d, int dOffset, int length) {
        run(DoubleArrays::derivative, kernels, alpha, inner, x, xOffset, d, dOffset, length);
    }

    private static void run(
            OneToOne operation,
            Kernels kernels,
            double[] alpha,
            int inner,
            double[] x,
            int xOffset,
            double[] y,
            int yOffset,
            int length) {
        check(kernels, alpha, inner, length);
        double[] alphas = alpha == y ? alpha.clone() : alpha;
        if (isShort(inner, length) && !DoubleArrays.overlapInPart(x, xOffset, y, yOffset, length)) {
            DoublePanel panel = panel(alpha.length, inner, length);
            while (panel.next()) {
                panel.gather(x, xOffset);
                panel.run(operation, kernels, alphas, inner);
                panel.scatter(y, yOffset);
            }
            panel.giveBack();
            return;
        }
        int runs = length / inner;
        for (int i = 0; i < runs; i++) {
            int run = yOffset <= xOffset ? i : runs - 1 - i;
            DoubleKernel k = kernels.of(alphas[run % alphas.length]);
            operation.run(k, x, xOffset + run * inner, y, yOffset + run * inner, inner);
        }
    }

    private static boolean isShort(int inner, int length) {
        return length > 0 && inner < Math.max(LONG_RUN, Backends.doubles(0).minLength());
    }

    private static DoublePanel panel(int channels, int inner, int length) {
        int columns = channels * inner;
        return DoublePanel.take(length / columns, columns);
    }

    public static void backward(
            Kernels kernels,
            double[] alpha,
            int inner,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length) {
        check(kernels, alpha, inner, length);
        boolean dyOverlaps = DoubleArrays.overlapInPart(dy, dyOffset, dx, dxOffset, length);
        boolean xOverlaps = DoubleArrays.overlapInPart(x, xOffset, dx, dxOffset, length);
        if (dyOverlaps && xOverlaps && (dxOffset < dyOffset) != (dxOffset < xOffset)) {
            // No direction will do for both.
            double[] copy = Arrays.copyOfRange(dy, dyOffset, dyOffset + length);
            backward(kernels, alpha, inner, copy, 0, x, xOffset, dx, dxOffset, length);
            return;
        }
        double[] alphas = alpha == dx ? alpha.clone() : alpha;
        if (isShort(inner, length) && !dyOverlaps && !xOverlaps) {
            DoublePanel panel = panel(alpha.length, inner, length);
            while (panel.next()) {
                panel.gather(x, xOffset);
                panel.run(DoubleArrays::derivative, kernels, alphas, inner);
                panel.scatterProducts(dy, dyOffset, dx, dxOffset);
            }
            panel.giveBack();
            return;
        }
        boolean forwards = dyOverlaps ? dxOffset < dyOffset : dxOffset < xOffset;
        int runs = length / inner;
        for (int i = 0; i < runs; i++) {
            int run = forwards ? i : runs - 1 - i;
            DoubleKernel k = kernels.of(alphas[run % alphas.length]);
            int from = run * inner;
            DoubleArrays.backward(k, dy, dyOffset + from, x, xOffset + from, dx, dxOffset + from, inner);
        }
    }

    public static void backwardWithAlpha(
            Kernels kernels,
            AlphaDerivative derivative,
            double[] alpha,
            double[] dalpha,
            int inner,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length) {
        check(kernels, alpha, inner, length);
        Arguments.sameLength(alpha.length, "alpha", Arguments.length(dalpha, "dalpha"), "dalpha");
        // The sums wait while the array that they go to is still needed as another one.
        Object output = dalpha;
        boolean shared = output == alpha || output == dy || output == x || output == dx;
        double[] sums = shared ? new double[dalpha.length] : dalpha;
        for (int c = 0; c < sums.length; c++) {
            sums[c] = sum(derivative, alpha, c, inner, dy, dyOffset, x, xOffset, length);
        }
        backward(kernels, alpha, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        if (shared) {
            System.arraycopy(sums, 0, dalpha, 0, sums.length);
        }
    }

    public static void celuAlpha(double alpha, double[] x, double[] d, int length) {
        DoubleArrays.alphaDerivative(DoubleAlphaKernel.celu(alpha), x, 0, d, 0, length);
    }

    public static void eluAlpha(double alpha, double[] x, double[] d, int length) {
        DoubleArrays.alphaDerivative(DoubleKernel.expm1(alpha), x, 0, d, 0, length);
    }

    /** That of backwardAlpha for the channel's elements, one after the other. */
    private static double sum(
            AlphaDerivative derivative,
            double[] alpha,
            int channel,
            int inner,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            int length) {
        DoubleSum sum = DoubleSum.take();
        int terms = length / alpha.length;
        for (int start = 0, n; start < terms; start += n) {
            n = Math.min(DoubleSum.BLOCK, terms - start);
            gather(alpha.length, channel, inner, start, x, xOffset, sum.x, n);
            gather(alpha.length, channel, inner, start, dy, dyOffset, sum.dy, n);
            derivative.run(alpha[channel], sum.x, sum.d, n);
            DoubleArrays.addProducts(sum.dy, 0, sum.d, sum.sums, n);
        }
        return sum.giveBack(terms);
    }

    /** A channel's elements from the given one on, in blocks of at most one run. */
    private static void gather(
            int channels, int channel, int inner, int first, double[] x, int xOffset, double[] block, int length) {
        if (inner == 1) {
            for (int i = 0; i < length; i++) {
                block[i] = x[xOffset + (first + i) * channels + channel];
            }
            return;
        }
        for (int i = 0, n; i < length; i += n) {
            int place = (first + i) % inner;
            n = Math.min(inner - place, length - i);
            int from = xOffset + ((first + i) / inner * channels + channel) * inner + place;
            System.arraycopy(x, from, block, i, n);
        }
    }

    private static void check(Kernels kernels, double[] alpha, int inner, int length) {
        if (Arguments.length(alpha, "alpha") == 0) {
            throw new IllegalArgumentException("alpha is empty");
        }
        if (inner < 1) {
            throw new IllegalArgumentException("inner must be positive: " + inner);
        }
        if (length % ((long) alpha.length * inner) != 0) {
            throw new IllegalArgumentException("length " + length + " is not a multiple of alpha's length "
                    + alpha.length + " times inner " + inner);
        }
        for (int c = 0; c < alpha.length; c++) {
            try {
                kernels.of(alpha[c]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage().replaceFirst("alpha", "alpha[" + c + "]"));
            }
        }
    }
}
