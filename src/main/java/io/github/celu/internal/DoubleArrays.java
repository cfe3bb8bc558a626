package io.github.celu.internal;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.loops.DoubleLoops;
import io.github.celu.internal.loops.ScalarDoubleLoops;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * From checked arguments to loops: chooses which loops run, copies out of the way where ranges of one array overlap in part,
 * and brings buffers through blocks of scratch.
 */
public final class DoubleArrays {
    private static final int BLOCK = 1024;

    /** Made by the first call: a static initialiser that fails would fail for good. */
    private static DoubleLoops scalar;

    /**
     * An operation on one input range and one output range. Classes with names, not lambdas: the first lambda of a program, deep in
     * a stack, can leave java.lang.invoke unusable for good.
     */
    interface OneToOne<K> {
        void run(K k, double[] x, int xOffset, double[] y, int yOffset, int length);
    }

    /** Two input ranges into one output range. */
    private interface TwoToOne {
        void run(
                DoubleKernel k,
                double[] dy,
                int dyOffset,
                double[] x,
                int xOffset,
                double[] dx,
                int dxOffset,
                int length);
    }

    static final class Value implements OneToOne<DoubleKernel> {
        @Override
        public void run(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
            value(k, x, xOffset, y, yOffset, length);
        }
    }

    static final class Derivative implements OneToOne<DoubleKernel> {
        @Override
        public void run(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
            derivative(k, x, xOffset, d, dOffset, length);
        }
    }

    private static final class EluAlphaDerivative implements OneToOne<DoubleKernel> {
        @Override
        public void run(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
            alphaDerivative(k, x, xOffset, d, dOffset, length);
        }
    }

    private static final class CeluAlphaDerivative implements OneToOne<DoubleAlphaKernel> {
        @Override
        public void run(DoubleAlphaKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
            alphaDerivative(k, x, xOffset, d, dOffset, length);
        }
    }

    private static final class Backward implements TwoToOne {
        @Override
        public void run(
                DoubleKernel k,
                double[] dy,
                int dyOffset,
                double[] x,
                int xOffset,
                double[] dx,
                int dxOffset,
                int length) {
            backward(k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        }
    }

    private static final class BackwardFromOutput implements TwoToOne {
        @Override
        public void run(
                DoubleKernel k,
                double[] dy,
                int dyOffset,
                double[] y,
                int yOffset,
                double[] dx,
                int dxOffset,
                int length) {
            backwardFromOutput(k, dy, dyOffset, y, yOffset, dx, dxOffset, length);
        }
    }

    private DoubleArrays() {}

    /**
     * Whether a call goes element by element; counts its elements towards the handover, too. Scalar and other loops have separate
     * call sites: where C2 had inlined both at a shared one, it no longer vectorized plain ones.
     */
    private static boolean isForScalars(boolean moderate, int length) {
        return length < Backends.doubles(length).minLength() || !moderate;
    }

    private static DoubleLoops active() {
        return Backends.doubles(0);
    }

    private static DoubleLoops scalar() {
        DoubleLoops loops = scalar;
        return loops != null ? loops : (scalar = new ScalarDoubleLoops());
    }

    public static void value(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        if (overlapInPart(x, xOffset, y, yOffset, length)) {
            inOrder(new Value(), k, x, xOffset, y, yOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().value(k, x, xOffset, y, yOffset, length);
        } else {
            active().value(k, x, xOffset, y, yOffset, length);
        }
    }

    public static void derivative(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        if (overlapInPart(x, xOffset, d, dOffset, length)) {
            inOrder(new Derivative(), k, x, xOffset, d, dOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().derivative(k, x, xOffset, d, dOffset, length);
        } else {
            active().derivative(k, x, xOffset, d, dOffset, length);
        }
    }

    public static void alphaDerivative(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        if (overlapInPart(x, xOffset, d, dOffset, length)) {
            inOrder(new EluAlphaDerivative(), k, x, xOffset, d, dOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().leftValue(k, x, xOffset, d, dOffset, length);
        } else {
            active().leftValue(k, x, xOffset, d, dOffset, length);
        }
    }

    public static void alphaDerivative(
            DoubleAlphaKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        if (overlapInPart(x, xOffset, d, dOffset, length)) {
            inOrder(new CeluAlphaDerivative(), k, x, xOffset, d, dOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().alphaDerivative(k, x, xOffset, d, dOffset, length);
        } else {
            active().alphaDerivative(k, x, xOffset, d, dOffset, length);
        }
    }

    public static void backward(
            DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length) {
        if (overlapInPart(dy, dyOffset, dx, dxOffset, length) || overlapInPart(x, xOffset, dx, dxOffset, length)) {
            inOrder(new Backward(), k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().backward(k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        } else {
            active().backward(k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
        }
    }

    public static void backwardFromOutput(
            DoubleKernel k, double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset, int length) {
        if (overlapInPart(dy, dyOffset, dx, dxOffset, length) || overlapInPart(y, yOffset, dx, dxOffset, length)) {
            inOrder(new BackwardFromOutput(), k, dy, dyOffset, y, yOffset, dx, dxOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().backwardFromOutput(k, dy, dyOffset, y, yOffset, dx, dxOffset, length);
        } else {
            active().backwardFromOutput(k, dy, dyOffset, y, yOffset, dx, dxOffset, length);
        }
    }

    public static void valueAndDerivative(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
        if (overlapInPart(x, xOffset, y, yOffset, length)
                || overlapInPart(x, xOffset, d, dOffset, length)
                || overlapInPart(y, yOffset, d, dOffset, length)) {
            double[] copy = Arrays.copyOfRange(x, xOffset, xOffset + length);
            value(k, copy, 0, y, yOffset, length);
            derivative(k, copy, 0, d, dOffset, length);
        } else if (isForScalars(k.isModerate(), length)) {
            scalar().valueAndDerivative(k, x, xOffset, y, yOffset, d, dOffset, length);
        } else {
            active().valueAndDerivative(k, x, xOffset, y, yOffset, d, dOffset, length);
        }
    }

    /** The sum of dy times the derivative in α; see {@link DoubleSum} for its order. */
    public static double backwardAlpha(DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, int length) {
        DoubleSum sum = DoubleSum.take();
        for (int start = 0, n; start < length; start += n) { // start + block could overflow
            n = Math.min(DoubleSum.BLOCK, length - start);
            alphaDerivative(k, x, xOffset + start, sum.d, 0, n);
            addProducts(dy, dyOffset + start, sum.d, sum.sums, n);
        }
        return sum.giveBack(length);
    }

    /** The sum of dy times the derivative in α; see {@link DoubleSum} for its order. */
    public static double backwardAlpha(
            DoubleAlphaKernel k, double[] dy, int dyOffset, double[] x, int xOffset, int length) {
        DoubleSum sum = DoubleSum.take();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(DoubleSum.BLOCK, length - start);
            alphaDerivative(k, x, xOffset + start, sum.d, 0, n);
            addProducts(dy, dyOffset + start, sum.d, sum.sums, n);
        }
        return sum.giveBack(length);
    }

    /** dx, and the sum, which is read off before dx can overwrite x or dy. */
    public static double backwardWithAlpha(
            DoubleKernel k,
            DoubleKernel alphaKernel,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length) {
        if (overlapInPart(dy, dyOffset, dx, dxOffset, length) || overlapInPart(x, xOffset, dx, dxOffset, length)) {
            double sum = backwardAlpha(alphaKernel, dy, dyOffset, x, xOffset, length);
            backward(k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
            return sum;
        }
        DoubleSum sum = DoubleSum.take();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(DoubleSum.BLOCK, length - start);
            alphaDerivative(alphaKernel, x, xOffset + start, sum.d, 0, n);
            addProducts(dy, dyOffset + start, sum.d, sum.sums, n);
            backward(k, dy, dyOffset + start, x, xOffset + start, dx, dxOffset + start, n);
        }
        return sum.giveBack(length);
    }

    /** dx, and the sum, which is read off before dx can overwrite x or dy. */
    public static double backwardWithAlpha(
            DoubleKernel k,
            DoubleAlphaKernel alphaKernel,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length) {
        if (overlapInPart(dy, dyOffset, dx, dxOffset, length) || overlapInPart(x, xOffset, dx, dxOffset, length)) {
            double sum = backwardAlpha(alphaKernel, dy, dyOffset, x, xOffset, length);
            backward(k, dy, dyOffset, x, xOffset, dx, dxOffset, length);
            return sum;
        }
        DoubleSum sum = DoubleSum.take();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(DoubleSum.BLOCK, length - start);
            alphaDerivative(alphaKernel, x, xOffset + start, sum.d, 0, n);
            addProducts(dy, dyOffset + start, sum.d, sum.sums, n);
            backward(k, dy, dyOffset + start, x, xOffset + start, dx, dxOffset + start, n);
        }
        return sum.giveBack(length);
    }

    /** sums[i mod sums.length] += dy·d. */
    static void addProducts(double[] dy, int dyOffset, double[] d, double[] sums, int length) {
        if (length < active().minLength()) { // counted before
            scalar().addProducts(dy, dyOffset, d, sums, length);
        } else {
            active().addProducts(dy, dyOffset, d, sums, length);
        }
    }

    public static void value(DoubleKernel k, DoubleBuffer x, DoubleBuffer y) {
        inBlocks(new Value(), k, x, y);
    }

    public static void derivative(DoubleKernel k, DoubleBuffer x, DoubleBuffer d) {
        inBlocks(new Derivative(), k, x, d);
    }

    public static void alphaDerivative(DoubleKernel k, DoubleBuffer x, DoubleBuffer d) {
        inBlocks(new EluAlphaDerivative(), k, x, d);
    }

    public static void alphaDerivative(DoubleAlphaKernel k, DoubleBuffer x, DoubleBuffer d) {
        inBlocks(new CeluAlphaDerivative(), k, x, d);
    }

    public static void backward(DoubleKernel k, DoubleBuffer dy, DoubleBuffer x, DoubleBuffer dx) {
        inBlocks(new Backward(), k, dy, x, dx);
    }

    public static void backwardFromOutput(DoubleKernel k, DoubleBuffer dy, DoubleBuffer y, DoubleBuffer dx) {
        inBlocks(new BackwardFromOutput(), k, dy, y, dx);
    }

    public static void valueAndDerivative(DoubleKernel k, DoubleBuffer x, DoubleBuffer y, DoubleBuffer d) {
        if (x.hasArray() && y.hasArray() && d.hasArray()) {
            valueAndDerivative(k, x.array(), offset(x), y.array(), offset(y), d.array(), offset(d), x.remaining());
            x.position(x.limit());
            y.position(y.limit());
            d.position(d.limit());
            return;
        }
        DoubleBuffer in = x.duplicate();
        DoubleBuffer yOut = y.duplicate();
        DoubleBuffer dOut = d.duplicate();
        double[] xBlock = new double[Math.min(in.remaining(), BLOCK)];
        double[] yBlock = new double[xBlock.length];
        double[] dBlock = new double[xBlock.length];
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

    public static double backwardAlpha(DoubleKernel k, DoubleBuffer dy, DoubleBuffer x) {
        return sumInBlocks(new EluAlphaDerivative(), k, dy, x);
    }

    public static double backwardAlpha(DoubleAlphaKernel k, DoubleBuffer dy, DoubleBuffer x) {
        return sumInBlocks(new CeluAlphaDerivative(), k, dy, x);
    }

    public static double backwardWithAlpha(
            DoubleKernel k, DoubleKernel alphaKernel, DoubleBuffer dy, DoubleBuffer x, DoubleBuffer dx) {
        double sum = backwardAlpha(alphaKernel, dy.duplicate(), x.duplicate());
        backward(k, dy, x, dx);
        return sum;
    }

    public static double backwardWithAlpha(
            DoubleKernel k, DoubleAlphaKernel alphaKernel, DoubleBuffer dy, DoubleBuffer x, DoubleBuffer dx) {
        double sum = backwardAlpha(alphaKernel, dy.duplicate(), x.duplicate());
        backward(k, dy, x, dx);
        return sum;
    }

    /** Like System.arraycopy, in the direction in which no input is overwritten before it is read. */
    private static <K> void inOrder(
            OneToOne<K> operation, K k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        double[] block = new double[Math.min(length, BLOCK)];
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
            DoubleKernel k,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length) {
        boolean dyOverlaps = overlapInPart(dy, dyOffset, dx, dxOffset, length);
        boolean forwards = dyOverlaps ? dxOffset < dyOffset : dxOffset < xOffset;
        if (dyOverlaps && overlapInPart(x, xOffset, dx, dxOffset, length) && forwards != dxOffset < xOffset) {
            // No direction will do for both.
            double[] copy = Arrays.copyOfRange(dy, dyOffset, dyOffset + length);
            inOrder(operation, k, copy, 0, x, xOffset, dx, dxOffset, length);
            return;
        }
        double[] dyBlock = new double[Math.min(length, BLOCK)];
        double[] xBlock = new double[dyBlock.length];
        int blocks = (length - 1) / dyBlock.length + 1;
        for (int i = 0; i < blocks; i++) {
            int start = (forwards ? i : blocks - 1 - i) * dyBlock.length;
            int n = Math.min(dyBlock.length, length - start);
            System.arraycopy(dy, dyOffset + start, dyBlock, 0, n);
            System.arraycopy(x, xOffset + start, xBlock, 0, n);
            operation.run(k, dyBlock, 0, xBlock, 0, dx, dxOffset + start, n);
        }
    }

    private static <K> void inBlocks(OneToOne<K> operation, K k, DoubleBuffer x, DoubleBuffer y) {
        if (x.hasArray() && y.hasArray()) {
            operation.run(k, x.array(), offset(x), y.array(), offset(y), x.remaining());
            x.position(x.limit());
            y.position(y.limit());
            return;
        }
        // Duplicates leave the positions of x and y alone until all is done, and let x and y be one buffer.
        DoubleBuffer in = x.duplicate();
        DoubleBuffer out = y.duplicate();
        // Two arrays, so that the loops need no scratch: no block fails where the first did not.
        double[] xBlock = new double[Math.min(in.remaining(), BLOCK)];
        double[] yBlock = new double[xBlock.length];
        while (in.hasRemaining()) {
            int n = Math.min(xBlock.length, in.remaining());
            in.get(xBlock, 0, n);
            operation.run(k, xBlock, 0, yBlock, 0, n);
            out.put(yBlock, 0, n);
        }
        x.position(x.limit());
        y.position(y.limit());
    }

    private static void inBlocks(TwoToOne operation, DoubleKernel k, DoubleBuffer dy, DoubleBuffer x, DoubleBuffer dx) {
        if (dy.hasArray() && x.hasArray() && dx.hasArray()) {
            int length = x.remaining();
            operation.run(k, dy.array(), offset(dy), x.array(), offset(x), dx.array(), offset(dx), length);
            dy.position(dy.limit());
            x.position(x.limit());
            dx.position(dx.limit());
            return;
        }
        DoubleBuffer dyIn = dy.duplicate();
        DoubleBuffer xIn = x.duplicate();
        DoubleBuffer out = dx.duplicate();
        double[] dyBlock = new double[Math.min(xIn.remaining(), BLOCK)];
        double[] xBlock = new double[dyBlock.length];
        double[] dxBlock = new double[dyBlock.length];
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
    private static int offset(DoubleBuffer x) {
        return x.arrayOffset() + x.position();
    }

    private static <K> double sumInBlocks(OneToOne<K> alphaDerivative, K k, DoubleBuffer dy, DoubleBuffer x) {
        DoubleSum sum = DoubleSum.take();
        DoubleBuffer dyIn = dy.duplicate();
        DoubleBuffer xIn = x.duplicate();
        int length = xIn.remaining();
        while (xIn.hasRemaining()) {
            int n = Math.min(DoubleSum.BLOCK, xIn.remaining());
            dyIn.get(sum.dy, 0, n);
            xIn.get(sum.d, 0, n);
            alphaDerivative.run(k, sum.d, 0, sum.d, 0, n);
            addProducts(sum.dy, 0, sum.d, sum.sums, n);
        }
        dy.position(dy.limit());
        x.position(x.limit());
        return sum.giveBack(length);
    }

    static boolean overlapInPart(double[] x, int xOffset, double[] y, int yOffset, int length) {
        return x == y && xOffset != yOffset && Math.abs(xOffset - yOffset) < length;
    }
}
