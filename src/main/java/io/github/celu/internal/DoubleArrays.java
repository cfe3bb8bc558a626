package io.github.celu.internal;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * From checked arguments to the backend: chooses the loops, copies out of the way where ranges of one array overlap in
 * part, and brings buffers through a block of scratch.
 */
public final class DoubleArrays {
    private static final int BLOCK = 1024;

    private static final DoubleBackend SCALAR = new ScalarDouble();

    /** One input range into one output range. */
    public interface Map {
        void run(double[] x, int xOffset, double[] y, int yOffset, int length);
    }

    /** Two input ranges into one output range. */
    public interface Map2 {
        void run(double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length);
    }

    private DoubleArrays() {}

    private static DoubleBackend backend(DoubleKernel k, int length) {
        DoubleBackend chosen = Implementation.DOUBLE;
        return k.isModerate() && length >= chosen.minLength() ? chosen : SCALAR;
    }

    public static Map value(DoubleKernel k) {
        return (x, xOffset, y, yOffset, length) ->
                backend(k, length).run(k, x, xOffset, y, yOffset, null, 0, null, 0, length);
    }

    public static Map derivative(DoubleKernel k) {
        return (x, xOffset, d, dOffset, length) ->
                backend(k, length).run(k, x, xOffset, null, 0, null, 0, d, dOffset, length);
    }

    public static Map gradientAlpha(DoubleKernel k) {
        return (x, xOffset, d, dOffset, length) -> {
            for (int i = 0; i < length; i++) {
                d[dOffset + i] = k.gradientAlpha(x[xOffset + i]);
            }
        };
    }

    public static Map secondDerivative(DoubleKernel k) {
        return (x, xOffset, d, dOffset, length) -> {
            for (int i = 0; i < length; i++) {
                d[dOffset + i] = k.secondDerivative(x[xOffset + i]);
            }
        };
    }

    public static Map2 backward(DoubleKernel k) {
        return (dy, dyOffset, x, xOffset, dx, dxOffset, length) ->
                backend(k, length).run(k, x, xOffset, null, 0, dy, dyOffset, dx, dxOffset, length);
    }

    public static Map2 backwardFromOutput(DoubleKernel k) {
        return (dy, dyOffset, y, yOffset, dx, dxOffset, length) -> {
            for (int i = 0; i < length; i++) {
                dx[dxOffset + i] = k.backwardFromOutput(dy[dyOffset + i], y[yOffset + i]);
            }
        };
    }

    public static double backwardAlpha(DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, int length) {
        double sum = 0.0;
        for (int i = 0; i < length; i++) {
            sum += dy[dyOffset + i] * k.gradientAlpha(x[xOffset + i]);
        }
        return sum;
    }

    public static void map(Map map, double[] x, int xOffset, double[] y, int yOffset, int length) {
        if (!overlapInPart(x, xOffset, y, yOffset, length)) {
            map.run(x, xOffset, y, yOffset, length);
            return;
        }
        // Like System.arraycopy, in the direction in which no input is overwritten before it is read.
        double[] block = new double[Math.min(length, BLOCK)];
        int blocks = (length - 1) / block.length + 1;
        for (int i = 0; i < blocks; i++) {
            int start = (yOffset < xOffset ? i : blocks - 1 - i) * block.length;
            int n = Math.min(block.length, length - start);
            System.arraycopy(x, xOffset + start, block, 0, n);
            map.run(block, 0, y, yOffset + start, n);
        }
    }

    public static void map(Map map, DoubleBuffer x, DoubleBuffer y) {
        // Duplicates leave the positions of x and y alone until all is done, and let x and y be one buffer.
        DoubleBuffer in = x.duplicate();
        DoubleBuffer out = y.duplicate();
        double[] block = new double[Math.min(in.remaining(), BLOCK)];
        while (in.hasRemaining()) {
            int n = Math.min(block.length, in.remaining());
            in.get(block, 0, n);
            map.run(block, 0, block, 0, n);
            out.put(block, 0, n);
        }
        x.position(x.limit());
        y.position(y.limit());
    }

    public static void map(
            Map2 map, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length) {
        if (overlapInPart(dy, dyOffset, dx, dxOffset, length)) {
            map(map, copy(dy, dyOffset, length), 0, x, xOffset, dx, dxOffset, length);
        } else if (overlapInPart(x, xOffset, dx, dxOffset, length)) {
            map.run(dy, dyOffset, copy(x, xOffset, length), 0, dx, dxOffset, length);
        } else {
            map.run(dy, dyOffset, x, xOffset, dx, dxOffset, length);
        }
    }

    public static void map(Map2 map, DoubleBuffer dy, DoubleBuffer x, DoubleBuffer dx) {
        DoubleBuffer dyIn = dy.duplicate();
        DoubleBuffer xIn = x.duplicate();
        DoubleBuffer out = dx.duplicate();
        double[] dyBlock = new double[Math.min(xIn.remaining(), BLOCK)];
        double[] block = new double[dyBlock.length];
        while (xIn.hasRemaining()) {
            int n = Math.min(block.length, xIn.remaining());
            dyIn.get(dyBlock, 0, n);
            xIn.get(block, 0, n);
            map.run(dyBlock, 0, block, 0, block, 0, n);
            out.put(block, 0, n);
        }
        dy.position(dy.limit());
        x.position(x.limit());
        dx.position(dx.limit());
    }

    public static void valueAndDerivative(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
        if (overlapInPart(x, xOffset, y, yOffset, length)
                || overlapInPart(x, xOffset, d, dOffset, length)
                || overlapInPart(y, yOffset, d, dOffset, length)) {
            double[] copy = copy(x, xOffset, length);
            value(k).run(copy, 0, y, yOffset, length);
            derivative(k).run(copy, 0, d, dOffset, length);
        } else {
            backend(k, length).run(k, x, xOffset, y, yOffset, null, 0, d, dOffset, length);
        }
    }

    private static double[] copy(double[] x, int offset, int length) {
        return Arrays.copyOfRange(x, offset, offset + length);
    }

    private static boolean overlapInPart(double[] x, int xOffset, double[] y, int yOffset, int length) {
        return x == y && xOffset != yOffset && Math.abs(xOffset - yOffset) < length;
    }
}
