package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.FloatKernel;

/**
 * The loops of {@link PlainFloatLoops} where neighbours have different kernels: the numbers of the kernels lie beside the elements, in
 * arrays with the same index. A narrow matrix goes through in blocks of whole rows, a wide one in blocks of a row each, down
 * the columns whose numbers are at hand. The steps that values and derivatives share stand in both methods, which thus are too large
 * for C2 to inline.
 */
public final class PlainFloatColumnLoops implements FloatColumnLoops {
    /** All arrays of a block stay within the second-level cache; with a shorter one the loops' ends cost too much. */
    private static final int SIZE = 512;

    private final Spare<Block> spare = new Spare<>();

    @Override
    public void value(
            FloatKernel[] k, int channels, int inner, float[] x, int xOffset, float[] y, int yOffset, int length) {
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
            FloatKernel[] k, int channels, int inner, float[] x, int xOffset, float[] d, int dOffset, int length) {
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
    private Block takeBlock(FloatKernel[] k, int channels, int inner, int length) {
        Block block = spare.take();
        if (block == null) {
            block = new Block();
        }
        block.start(k, channels, inner, length);
        return block;
    }

    private static final class Block {
        private final FloatColumns numbers = new FloatColumns(SIZE);
        private final float[] x = new float[SIZE];
        private final float[] y = new float[SIZE];
        private final float[] r = new float[SIZE];
        private final float[] u = new float[SIZE];
        private final float[] s = new float[SIZE];
        private final float[] q = new float[SIZE];
        private boolean hasExtreme;
        private boolean hasJump; // of a derivative, at zero

        private FloatKernel[] k;
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

        void start(FloatKernel[] k, int channels, int inner, int length) {
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
                FloatKernel kernel = k[(column + i % width) / inner];
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
                FloatKernel kernel = k[(column + i % width) / inner];
                if (!kernel.isModerate()) {
                    y[i] = kernel.derivative(x[i]);
                }
            }
        }
    }

    private static void values(Block block, FloatColumns k, int length) {
        float[] x = block.x;
        float[] y = block.y;
        float[] floor = k.valueFloor;
        for (int i = 0; i < length; i++) {
            y[i] = Math.max(Math.min(x[i], 0f), floor[i]);
        }
        float[] r = block.r;
        float[] s = block.s;
        float[] u = block.u;
        float[] log2eOverB = k.log2eOverB;
        float[] minusBLn2High = k.minusBLn2High;
        float[] minusBLn2Low = k.minusBLn2Low;
        for (int i = 0; i < length; i++) {
            float n = Math.fma(y[i], log2eOverB[i], FloatKernel.SHIFT) - FloatKernel.SHIFT;
            float low = n * minusBLn2Low[i];
            r[i] = Math.fma(n, minusBLn2High[i], y[i]);
            s[i] = r[i] + low;
            u[i] = low;
            y[i] = n;
        }
        float[] q3 = k.q3;
        float[] q4 = k.q4;
        float[] q5 = k.q5;
        float[] q = block.q;
        for (int i = 0; i < length; i++) {
            q[i] = Math.fma(s[i] * s[i], q5[i], Math.fma(s[i], q4[i], q3[i]));
        }
        float[] q0 = k.q0;
        float[] q1 = k.q1;
        float[] q2 = k.q2;
        for (int i = 0; i < length; i++) {
            float s2 = s[i] * s[i];
            float qi = Math.fma(s2, q[i], Math.fma(s[i], q2[i], q1[i]));
            u[i] = Math.fma(s2 * s[i], qi, Math.fma(s2, q0[i], u[i]));
        }
        float[] a = k.a;
        float[] aOverB = k.aOverB;
        for (int i = 0; i < length; i++) {
            float minusPower = Powers.minusPower(y[i]);
            float minusSlopePower = aOverB[i] * minusPower;
            y[i] = -Math.fma(a[i], 1f + minusPower, Math.fma(minusSlopePower, r[i], minusSlopePower * u[i]));
        }
        float[] slope = k.slope;
        for (int i = 0; i < length; i++) {
            y[i] = slope[i] * Math.max(x[i], -0f) + y[i];
        }
    }

    private static void derivatives(Block block, FloatColumns k, int length) {
        float[] x = block.x;
        float[] d = block.y;
        float[] floor = k.derivativeFloor;
        for (int i = 0; i < length; i++) {
            d[i] = Math.max(Math.min(x[i], 0f), floor[i]);
        }
        float[] r = block.r;
        float[] s = block.s;
        float[] u = block.u;
        float[] log2eOverB = k.log2eOverB;
        float[] minusBLn2High = k.minusBLn2High;
        float[] minusBLn2Low = k.minusBLn2Low;
        for (int i = 0; i < length; i++) {
            float n = Math.fma(d[i], log2eOverB[i], FloatKernel.SHIFT) - FloatKernel.SHIFT;
            float low = n * minusBLn2Low[i];
            r[i] = Math.fma(n, minusBLn2High[i], d[i]);
            s[i] = r[i] + low;
            u[i] = low;
            d[i] = n;
        }
        float[] q3 = k.q3;
        float[] q4 = k.q4;
        float[] q5 = k.q5;
        float[] q = block.q;
        for (int i = 0; i < length; i++) {
            q[i] = Math.fma(s[i] * s[i], q5[i], Math.fma(s[i], q4[i], q3[i]));
        }
        float[] q0 = k.q0;
        float[] q1 = k.q1;
        float[] q2 = k.q2;
        for (int i = 0; i < length; i++) {
            float s2 = s[i] * s[i];
            float qi = Math.fma(s2, q[i], Math.fma(s[i], q2[i], q1[i]));
            u[i] = Math.fma(s2 * s[i], qi, Math.fma(s2, q0[i], u[i]));
        }
        float[] cOverB = k.cOverB;
        for (int i = 0; i < length; i++) {
            d[i] = cOverB[i] * Powers.biasedPower(d[i]);
        }
        float[] b = k.b;
        float[] cOverBLow = k.cOverBLow;
        for (int i = 0; i < length; i++) {
            float sum = b[i] + r[i];
            float sumLow = Math.fma(sum, cOverBLow[i], (r[i] - (sum - b[i])) + u[i]);
            d[i] = Math.fma(d[i], sum, d[i] * sumLow) * FloatKernel.UNBIAS;
        }
        if (block.hasJump) {
            float[] slope = k.slope;
            for (int i = 0; i < length; i++) {
                float isLeft = PlainFloatLoops.isLeft(x[i]);
                d[i] = Math.fma(isLeft, d[i], Math.fma(-slope[i], isLeft, slope[i]));
            }
        }
    }

    private static void multiply(float[] dy, float[] d, int length) {
        for (int i = 0; i < length; i++) {
            d[i] = dy[i] * d[i];
        }
    }
}
