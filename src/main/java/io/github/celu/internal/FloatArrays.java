package io.github.celu.internal;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * From checked arguments to the backend: chooses the loops, copies out of the way where ranges of one array overlap in
 * part, and brings buffers through a block of scratch.
 */
public final class FloatArrays {
    private static final int BLOCK = 1024;

    private static final FloatBackend SCALAR = new ScalarFloat();

    /** One input range into one output range. */
    public interface Map {
        void run(float[] x, int xOffset, float[] y, int yOffset, int length);
    }

    /** Two input ranges into one output range. */
    public interface Map2 {
        void run(float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length);
    }

    private FloatArrays() {}

    private static FloatBackend backend(FloatKernel k, int length) {
        FloatBackend chosen = Implementation.FLOAT;
        return k.isModerate() && length >= chosen.minLength() ? chosen : SCALAR;
    }

    public static Map value(FloatKernel k) {
        return (x, xOffset, y, yOffset, length) ->
                backend(k, length).run(k, x, xOffset, y, yOffset, null, 0, null, 0, length);
    }

    public static Map derivative(FloatKernel k) {
        return (x, xOffset, d, dOffset, length) ->
                backend(k, length).run(k, x, xOffset, null, 0, null, 0, d, dOffset, length);
    }

    public static Map gradientAlpha(DoubleKernel k) {
        return (x, xOffset, d, dOffset, length) -> {
            for (int i = 0; i < length; i++) {
                d[dOffset + i] = (float) k.gradientAlpha(x[xOffset + i]);
            }
        };
    }

    public static Map secondDerivative(DoubleKernel k) {
        return (x, xOffset, d, dOffset, length) -> {
            for (int i = 0; i < length; i++) {
                d[dOffset + i] = (float) k.secondDerivative(x[xOffset + i]);
            }
        };
    }

    public static Map2 backward(FloatKernel k) {
        return (dy, dyOffset, x, xOffset, dx, dxOffset, length) ->
                backend(k, length).run(k, x, xOffset, null, 0, dy, dyOffset, dx, dxOffset, length);
    }

    public static Map2 backwardFromOutput(FloatKernel k) {
        return (dy, dyOffset, y, yOffset, dx, dxOffset, length) -> {
            for (int i = 0; i < length; i++) {
                dx[dxOffset + i] = k.backwardFromOutput(dy[dyOffset + i], y[yOffset + i]);
            }
        };
    }

    public static double backwardAlpha(DoubleKernel k, float[] dy, int dyOffset, float[] x, int xOffset, int length) {
        double sum = 0.0;
        for (int i = 0; i < length; i++) {
            sum += dy[dyOffset + i] * (double) (float) k.gradientAlpha(x[xOffset + i]);
        }
        return sum;
    }

    public static void map(Map map, float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (!overlapInPart(x, xOffset, y, yOffset, length)) {
            map.run(x, xOffset, y, yOffset, length);
            return;
        }
        // Like System.arraycopy, in the direction in which no input is overwritten before it is read.
        float[] block = new float[Math.min(length, BLOCK)];
        int blocks = (length - 1) / block.length + 1;
        for (int i = 0; i < blocks; i++) {
            int start = (yOffset < xOffset ? i : blocks - 1 - i) * block.length;
            int n = Math.min(block.length, length - start);
            System.arraycopy(x, xOffset + start, block, 0, n);
            map.run(block, 0, y, yOffset + start, n);
        }
    }

    public static void map(Map map, FloatBuffer x, FloatBuffer y) {
        // Duplicates leave the positions of x and y alone until all is done, and let x and y be one buffer.
        FloatBuffer in = x.duplicate();
        FloatBuffer out = y.duplicate();
        float[] block = new float[Math.min(in.remaining(), BLOCK)];
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
            Map2 map, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length) {
        if (overlapInPart(dy, dyOffset, dx, dxOffset, length)) {
            map(map, copy(dy, dyOffset, length), 0, x, xOffset, dx, dxOffset, length);
        } else if (overlapInPart(x, xOffset, dx, dxOffset, length)) {
            map.run(dy, dyOffset, copy(x, xOffset, length), 0, dx, dxOffset, length);
        } else {
            map.run(dy, dyOffset, x, xOffset, dx, dxOffset, length);
        }
    }

    public static void map(Map2 map, FloatBuffer dy, FloatBuffer x, FloatBuffer dx) {
        FloatBuffer dyIn = dy.duplicate();
        FloatBuffer xIn = x.duplicate();
        FloatBuffer out = dx.duplicate();
        float[] dyBlock = new float[Math.min(xIn.remaining(), BLOCK)];
        float[] block = new float[dyBlock.length];
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
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
        if (overlapInPart(x, xOffset, y, yOffset, length)
                || overlapInPart(x, xOffset, d, dOffset, length)
                || overlapInPart(y, yOffset, d, dOffset, length)) {
            float[] copy = copy(x, xOffset, length);
            value(k).run(copy, 0, y, yOffset, length);
            derivative(k).run(copy, 0, d, dOffset, length);
        } else {
            backend(k, length).run(k, x, xOffset, y, yOffset, null, 0, d, dOffset, length);
        }
    }

    private static float[] copy(float[] x, int offset, int length) {
        return Arrays.copyOfRange(x, offset, offset + length);
    }

    private static boolean overlapInPart(float[] x, int xOffset, float[] y, int yOffset, int length) {
        return x == y && xOffset != yOffset && Math.abs(xOffset - yOffset) < length;
    }
}
