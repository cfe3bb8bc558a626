package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.DoubleKernel;

/**
 * The loops of {@link PlainDoubleLoops} where neighbours have different kernels: the numbers of the kernels lie beside the elements, in
 * arrays with the same index. A narrow matrix goes through in blocks of whole rows, a wide one in blocks of a row each, down
 * the columns whose numbers are at hand. The steps that values and derivatives share stand in both methods, which thus are too large
 * for C2 to inline.
 */
public final class PlainDoubleColumnLoops implements DoubleColumnLoops {
    /** All arrays of a block stay within the second-level cache; with a shorter one the loops' ends cost too much. */
    private static final int SIZE = 512;

    private final Spare<Block> spare = new Spare<>();

    @Override
    public void value(
            DoubleKernel[] k, int channels, int inner, double[] x, int xOffset, double[] y, int yOffset, int length) {
        Block block = takeBlock(k, channels, inner, length);
        while (block.next()) {
            System.arraycopy(x, xOffset + block.at, block.x, 0, block.length);
            values(block, block.numbers, block.length);
            block.setExtremeValues();
            System.arraycopy(block.y, 0, y, yOffset + block.at, block.length);
        }
        spare.giveBack(block);
    }

    @Override
    public void derivative(
            DoubleKernel[] k, int channels, int inner, double[] x, int xOffset, double[] d, int dOffset, int length) {
        Block block = takeBlock(k, channels, inner, length);
        while (block.next()) {
            System.arraycopy(x, xOffset + block.at, block.x, 0, block.length);
            derivatives(block, block.numbers, block.length);
            block.setExtremeDerivatives();
            System.arraycopy(block.y, 0, d, dOffset + block.at, block.length);
        }
        spare.giveBack(block);
    }

    @Override
    public void backward(
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
        Block block = takeBlock(k, channels, inner, length);
        while (block.next()) {
            System.arraycopy(x, xOffset + block.at, block.x, 0, block.length);
            derivatives(block, block.numbers, block.length);
            block.setExtremeDerivatives();
            System.arraycopy(dy, dyOffset + block.at, block.x, 0, block.length);
            multiply(block.x, block.y, block.length);
            System.arraycopy(block.y, 0, dx, dxOffset + block.at, block.length);
        }
        spare.giveBack(block);
    }

    /** Before the first block of a matrix; calls at the same time make their own. */
    private Block takeBlock(DoubleKernel[] k, int channels, int inner, int length) {
        Block block = spare.take();
        if (block == null) {
            block = new Block();
        }
        block.start(k, channels, inner, length);
        return block;
    }

    private static final class Block {
        private final DoubleColumns numbers = new DoubleColumns(SIZE);
        private final double[] x = new double[SIZE];
        private final double[] y = new double[SIZE];
        private final double[] r = new double[SIZE];
        private final double[] u = new double[SIZE];
        private final double[] s = new double[SIZE];
        private final double[] q = new double[SIZE];
        private boolean hasExtreme;
        private boolean hasJump; // of a derivative, at zero

        private DoubleKernel[] k;
        private int inner;
        private int columns; // of the matrix
        private int elements;
        private int maxWidth;
        private int column; // the first one whose numbers are here
        private int width; // the number of those
        private int size;
        private int step; // to the block below
        private int remaining; // elements from the block's first one to the last of all

        int at; // the first element
        int length;

        void start(DoubleKernel[] k, int channels, int inner, int length) {
            this.k = k;
            this.inner = inner;
            columns = channels * inner;
            elements = length;
            int blocks = (columns - 1) / SIZE + 1;
            maxWidth = (columns - 1) / blocks + 1;
            column = 0;
            width = 0;
            step = 0;
            remaining = 0;
        }

        /** Goes on to the next block, down and then to the right. */
        boolean next() {
            remaining -= step;
            if (remaining <= 0) {
                column += width;
                if (column == columns) {
                    k = null;
                    return false;
                }
                remaining = elements - column;
                width = Math.min(maxWidth, columns - column);
                boolean rows = width == columns;
                size = rows ? Math.min(SIZE / columns, elements / columns) * columns : width;
                step = rows ? size : columns;
                setNumbers();
            }
            at = elements - remaining;
            length = Math.min(size, remaining);
            return true;
        }

        private void setNumbers() {
            hasExtreme = false;
            hasJump = false;
            for (int i = 0, end; i < width; i = end) {
                int channel = (column + i) / inner;
                end = Math.min((channel + 1) * inner - column, width);
                numbers.set(i, end, k[channel]);
                hasExtreme |= !k[channel].isModerate();
                hasJump |= k[channel].c != k[channel].slope;
            }
            numbers.repeat(width, size);
        }

        /** The loops take an extreme α for another one: its columns are written again. */
        void setExtremeValues() {
            if (!hasExtreme) {
                return;
            }
            for (int i = 0; i < length; i++) {
                DoubleKernel kernel = k[(column + i % width) / inner];
                if (!kernel.isModerate()) {
                    y[i] = kernel.value(x[i]);
                }
            }
        }

        void setExtremeDerivatives() {
            if (!hasExtreme) {
                return;
            }
            for (int i = 0; i < length; i++) {
                DoubleKernel kernel = k[(column + i % width) / inner];
                if (!kernel.isModerate()) {
                    y[i] = kernel.derivative(x[i]);
                }
            }
        }
    }

    private static void values(Block block, DoubleColumns k, int length) {
        double[] x = block.x;
        double[] y = block.y;
        double[] floor = k.valueFloor;
        for (int i = 0; i < length; i++) {
            y[i] = Math.max(Math.min(x[i], 0.0), floor[i]);
        }
        double[] log2eOverB = k.log2eOverB;
        double[] r = block.r;
        double[] minusBLn2High = k.minusBLn2High;
        for (int i = 0; i < length; i++) {
            double n = Math.fma(y[i], log2eOverB[i], DoubleKernel.SHIFT) - DoubleKernel.SHIFT;
            r[i] = Math.fma(n, minusBLn2High[i], y[i]);
            y[i] = n;
        }
        double[] minusBLn2Low = k.minusBLn2Low;
        double[] u = block.u;
        double[] s = block.s;
        for (int i = 0; i < length; i++) {
            double low = y[i] * minusBLn2Low[i];
            u[i] = low;
            s[i] = r[i] + low;
        }
        double[] q = block.q;
        double[] q5 = k.q5;
        double[] q6 = k.q6;
        double[] q7 = k.q7;
        double[] q8 = k.q8;
        for (int i = 0; i < length; i++) {
            q[i] = Math.fma(s[i] * s[i], Math.fma(s[i], q8[i], q7[i]), Math.fma(s[i], q6[i], q5[i]));
        }
        double[] q9 = k.q9;
        double[] q10 = k.q10;
        for (int i = 0; i < length; i++) {
            double s2 = s[i] * s[i];
            q[i] = Math.fma(s2 * s2, Math.fma(s[i], q10[i], q9[i]), q[i]);
        }
        double[] q1 = k.q1;
        double[] q2 = k.q2;
        double[] q3 = k.q3;
        double[] q4 = k.q4;
        for (int i = 0; i < length; i++) {
            double s2 = s[i] * s[i];
            double qLow = Math.fma(s2, Math.fma(s[i], q4[i], q3[i]), Math.fma(s[i], q2[i], q1[i]));
            q[i] = Math.fma(s2 * s2, q[i], qLow);
        }
        double[] q0 = k.q0;
        for (int i = 0; i < length; i++) {
            double s2 = s[i] * s[i];
            u[i] = Math.fma(s2 * s[i], q[i], Math.fma(s2, q0[i], u[i]));
        }
        for (int i = 0; i < length; i++) {
            y[i] = Powers.minusPower(y[i]);
        }
        double[] a = k.a;
        double[] aOverB = k.aOverB;
        double[] slope = k.slope;
        for (int i = 0; i < length; i++) {
            double aMinusPower = a[i] * y[i];
            double base = a[i] + aMinusPower;
            double baseLow = (a[i] - base) + aMinusPower;
            double minusSlopePower = aOverB[i] * y[i];
            double sum = Math.fma(minusSlopePower, r[i], base);
            double sumLow = Math.fma(r[i], minusSlopePower, base - sum); // other factors first, lest C2 mispair them
            y[i] = sum + Math.fma(minusSlopePower, u[i], baseLow + sumLow);
        }
        for (int i = 0; i < length; i++) {
            y[i] = slope[i] * Math.max(x[i], -0.0) - y[i];
        }
    }

    private static void derivatives(Block block, DoubleColumns k, int length) {
        double[] x = block.x;
        double[] d = block.y;
        double[] floor = k.derivativeFloor;
        for (int i = 0; i < length; i++) {
            d[i] = Math.max(Math.min(x[i], 0.0), floor[i]);
        }
        double[] log2eOverB = k.log2eOverB;
        double[] r = block.r;
        double[] minusBLn2High = k.minusBLn2High;
        for (int i = 0; i < length; i++) {
            double n = Math.fma(d[i], log2eOverB[i], DoubleKernel.SHIFT) - DoubleKernel.SHIFT;
            r[i] = Math.fma(n, minusBLn2High[i], d[i]);
            d[i] = n;
        }
        double[] minusBLn2Low = k.minusBLn2Low;
        double[] u = block.u;
        double[] s = block.s;
        for (int i = 0; i < length; i++) {
            double low = d[i] * minusBLn2Low[i];
            u[i] = low;
            s[i] = r[i] + low;
        }
        double[] q = block.q;
        double[] q5 = k.q5;
        double[] q6 = k.q6;
        double[] q7 = k.q7;
        double[] q8 = k.q8;
        for (int i = 0; i < length; i++) {
            q[i] = Math.fma(s[i] * s[i], Math.fma(s[i], q8[i], q7[i]), Math.fma(s[i], q6[i], q5[i]));
        }
        double[] q9 = k.q9;
        double[] q10 = k.q10;
        for (int i = 0; i < length; i++) {
            double s2 = s[i] * s[i];
            q[i] = Math.fma(s2 * s2, Math.fma(s[i], q10[i], q9[i]), q[i]);
        }
        double[] q1 = k.q1;
        double[] q2 = k.q2;
        double[] q3 = k.q3;
        double[] q4 = k.q4;
        for (int i = 0; i < length; i++) {
            double s2 = s[i] * s[i];
            double qLow = Math.fma(s2, Math.fma(s[i], q4[i], q3[i]), Math.fma(s[i], q2[i], q1[i]));
            q[i] = Math.fma(s2 * s2, q[i], qLow);
        }
        double[] q0 = k.q0;
        for (int i = 0; i < length; i++) {
            double s2 = s[i] * s[i];
            u[i] = Math.fma(s2 * s[i], q[i], Math.fma(s2, q0[i], u[i]));
        }
        double[] cOverB = k.cOverB;
        for (int i = 0; i < length; i++) {
            d[i] = cOverB[i] * Powers.biasedPower(d[i]);
        }
        double[] b = k.b;
        double[] cOverBLow = k.cOverBLow;
        for (int i = 0; i < length; i++) {
            double sum = b[i] + r[i];
            double sumLow = Math.fma(sum, cOverBLow[i], (r[i] - (sum - b[i])) + u[i]);
            d[i] = Math.fma(d[i], sum, d[i] * sumLow) * DoubleKernel.UNBIAS;
        }
        if (block.hasJump) {
            double[] slope = k.slope;
            for (int i = 0; i < length; i++) {
                double isLeft = PlainDoubleLoops.isLeft(x[i]);
                d[i] = Math.fma(isLeft, d[i], Math.fma(-slope[i], isLeft, slope[i]));
            }
        }
    }

    private static void multiply(double[] dy, double[] d, int length) {
        for (int i = 0; i < length; i++) {
            d[i] = dy[i] * d[i];
        }
    }
}
