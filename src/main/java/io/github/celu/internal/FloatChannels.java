package io.github.celu.internal;

import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.Spare;
import java.util.Arrays;

/**
 * Operations with an α for each channel: element i belongs to channel (i / inner) mod alpha.length. Short runs of a channel go
 * through a {@link FloatPanel}; long ones, and all where ranges overlap in part, are a call each, in the direction in which no
 * input is overwritten before it is read.
 */
public final class FloatChannels {
    /** The kernel of a channel's α. */
    public interface Kernels {
        FloatKernel of(float alpha);
    }

    /** The derivative in α of a block, in place: one of {@link #celuAlpha} and {@link #eluAlpha}. */
    public interface AlphaDerivative {
        void run(float alpha, float[] block, int length);
    }

    /** An operation with one α from one range to another. */
    interface Operation {
        void run(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length);
    }

    /** A call for a shorter run takes longer than its way through a panel, whatever the loops. */
    private static final int LONG_RUN = 64;

    /** Made by the first call: see {@link FloatSum}. */
    private static volatile Spare<FloatKernel[]> spare;

    private FloatChannels() {}

    private static Spare<FloatKernel[]> spare() {
        Spare<FloatKernel[]> s = spare;
        return s != null ? s : (spare = new Spare<>());
    }

    /** The kernels of all channels, in scratch; checks the arguments. */
    private static FloatKernel[] kernels(Kernels kernels, float[] alpha, int inner, int length) {
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
        FloatKernel[] all = spare().take();
        if (all == null || all.length < channels) {
            all = new FloatKernel[channels];
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
        return inner < Math.max(LONG_RUN, Backends.floats(0).minLength()) && length / inner > channels;
    }

    public static void value(
            Kernels kernels, float[] alpha, int inner, float[] x, int xOffset, float[] y, int yOffset, int length) {
        FloatKernel[] k = kernels(kernels, alpha, inner, length);
        run(FloatArrays::value, k, alpha.length, inner, x, xOffset, y, yOffset, length);
    }

    public static void derivative(
            Kernels kernels, float[] alpha, int inner, float[] x, int xOffset, float[] d, int dOffset, int length) {
        FloatKernel[] k = kernels(kernels, alpha, inner, length);
        run(FloatArrays::derivative, k, alpha.length, inner, x, xOffset, d, dOffset, length);
    }

    private static void run(
            Operation operation,
            FloatKernel[] k,
            int channels,
            int inner,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            int length) {
        if (needsPanel(channels, inner, length) && !FloatArrays.overlapInPart(x, xOffset, y, yOffset, length)) {
            FloatPanel panel = FloatPanel.take(channels * inner, length);
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
            float[] alpha,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length) {
        FloatKernel[] k = kernels(kernels, alpha, inner, length);
        backward(k, alpha.length, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    private static void backward(
            FloatKernel[] k,
            int channels,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length) {
        boolean dyOverlaps = FloatArrays.overlapInPart(dy, dyOffset, dx, dxOffset, length);
        boolean xOverlaps = FloatArrays.overlapInPart(x, xOffset, dx, dxOffset, length);
        if (dyOverlaps && xOverlaps && (dxOffset < dyOffset) != (dxOffset < xOffset)) {
            // No direction will do for both.
            float[] copy = Arrays.copyOfRange(dy, dyOffset, dyOffset + length);
            backward(k, channels, inner, copy, 0, x, xOffset, dx, dxOffset, length);
            return;
        }
        if (needsPanel(channels, inner, length) && !dyOverlaps && !xOverlaps) {
            FloatPanel panel = FloatPanel.take(channels * inner, length);
            while (panel.next()) {
                panel.gather(x, xOffset);
                panel.run(FloatArrays::derivative, k, inner);
                panel.scatterProducts(dy, dyOffset, dx, dxOffset);
            }
            panel.giveBack();
        } else {
            boolean forwards = dyOverlaps ? dxOffset < dyOffset : dxOffset < xOffset;
            int runs = length / inner;
            for (int i = 0; i < runs; i++) {
                int run = forwards ? i : runs - 1 - i;
                int from = run * inner;
                FloatArrays.backward(
                        k[run % channels], dy, dyOffset + from, x, xOffset + from, dx, dxOffset + from, inner);
            }
        }
        spare().giveBack(k);
    }

    public static void backwardWithAlpha(
            Kernels kernels,
            AlphaDerivative derivative,
            float[] alpha,
            double[] dalpha,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length) {
        FloatKernel[] k = kernels(kernels, alpha, inner, length);
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
    public static void celuAlpha(float alpha, float[] block, int length) {
        FloatArrays.alphaDerivative(FloatAlphaKernel.celu(alpha), block, 0, block, 0, length);
    }

    /** For {@link AlphaDerivative}. */
    public static void eluAlpha(float alpha, float[] block, int length) {
        FloatArrays.alphaDerivative(FloatKernel.expm1(alpha), block, 0, block, 0, length);
    }

    /** That of backwardAlpha for the channel's elements, one after the other. */
    private static double sum(
            AlphaDerivative derivative,
            float[] alpha,
            int channel,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            int length) {
        FloatSum sum = FloatSum.take();
        int terms = length / alpha.length;
        for (int start = 0, n; start < terms; start += n) {
            n = Math.min(FloatSum.BLOCK, terms - start);
            gather(alpha.length, channel, inner, start, x, xOffset, sum.d, n);
            gather(alpha.length, channel, inner, start, dy, dyOffset, sum.dy, n);
            derivative.run(alpha[channel], sum.d, n);
            FloatArrays.addProducts(sum.dy, 0, sum.d, sum.sums, n);
        }
        return sum.giveBack(terms);
    }

    /** Copies length elements of a channel, from its element first on, run by run. */
    private static void gather(
            int channels, int channel, int inner, int first, float[] x, int xOffset, float[] block, int length) {
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
