package io.github.celu.internal;

import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.FloatColumnLoops;
import io.github.celu.internal.loops.ScalarFloatColumnLoops;
import io.github.celu.internal.loops.Spare;
import java.util.Arrays;

/**
 * Operations with an α for each channel: element i belongs to channel (i / inner) mod alpha.length. Short runs of a channel are
 * columns of a matrix; long ones, and all where ranges overlap in part, are a call each, in the direction in which no
 * input is overwritten before it is read.
 *
 * @param <K> the kernel of the derivative in α
 */
public abstract class FloatChannels<K> {
    /** A call for a shorter run takes longer than vector loops down the columns. */
    private static final int LONG_RUN = 64;

    /** With fewer elements vector loops are slower than scalar calls. */
    private static final int MIN_VECTOR_LENGTH = 64;

    /** With fewer rows it takes longer to collect the columns' numbers for vector loops than these save. */
    private static final int MIN_ROWS = 16;

    /** The same for plain loops, which copy the numbers from the first column of a channel to its others. */
    private static final int MIN_PER_CHANNEL = 16;

    /** The numbers of twice as many columns of double would not fit in a second-level cache of a megabyte. */
    private static final int MAX_COLUMNS = 1 << 12;

    /** With fewer elements of a matrix plain loops are slower than scalar calls. */
    private static final int MIN_LENGTH = 256;

    /** Made by the first call: see {@link FloatSum}. */
    private static FloatChannels<FloatAlphaKernel> celu;

    private static FloatChannels<FloatKernel> elu;

    private final FloatArrays.Value value = new FloatArrays.Value();
    private final FloatArrays.Derivative derivative = new FloatArrays.Derivative();
    private final FloatColumnLoops scalar = new ScalarFloatColumnLoops();
    private final Spare<FloatKernel[]> spare = new Spare<>();

    private FloatChannels() {}

    /** The kernel of a channel's α. */
    abstract FloatKernel kernel(float alpha);

    /** That of its derivative in α. */
    abstract K alphaKernel(float alpha);

    abstract void alphaDerivative(K k, float[] x, int xOffset, float[] d, int dOffset, int length);

    private static final class Celu extends FloatChannels<FloatAlphaKernel> {
        @Override
        FloatKernel kernel(float alpha) {
            return FloatKernel.celu(alpha);
        }

        @Override
        FloatAlphaKernel alphaKernel(float alpha) {
            return FloatAlphaKernel.celu(alpha);
        }

        @Override
        void alphaDerivative(FloatAlphaKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
            FloatArrays.alphaDerivative(k, x, xOffset, d, dOffset, length);
        }
    }

    private static final class Elu extends FloatChannels<FloatKernel> {
        @Override
        FloatKernel kernel(float alpha) {
            return FloatKernel.elu(alpha);
        }

        @Override
        FloatKernel alphaKernel(float alpha) {
            return FloatKernel.expm1(alpha);
        }

        @Override
        void alphaDerivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
            FloatArrays.alphaDerivative(k, x, xOffset, d, dOffset, length);
        }
    }

    public static FloatChannels<FloatAlphaKernel> celu() {
        FloatChannels<FloatAlphaKernel> c = celu;
        return c != null ? c : (celu = new Celu());
    }

    public static FloatChannels<FloatKernel> elu() {
        FloatChannels<FloatKernel> c = elu;
        return c != null ? c : (elu = new Elu());
    }

    /** The kernels of all channels, in scratch; checks the arguments. */
    private FloatKernel[] kernels(float[] alpha, int inner, int length) {
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
        FloatKernel[] all = spare.take();
        if (all == null || all.length < channels) {
            all = new FloatKernel[channels];
        }
        for (int c = 0; c < channels; c++) {
            try {
                all[c] = kernel(alpha[c]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage().replaceFirst("alpha", "alpha[" + c + "]"));
            }
        }
        return all;
    }

    /** Without the kernels: those of a call with many channels would never be freed. */
    private void giveBack(FloatKernel[] k, int channels) {
        Arrays.fill(k, 0, channels, null);
        spare.giveBack(k);
    }

    /** Whether runs are too short for a call each: the array is then a matrix, channels·inner wide. */
    private static boolean isMatrix(FloatKernel[] k, int channels, int inner, int length) {
        return length / inner > channels
                && (inner < Backends.floats(0).minLength()
                        || inner < LONG_RUN && isForVectors(k, channels, inner, length));
    }

    private static boolean isForVectors(FloatKernel[] k, int channels, int inner, int length) {
        int columns = channels * inner;
        return length >= MIN_VECTOR_LENGTH
                && columns <= MAX_COLUMNS
                && length / columns >= MIN_ROWS
                && areModerate(k, channels);
    }

    private FloatColumnLoops columnLoops(FloatKernel[] k, int channels, int inner, int length) {
        boolean isForVectors = isForVectors(k, channels, inner, length);
        FloatColumnLoops plain = Backends.plainFloatColumns();
        FloatColumnLoops loops = isForVectors ? Backends.floatColumns(length) : plain;
        boolean isSmall = length < MIN_LENGTH || length / channels < MIN_PER_CHANNEL;
        return isSmall && loops == plain ? scalar : loops; // vector loops may not serve yet
    }

    private static boolean areModerate(FloatKernel[] k, int channels) {
        for (int c = 0; c < channels; c++) {
            if (!k[c].isModerate()) {
                return false;
            }
        }
        return true;
    }

    public final void value(float[] alpha, int inner, float[] x, int xOffset, float[] y, int yOffset, int length) {
        FloatKernel[] k = kernels(alpha, inner, length);
        int channels = alpha.length;
        if (!FloatArrays.overlapInPart(x, xOffset, y, yOffset, length) && isMatrix(k, channels, inner, length)) {
            columnLoops(k, channels, inner, length).value(k, channels, inner, x, xOffset, y, yOffset, length);
        } else {
            callForRuns(value, k, channels, inner, x, xOffset, y, yOffset, length);
        }
        giveBack(k, channels);
    }

    public final void derivative(float[] alpha, int inner, float[] x, int xOffset, float[] d, int dOffset, int length) {
        FloatKernel[] k = kernels(alpha, inner, length);
        int channels = alpha.length;
        if (!FloatArrays.overlapInPart(x, xOffset, d, dOffset, length) && isMatrix(k, channels, inner, length)) {
            columnLoops(k, channels, inner, length).derivative(k, channels, inner, x, xOffset, d, dOffset, length);
        } else {
            callForRuns(derivative, k, channels, inner, x, xOffset, d, dOffset, length);
        }
        giveBack(k, channels);
    }

    private static void callForRuns(
            FloatArrays.OneToOne<FloatKernel> operation,
            FloatKernel[] k,
            int channels,
            int inner,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            int length) {
        boolean forwards = yOffset <= xOffset;
        int runs = length / inner;
        for (int i = 0; i < runs; i++) {
            int run = forwards ? i : runs - 1 - i;
            int from = run * inner;
            operation.run(k[run % channels], x, xOffset + from, y, yOffset + from, inner);
        }
    }

    public final void backward(
            float[] alpha,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length) {
        FloatKernel[] k = kernels(alpha, inner, length);
        backward(k, alpha.length, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    private void backward(
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
        if (!dyOverlaps && !xOverlaps && isMatrix(k, channels, inner, length)) {
            columnLoops(k, channels, inner, length)
                    .backward(k, channels, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
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
        giveBack(k, channels);
    }

    public final void backwardWithAlpha(
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
        FloatKernel[] k = kernels(alpha, inner, length);
        Arguments.sameLength(alpha.length, "alpha", Arguments.length(dalpha, "dalpha"), "dalpha");
        // The sums wait while the array that they go to is still needed as another one, and where backward copies dy
        // first, for which there may be no memory.
        Object output = dalpha;
        boolean wait = output == alpha || output == dy || output == x || output == dx || dy == dx && x == dx;
        double[] sums = wait ? new double[dalpha.length] : dalpha;
        FloatChannelSums.set(sums, this, alpha, inner, dy, dyOffset, x, xOffset, length);
        backward(k, alpha.length, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        if (wait) {
            System.arraycopy(sums, 0, dalpha, 0, sums.length);
        }
    }
}
