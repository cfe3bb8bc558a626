package io.github.celu.internal;

import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.FloatLoops;
import io.github.celu.internal.loops.ScalarFloatLoops;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * From checked arguments to loops: chooses which loops run, copies out of the way where ranges of one array overlap in part,
 * and brings buffers through blocks of scratch.
 */
public final class FloatArrays {
    private static final int BLOCK = 1024;

    /** Made by the first call: a static initialiser that fails would fail for good. */
    private static FloatLoops scalar;

    /**
     * An operation on one input range and one output range. Classes with names, not lambdas: the first lambda of a program, deep in
     * a stack, can leave java.lang.invoke unusable for good.
     */
    interface OneToOne<K> {
        void run(K k, float[] x, int xOffset, float[] y, int yOffset, int length);
    }

    /** Two input ranges into one output range. */
    private interface TwoToOne {
        void run(FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length);
    }

    static final class Value implements OneToOne<FloatKernel> {
        @Override
        public void run(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
            value(k, x, xOffset, y, yOffset, length);
        }
    }

    static final class Derivative implements OneToOne<FloatKernel> {
        @Override
        public void run(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
            derivative(k, x, xOffset, d, dOffset, length);
        }
    }

    private static final class EluAlphaDerivative implements OneToOne<FloatKernel> {
        @Override
        public void run(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
            alphaDerivative(k, x, xOffset, d, dOffset, length);
        }
    }

    private static final class CeluAlphaDerivative implements OneToOne<FloatAlphaKernel> {
        @Override
        public void run(FloatAlphaKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
            alphaDerivative(k, x, xOffset, d, dOffset, length);
        }
    }

    private static final class Backward implements TwoToOne {
        @Override
        public void run(
                FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length) {
            backward(k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        }
    }

    private static final class BackwardFromOutput implements TwoToOne {
        @Override
        public void run(
                FloatKernel k, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset, int length) {
            backwardFromOutput(k, dy, dyOffset, y, yOffset, dx, dxOffset, length);
        }
    }

    private FloatArrays() {}

    /**
     * Whether a call goes element by element; counts its elements towards the handover, too. Scalar and other loops have separate
     * call sites: where C2 had inlined both at a shared one, it no longer vectorized plain ones.
     */
    private static boolean isForScalars(boolean moderate, int length) {
        return length < Backends.floats(length).minLength() || !moderate;
    }

    private static FloatLoops active() {
        return Backends.floats(0);
    }

    private static FloatLoops scalar() {
        FloatLoops loops = scalar;
        return loops != null ? loops : (scalar = new ScalarFloatLoops());
    }

    public static void value(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (overlapInPart(x, xOffset, y, yOffset, length)) {
            inOrder(new Value(), k, x, xOffset, y, yOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().value(k, x, xOffset, y, yOffset, length);
        } else {
            active().value(k, x, xOffset, y, yOffset, length);
        }
    }

    public static void derivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        if (overlapInPart(x, xOffset, d, dOffset, length)) {
            inOrder(new Derivative(), k, x, xOffset, d, dOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().derivative(k, x, xOffset, d, dOffset, length);
        } else {
            active().derivative(k, x, xOffset, d, dOffset, length);
        }
    }

    public static void alphaDerivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        if (overlapInPart(x, xOffset, d, dOffset, length)) {
            inOrder(new EluAlphaDerivative(), k, x, xOffset, d, dOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().leftValue(k, x, xOffset, d, dOffset, length);
        } else {
            active().leftValue(k, x, xOffset, d, dOffset, length);
        }
    }

    public static void alphaDerivative(FloatAlphaKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        if (overlapInPart(x, xOffset, d, dOffset, length)) {
            inOrder(new CeluAlphaDerivative(), k, x, xOffset, d, dOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().alphaDerivative(k, x, xOffset, d, dOffset, length);
        } else {
            active().alphaDerivative(k, x, xOffset, d, dOffset, length);
        }
    }

    public static void backward(
            FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length) {
        if (overlapInPart(dy, dyOffset, dx, dxOffset, length) || overlapInPart(x, xOffset, dx, dxOffset, length)) {
            inOrder(new Backward(), k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().backward(k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        } else {
            active().backward(k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        }
    }

    public static void backwardFromOutput(
            FloatKernel k, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset, int length) {
        if (overlapInPart(dy, dyOffset, dx, dxOffset, length) || overlapInPart(y, yOffset, dx, dxOffset, length)) {
            inOrder(new BackwardFromOutput(), k, dy, dyOffset, y, yOffset, dx, dxOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().backwardFromOutput(k, dy, dyOffset, y, yOffset, dx, dxOffset, length);
        } else {
            active().backwardFromOutput(k, dy, dyOffset, y, yOffset, dx, dxOffset, length);
        }
    }

    public static void valueAndDerivative(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
        if (overlapInPart(x, xOffset, y, yOffset, length)
                || overlapInPart(x, xOffset, d, dOffset, length)
                || overlapInPart(y, yOffset, d, dOffset, length)) {
            float[] copy = Arrays.copyOfRange(x, xOffset, xOffset + length);
            value(k, copy, 0, y, yOffset, length);
            derivative(k, copy, 0, d, dOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().valueAndDerivative(k, x, xOffset, y, yOffset, d, dOffset, length);
        } else {
            active().valueAndDerivative(k, x, xOffset, y, yOffset, d, dOffset, length);
        }
    }

    /** The sum of dy times the derivative in α; see {@link FloatSum} for its order. */
    public static double backwardAlpha(FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, int length) {
        FloatSum sum = FloatSum.take();
        for (int start = 0, n; start < length; start += n) { // start + block could overflow
            n = Math.min(FloatSum.BLOCK, length - start);
            alphaDerivative(k, x, xOffset + start, sum.d, 0, n);
            addProducts(dy, dyOffset + start, sum.d, sum.sums, n);
        }
        return sum.giveBack(length);
    }

    /** The sum of dy times the derivative in α; see {@link FloatSum} for its order. */
    public static double backwardAlpha(
            FloatAlphaKernel k, float[] dy, int dyOffset, float[] x, int xOffset, int length) {
        FloatSum sum = FloatSum.take();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(FloatSum.BLOCK, length - start);
            alphaDerivative(k, x, xOffset + start, sum.d, 0, n);
            addProducts(dy, dyOffset + start, sum.d, sum.sums, n);
        }
        return sum.giveBack(length);
    }

    /** dx, and the sum, which is read off before dx can overwrite x or dy. */
    public static double backwardWithAlpha(
            FloatKernel k,
            FloatKernel alphaKernel,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length) {
        if (overlapInPart(dy, dyOffset, dx, dxOffset, length) || overlapInPart(x, xOffset, dx, dxOffset, length)) {
            double sum = backwardAlpha(alphaKernel, dy, dyOffset, x, xOffset, length);
            backward(k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
            return sum;
        }
        FloatSum sum = FloatSum.take();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(FloatSum.BLOCK, length - start);
            alphaDerivative(alphaKernel, x, xOffset + start, sum.d, 0, n);
            addProducts(dy, dyOffset + start, sum.d, sum.sums, n);
            backward(k, dy, dyOffset + start, x, xOffset + start, dx, dxOffset + start, n);
        }
        return sum.giveBack(length);
    }

    /** dx, and the sum, which is read off before dx can overwrite x or dy. */
    public static double backwardWithAlpha(
            FloatKernel k,
            FloatAlphaKernel alphaKernel,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length) {
        if (overlapInPart(dy, dyOffset, dx, dxOffset, length) || overlapInPart(x, xOffset, dx, dxOffset, length)) {
            double sum = backwardAlpha(alphaKernel, dy, dyOffset, x, xOffset, length);
            backward(k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
            return sum;
        }
        FloatSum sum = FloatSum.take();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(FloatSum.BLOCK, length - start);
            alphaDerivative(alphaKernel, x, xOffset + start, sum.d, 0, n);
            addProducts(dy, dyOffset + start, sum.d, sum.sums, n);
            backward(k, dy, dyOffset + start, x, xOffset + start, dx, dxOffset + start, n);
        }
        return sum.giveBack(length);
    }

    /** sums[i mod sums.length] += dy·d. */
    static void addProducts(float[] dy, int dyOffset, float[] d, double[] sums, int length) {
        if (length < active().minLength()) { // counted before
            scalar().addProducts(dy, dyOffset, d, sums, length);
        } else {
            active().addProducts(dy, dyOffset, d, sums, length);
        }
    }

    public static void value(FloatKernel k, FloatBuffer x, FloatBuffer y) {
        inBlocks(new Value(), k, x, y);
    }

    public static void derivative(FloatKernel k, FloatBuffer x, FloatBuffer d) {
        inBlocks(new Derivative(), k, x, d);
    }

    public static void alphaDerivative(FloatKernel k, FloatBuffer x, FloatBuffer d) {
        inBlocks(new EluAlphaDerivative(), k, x, d);
    }

    public static void alphaDerivative(FloatAlphaKernel k, FloatBuffer x, FloatBuffer d) {
        inBlocks(new CeluAlphaDerivative(), k, x, d);
    }

    public static void backward(FloatKernel k, FloatBuffer dy, FloatBuffer x, FloatBuffer dx) {
        inBlocks(new Backward(), k, dy, x, dx);
    }

    public static void backwardFromOutput(FloatKernel k, FloatBuffer dy, FloatBuffer y, FloatBuffer dx) {
        inBlocks(new BackwardFromOutput(), k, dy, y, dx);
    }

    public static void valueAndDerivative(FloatKernel k, FloatBuffer x, FloatBuffer y, FloatBuffer d) {
        if (x.hasArray() && y.hasArray() && d.hasArray()) {
            valueAndDerivative(k, x.array(), offset(x), y.array(), offset(y), d.array(), offset(d), x.remaining());
            x.position(x.limit());
            y.position(y.limit());
            d.position(d.limit());
            return;
        }
        FloatBuffer in = x.duplicate();
        FloatBuffer yOut = y.duplicate();
        FloatBuffer dOut = d.duplicate();
        float[] xBlock = new float[Math.min(in.remaining(), BLOCK)];
        float[] yBlock = new float[xBlock.length];
        float[] dBlock = new float[xBlock.length];
        while (in.hasRemaining()) {
            int n = Math.min(xBlock.length, in.remaining());
            in.get(xBlock, 0, n);
            valueAndDerivative(k, xBlock, 0, yBlock, 0, dBlock, 0, n);
            yOut.put(yBlock, 0, n);
            dOut.put(dBlock, 0, n);
        }
        x.position(x.limit());
        y.position(y.limit());
        d.position(d.limit());
    }

    public static double backwardAlpha(FloatKernel k, FloatBuffer dy, FloatBuffer x) {
        return sumInBlocks(new EluAlphaDerivative(), k, dy, x);
    }

    public static double backwardAlpha(FloatAlphaKernel k, FloatBuffer dy, FloatBuffer x) {
        return sumInBlocks(new CeluAlphaDerivative(), k, dy, x);
    }

    public static double backwardWithAlpha(
            FloatKernel k, FloatKernel alphaKernel, FloatBuffer dy, FloatBuffer x, FloatBuffer dx) {
        double sum = backwardAlpha(alphaKernel, dy.duplicate(), x.duplicate());
        backward(k, dy, x, dx);
        return sum;
    }

    public static double backwardWithAlpha(
            FloatKernel k, FloatAlphaKernel alphaKernel, FloatBuffer dy, FloatBuffer x, FloatBuffer dx) {
        double sum = backwardAlpha(alphaKernel, dy.duplicate(), x.duplicate());
        backward(k, dy, x, dx);
        return sum;
    }

    /** Like System.arraycopy, in the direction in which no input is overwritten before it is read. */
    private static <K> void inOrder(
            OneToOne<K> operation, K k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        float[] block = new float[Math.min(length, BLOCK)];
        int blocks = (length - 1) / block.length + 1;
        for (int i = 0; i < blocks; i++) {
            int start = (yOffset < xOffset ? i : blocks - 1 - i) * block.length;
            int n = Math.min(block.length, length - start);
            System.arraycopy(x, xOffset + start, block, 0, n);
            operation.run(k, block, 0, y, yOffset + start, n);
        }
    }

    private static void inOrder(
            TwoToOne operation,
            FloatKernel k,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length) {
        boolean dyOverlaps = overlapInPart(dy, dyOffset, dx, dxOffset, length);
        boolean forwards = dyOverlaps ? dxOffset < dyOffset : dxOffset < xOffset;
        if (dyOverlaps && overlapInPart(x, xOffset, dx, dxOffset, length) && forwards != dxOffset < xOffset) {
            // No direction will do for both.
            float[] copy = Arrays.copyOfRange(dy, dyOffset, dyOffset + length);
            inOrder(operation, k, copy, 0, x, xOffset, dx, dxOffset, length);
            return;
        }
        float[] dyBlock = new float[Math.min(length, BLOCK)];
        float[] xBlock = new float[dyBlock.length];
        int blocks = (length - 1) / dyBlock.length + 1;
        for (int i = 0; i < blocks; i++) {
            int start = (forwards ? i : blocks - 1 - i) * dyBlock.length;
            int n = Math.min(dyBlock.length, length - start);
            System.arraycopy(dy, dyOffset + start, dyBlock, 0, n);
            System.arraycopy(x, xOffset + start, xBlock, 0, n);
            operation.run(k, dyBlock, 0, xBlock, 0, dx, dxOffset + start, n);
        }
    }

    private static <K> void inBlocks(OneToOne<K> operation, K k, FloatBuffer x, FloatBuffer y) {
        if (x.hasArray() && y.hasArray()) {
            operation.run(k, x.array(), offset(x), y.array(), offset(y), x.remaining());
            x.position(x.limit());
            y.position(y.limit());
            return;
        }
        // Duplicates leave the positions of x and y alone until all is done, and let x and y be one buffer.
        FloatBuffer in = x.duplicate();
        FloatBuffer out = y.duplicate();
        // Two arrays, so that the loops need no scratch: no block fails where the first did not.
        float[] xBlock = new float[Math.min(in.remaining(), BLOCK)];
        float[] yBlock = new float[xBlock.length];
        while (in.hasRemaining()) {
            int n = Math.min(xBlock.length, in.remaining());
            in.get(xBlock, 0, n);
            operation.run(k, xBlock, 0, yBlock, 0, n);
            out.put(yBlock, 0, n);
        }
        x.position(x.limit());
        y.position(y.limit());
    }

    private static void inBlocks(TwoToOne operation, FloatKernel k, FloatBuffer dy, FloatBuffer x, FloatBuffer dx) {
        if (dy.hasArray() && x.hasArray() && dx.hasArray()) {
            int length = x.remaining();
            operation.run(k, dy.array(), offset(dy), x.array(), offset(x), dx.array(), offset(dx), length);
            dy.position(dy.limit());
            x.position(x.limit());
            dx.position(dx.limit());
            return;
        }
        FloatBuffer dyIn = dy.duplicate();
        FloatBuffer xIn = x.duplicate();
        FloatBuffer out = dx.duplicate();
        float[] dyBlock = new float[Math.min(xIn.remaining(), BLOCK)];
        float[] xBlock = new float[dyBlock.length];
        float[] dxBlock = new float[dyBlock.length];
        while (xIn.hasRemaining()) {
            int n = Math.min(xBlock.length, xIn.remaining());
            dyIn.get(dyBlock, 0, n);
            xIn.get(xBlock, 0, n);
            operation.run(k, dyBlock, 0, xBlock, 0, dxBlock, 0, n);
            out.put(dxBlock, 0, n);
        }
        dy.position(dy.limit());
        x.position(x.limit());
        dx.position(dx.limit());
    }

    /** Where in its array a buffer's next element is. */
    private static int offset(FloatBuffer x) {
        return x.arrayOffset() + x.position();
    }

    private static <K> double sumInBlocks(OneToOne<K> alphaDerivative, K k, FloatBuffer dy, FloatBuffer x) {
        FloatSum sum = FloatSum.take();
        FloatBuffer dyIn = dy.duplicate();
        FloatBuffer xIn = x.duplicate();
        int length = xIn.remaining();
        while (xIn.hasRemaining()) {
            int n = Math.min(FloatSum.BLOCK, xIn.remaining());
            dyIn.get(sum.dy, 0, n);
            xIn.get(sum.d, 0, n);
            alphaDerivative.run(k, sum.d, 0, sum.d, 0, n);
            addProducts(sum.dy, 0, sum.d, sum.sums, n);
        }
        dy.position(dy.limit());
        x.position(x.limit());
        return sum.giveBack(length);
    }

    static boolean overlapInPart(float[] x, int xOffset, float[] y, int yOffset, int length) {
        return x == y && xOffset != yOffset && Math.abs(xOffset - yOffset) < length;
    }
}
