package io.github.celu.internal;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.loops.Spare;
import java.util.Arrays;

/**
 * Operations with an α for each channel: element i belongs to channel (i / inner) mod alpha.length. Short runs of a channel go
 * through a {@link DoublePanel}; long ones, and all where ranges overlap in part, are a call each, in the direction in which no
 * input is overwritten before it is read.
 */
public final class DoubleChannels {
    /** The kernel of a channel's α. */
    public interface Kernels {
        DoubleKernel of(double alpha);
    }

    /** The derivative in α of a block, in place: one of {@link #celuAlpha} and {@link #eluAlpha}. */
    public interface AlphaDerivative {
        void run(double alpha, double[] block, int length);
    }

    /** An operation with one α from one range to another. */
    interface Operation {
        void run(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length);
    }

    /** A call for a shorter run takes longer than its way through a panel, whatever the loops. */
    private static final int LONG_RUN = 64;

    /** Made by the first call: see {@link DoubleSum}. */
    private static volatile Spare<DoubleKernel[]> spare;

    private DoubleChannels() {}

    private static Spare<DoubleKernel[]> spare() {
        Spare<DoubleKernel[]> s = spare;
        return s != null ? s : (spare = new Spare<>());
    }

    /** The kernels of all channels, in scratch; checks the arguments. */
    private static DoubleKernel[] kernels(Kernels kernels, double[] alpha, int inner, int length) {
        int channels = Arguments.length(alpha, "alpha");
        if (channels == 0) {
            throw new IllegalArgumentException("alpha is empty");
        }
        if (inner < 1) {
            throw new IllegalArgumentException("inner must be positive: " + inner);
        }
        if (length % ((long) channels * inner) != 0) {
            throw new IllegalArgumentException(
                    "length " + length + " is not a multiple of alpha's length " + channels + " times inner " + inner);
        }
        DoubleKernel[] all = spare().take();
        if (all == null || all.length < channels) {
            all = new DoubleKernel[channels];
        }
        for (int c = 0; c < channels; c++) {
            try {
                all[c] = kernels.of(alpha[c]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage().replaceFirst("alpha", "alpha[" + c + "]"));
            }
        }
        return all;
    }

    /** Whether runs are too short for a call each, and there are several of a channel to put together. */
    private static boolean needsPanel(int channels, int inner, int length) {
        return inner < Math.max(LONG_RUN, Backends.doubles(0).minLength()) && length / inner > channels;
    }

    public static void value(
            Kernels kernels, double[] alpha, int inner, double[] x, int xOffset, double[] y, int yOffset, int length) {
        DoubleKernel[] k = kernels(kernels, alpha, inner, length);
        run(DoubleArrays::value, k, alpha.length, inner, x, xOffset, y, yOffset, length);
    }

    public static void derivative(
            Kernels kernels, double[] alpha, int inner, double[] x, int xOffset, double[] d, int dOffset, int length) {
        DoubleKernel[] k = kernels(kernels, alpha, inner, length);
        run(DoubleArrays::derivative, k, alpha.length, inner, x, xOffset, d, dOffset, length);
    }

    private static void run(
            Operation operation,
            DoubleKernel[] k,
            int channels,
            int inner,
            double[] x,
            int xOffset,
            double[] y,
            int yOffset,
            int length) {
        if (needsPanel(channels, inner, length) && !DoubleArrays.overlapInPart(x, xOffset, y, yOffset, length)) {
            DoublePanel panel = DoublePanel.take(channels * inner, length);
            while (panel.next()) {
                panel.gather(x, xOffset);
                panel.run(operation, k, inner);
                panel.scatter(y, yOffset);
            }
            panel.giveBack();
        } else {
            boolean forwards = yOffset <= xOffset;
            int runs = length / inner;
            for (int i = 0; i < runs; i++) {
                int run = forwards ? i : runs - 1 - i;
                int from = run * inner;
                operation.run(k[run % channels], x, xOffset + from, y, yOffset + from, inner);
            }
        }
        spare().giveBack(k);
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
        DoubleKernel[] k = kernels(kernels, alpha, inner, length);
        backward(k, alpha.length, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    private static void backward(
            DoubleKernel[] k,
            int channels,
            int inner,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length) {
        boolean dyOverlaps = DoubleArrays.overlapInPart(dy, dyOffset, dx, dxOffset, length);
        boolean xOverlaps = DoubleArrays.overlapInPart(x, xOffset, dx, dxOffset, length);
        if (dyOverlaps && xOverlaps && (dxOffset < dyOffset) != (dxOffset < xOffset)) {
            // No direction will do for both.
            double[] copy = Arrays.copyOfRange(dy, dyOffset, dyOffset + length);
            backward(k, channels, inner, copy, 0, x, xOffset, dx, dxOffset, length);
            return;
        }
        if (needsPanel(channels, inner, length) && !dyOverlaps && !xOverlaps) {
            DoublePanel panel = DoublePanel.take(channels * inner, length);
            while (panel.next()) {
                panel.gather(x, xOffset);
                panel.run(DoubleArrays::derivative, k, inner);
                panel.scatterProducts(dy, dyOffset, dx, dxOffset);
            }
            panel.giveBack();
        } else {
            boolean forwards = dyOverlaps ? dxOffset < dyOffset : dxOffset < xOffset;
            int runs = length / inner;
            for (int i = 0; i < runs; i++) {
                int run = forwards ? i : runs - 1 - i;
                int from = run * inner;
                DoubleArrays.backward(
                        k[run % channels], dy, dyOffset + from, x, xOffset + from, dx, dxOffset + from, inner);
            }
        }
        spare().giveBack(k);
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
        DoubleKernel[] k = kernels(kernels, alpha, inner, length);
        Arguments.sameLength(alpha.length, "alpha", Arguments.length(dalpha, "dalpha"), "dalpha");
        // The sums wait while the array that they go to is still needed as another one, and where backward may yet
        // fail.
        Object output = dalpha;
        boolean wait = output == alpha || output == dy || output == x || output == dx || dy == dx && x == dx;
        double[] sums = wait ? new double[dalpha.length] : dalpha;
        for (int c = 0; c < sums.length; c++) {
            sums[c] = sum(derivative, alpha, c, inner, dy, dyOffset, x, xOffset, length);
        }
        backward(k, alpha.length, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        if (wait) {
            System.arraycopy(sums, 0, dalpha, 0, sums.length);
        }
    }

    /** For {@link AlphaDerivative}. */
    public static void celuAlpha(double alpha, double[] block, int length) {
        DoubleArrays.alphaDerivative(DoubleAlphaKernel.celu(alpha), block, 0, block, 0, length);
    }

    /** For {@link AlphaDerivative}. */
    public static void eluAlpha(double alpha, double[] block, int length) {
        DoubleArrays.alphaDerivative(DoubleKernel.expm1(alpha), block, 0, block, 0, length);
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
            gather(alpha.length, channel, inner, start, x, xOffset, sum.d, n);
            gather(alpha.length, channel, inner, start, dy, dyOffset, sum.dy, n);
            derivative.run(alpha[channel], sum.d, n);
            DoubleArrays.addProducts(sum.dy, 0, sum.d, sum.sums, n);
        }
        return sum.giveBack(terms);
    }

    /** Copies length elements of a channel, from its element first on, run by run. */
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
}
