package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;

/**
 * The scalar functions of {@link FloatKernel} and {@link FloatAlphaKernel} in loops that HotSpot's own vectorizer can handle,
 * without the vector module. It wants no branch, no reinterpretation of float bits as int (before JDK 26), and one index for all
 * arrays; where ranges start at different ones, the work goes through copies that start alike. So min and max, which let NaN
 * and −0 through, stand in for branches, and 2ⁿ comes from {@link Powers}.
 *
 * <p>And it wants short loops: C2 does not begin to unroll, nor then to vectorize, one of more than 60 nodes (its option
 * LoopUnrollLimit), counting index and range checks. So a block goes through several loops, which hand on their results in the
 * array of the output, or in scratch where that is an input, too. A min or max is half a dozen instructions; beside long
 * arithmetic they take longer than in a loop of their own: clamped in the same loop, a derivative took 1.2 times as long.
 *
 * <p>Loops that C2 inlines into a large method of a program it may no longer vectorize. It never inlines a method of more than 325
 * bytes of bytecode (its option FreqInlineSize): so all loops of a block stand in one method where they come to that size.
 */
public final class PlainFloatLoops implements FloatLoops {
    /** A block stays within the nearest caches; with much shorter ones a loop's ends cost too much. */
    private static final int BLOCK = 4096;

    /** The partial sums of whole arrays; a constant, so that C2 sees that all indices are aligned alike. */
    private static final int SUMS = 512;

    private static final float HUGE = 0x1p127f;
    private static final float TINY = 0x1p-23f; // half of what HUGE makes of the smallest float

    private static final class Scratch {
        private final int capacity;
        private final float[] x;
        private final float[] y;
        private final float[] d;
        private final double[] wide;

        /** An array's header is 16 bytes: with 12 elements more, arrays made together are aligned alike, as far as 64 bytes go. */
        Scratch(int capacity) {
            this.capacity = capacity;
            x = new float[capacity + 12];
            y = new float[capacity + 12];
            d = new float[capacity + 12];
            wide = new double[capacity + 12];
        }
    }

    private final Spare<Scratch> spare = new Spare<>();

    private Scratch takeScratch(int length) {
        int n = Math.min(length, BLOCK) + 15 & -16;
        Scratch s = spare.take();
        return s == null || s.capacity < n ? new Scratch(n) : s;
    }

    private void giveBack(Scratch s) {
        if (s != null) {
            spare.giveBack(s);
        }
    }

    /**
     * From here on the loops are faster than scalar calls, on JDK 17 and 25. If C2 compiles one while calls are shorter than
     * some 90 elements, it uses short vectors, for good.
     */
    @Override
    public int minLength() {
        return 128;
    }

    @Override
    public void value(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        boolean direct = xOffset == yOffset && x != y;
        Scratch s = direct ? null : takeScratch(length);
        for (int start = 0, n; start < length; start += n) { // start + block could overflow
            n = Math.min(BLOCK, length - start);
            if (direct) {
                values(k, true, x, y, xOffset + start, xOffset + start + n);
                continue;
            }
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            values(k, true, s.x, s.y, 0, n);
            System.arraycopy(s.y, 0, y, yOffset + start, n);
        }
        giveBack(s);
    }

    @Override
    public void leftValue(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            int from = yOffset + start;
            if (xOffset == yOffset) {
                values(k, false, x, y, from, from + n);
            } else {
                System.arraycopy(x, xOffset + start, y, from, n);
                values(k, false, y, y, from, from + n);
            }
        }
    }

    @Override
    public void derivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        boolean direct = xOffset == dOffset && x != d;
        Scratch s = direct ? null : takeScratch(length);
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            if (direct) {
                derivatives(k, x, d, xOffset + start, xOffset + start + n);
                continue;
            }
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            derivatives(k, s.x, s.d, 0, n);
            System.arraycopy(s.d, 0, d, dOffset + start, n);
        }
        giveBack(s);
    }

    @Override
    public void valueAndDerivative(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
        boolean direct = xOffset == yOffset && xOffset == dOffset && x != y && x != d && y != d;
        Scratch s = direct ? null : takeScratch(length);
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            if (direct) {
                valuesAndDerivatives(k, x, y, d, xOffset + start, xOffset + start + n);
                continue;
            }
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            valuesAndDerivatives(k, s.x, s.y, s.d, 0, n);
            System.arraycopy(s.y, 0, y, yOffset + start, n);
            System.arraycopy(s.d, 0, d, dOffset + start, n);
        }
        giveBack(s);
    }

    @Override
    public void backward(
            FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length) {
        boolean direct = xOffset == dyOffset && xOffset == dxOffset && dx != dy && dx != x;
        Scratch s = direct ? null : takeScratch(length);
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            if (direct) {
                derivatives(k, x, dx, xOffset + start, xOffset + start + n);
                multiply(dy, dx, xOffset + start, xOffset + start + n);
                continue;
            }
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            System.arraycopy(dy, dyOffset + start, s.y, 0, n);
            derivatives(k, s.x, s.d, 0, n);
            multiply(s.y, s.d, 0, n);
            System.arraycopy(s.d, 0, dx, dxOffset + start, n);
        }
        giveBack(s);
    }

    @Override
    public void backwardFromOutput(
            FloatKernel k, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset, int length) {
        if (yOffset == dyOffset && yOffset == dxOffset) {
            outputProducts(k, dy, y, dx, yOffset, yOffset + length);
            return;
        }
        Scratch s = takeScratch(length);
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(y, yOffset + start, s.y, 0, n);
            System.arraycopy(dy, dyOffset + start, s.d, 0, n);
            outputProducts(k, s.d, s.y, s.d, 0, n);
            System.arraycopy(s.d, 0, dx, dxOffset + start, n);
        }
        spare.giveBack(s);
    }

    private static void outputProducts(FloatKernel k, float[] dy, float[] y, float[] dx, int from, int to) {
        float b = k.b;
        float c = k.c;
        float slope = k.slope;
        if (c == slope) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (c + Math.min(y[i], 0f) / b);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            float isLeft = isLeft(y[i]);
            dx[i] = dy[i] * (isLeft * (c + Math.min(y[i], 0f) / b) + slope * (1f - isLeft));
        }
    }

    @Override
    public void alphaDerivative(FloatAlphaKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        Scratch s = takeScratch(length);
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            clamp((float) -k.limit, s.x, s.x, 0, n);
            widen(s.x, s.wide, n);
            alphaDerivatives(k, s.wide, n);
            narrow(s.wide, s.d, n);
            System.arraycopy(s.d, 0, d, dOffset + start, n);
        }
        spare.giveBack(s);
    }

    private static void widen(float[] x, double[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] = x[i];
        }
    }

    private static void narrow(double[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] = (float) (x[i] * (1 / FloatAlphaKernel.FLOAT_SCALE));
        }
    }

    private static void alphaDerivatives(FloatAlphaKernel k, double[] x, int length) {
        double overAlpha = k.overAlpha;
        double minusLog2eOverAlpha = k.minusLog2eOverAlpha;
        for (int i = 0; i < length; i++) {
            double w = -x[i];
            double t = w * overAlpha;
            double n = Math.fma(w, minusLog2eOverAlpha, FloatAlphaKernel.SHIFT) - FloatAlphaKernel.SHIFT;
            double r = Math.fma(n, FloatAlphaKernel.LN2, t);
            double r2 = r * r;
            double q = Math.fma(
                    r2,
                    Math.fma(
                            r2,
                            Math.fma(r, FloatAlphaKernel.Q5, FloatAlphaKernel.Q4),
                            Math.fma(r, FloatAlphaKernel.Q3, FloatAlphaKernel.Q2)),
                    Math.fma(r, FloatAlphaKernel.Q1, FloatAlphaKernel.Q0));
            double p = r2 * q;
            double sum = Math.fma(n, -FloatAlphaKernel.LN2, Math.fma(t, p - r, p));
            double power = Powers.minusPower(n) * -FloatAlphaKernel.FLOAT_SCALE;
            x[i] = Math.fma(power, sum, power - FloatAlphaKernel.FLOAT_SCALE);
        }
    }

    @Override
    public void addProducts(float[] dy, int dyOffset, float[] d, double[] sums, int length) {
        Scratch s = takeScratch(length);
        if (length == 4 * SUMS && sums.length == SUMS) {
            System.arraycopy(dy, dyOffset, s.x, 0, length);
            addFourProducts(s.x, d, sums);
            giveBack(s);
            return;
        }
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(sums.length, length - start);
            System.arraycopy(dy, dyOffset + start, s.x, 0, n);
            System.arraycopy(d, start, s.y, 0, n);
            addProducts(s.x, s.y, sums, n);
        }
        giveBack(s);
    }

    /** Four to each sum while it is at hand. A product of two floats is exact in double: fma rounds as the sum does. */
    private static void addFourProducts(float[] dy, float[] d, double[] sums) {
        for (int i = 0; i < SUMS; i++) {
            double sum = Math.fma((double) dy[i], (double) d[i], sums[i]);
            sum = Math.fma((double) dy[i + SUMS], (double) d[i + SUMS], sum);
            sum = Math.fma((double) dy[i + 2 * SUMS], (double) d[i + 2 * SUMS], sum);
            sums[i] = Math.fma((double) dy[i + 3 * SUMS], (double) d[i + 3 * SUMS], sum);
        }
    }

    private static void addProducts(float[] dy, float[] d, double[] sums, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += dy[i] * (double) d[i];
        }
    }

    /** All values, or those left of zero and 0 right of it. */
    private static void values(FloatKernel k, boolean right, float[] x, float[] y, int from, int to) {
        // A value left of zero is the larger of x and a·expm1(−|x|/b), too: −|x| takes one min less than a clamp.
        boolean mirror = right && k.slope == 1f && k.aOverB <= 1f;
        float floor = k.valueFloor;
        if (mirror) {
            for (int i = from; i < to; i++) {
                y[i] = -Math.min(Math.abs(x[i]), -floor);
            }
        } else {
            for (int i = from; i < to; i++) {
                y[i] = Math.max(Math.min(x[i], 0f), floor);
            }
        }
        float zero = right ? -0f : 0f;
        for (int i = from; i < to; i++) {
            float n = Math.fma(y[i], k.log2eOverB, FloatKernel.SHIFT) - FloatKernel.SHIFT;
            float r = Math.fma(n, k.minusBLn2High, y[i]);
            float low = n * k.minusBLn2Low;
            float s = r + low;
            float s2 = s * s;
            float q = Math.fma(s2, Math.fma(s2, k.q5, Math.fma(s, k.q4, k.q3)), Math.fma(s, k.q2, k.q1));
            float u = Math.fma(s2 * s, q, Math.fma(s2, k.q0, low));
            float minusPower = Powers.minusPower(n);
            float minusSlopePower = k.aOverB * minusPower;
            y[i] = zero - Math.fma(k.a, 1f + minusPower, Math.fma(minusSlopePower, r, minusSlopePower * u));
        }
        if (mirror) {
            for (int i = from; i < to; i++) {
                y[i] = Math.max(x[i], y[i]);
            }
        } else if (right) {
            addRight(k.slope, x, y, from, to);
        }
    }

    private static void derivatives(FloatKernel k, float[] x, float[] d, int from, int to) {
        boolean mirror = k.c != k.slope; // those right of zero are replaced
        float floor = k.derivativeFloor;
        if (mirror) {
            for (int i = from; i < to; i++) {
                d[i] = -Math.min(Math.abs(x[i]), -floor);
            }
        } else {
            for (int i = from; i < to; i++) {
                d[i] = Math.max(Math.min(x[i], 0f), floor);
            }
        }
        for (int i = from; i < to; i++) {
            float n = Math.fma(d[i], k.log2eOverB, FloatKernel.SHIFT) - FloatKernel.SHIFT;
            float r = Math.fma(n, k.minusBLn2High, d[i]);
            float low = n * k.minusBLn2Low;
            float s = r + low;
            float s2 = s * s;
            float q = Math.fma(s2, Math.fma(s2, k.q5, Math.fma(s, k.q4, k.q3)), Math.fma(s, k.q2, k.q1));
            float u = Math.fma(s2 * s, q, Math.fma(s2, k.q0, low));
            float cPower = k.cOverB * Powers.biasedPower(n);
            float sum = k.b + r;
            float sumLow = Math.fma(sum, k.cOverBLow, (r - (sum - k.b)) + u);
            d[i] = Math.fma(cPower, sum, cPower * sumLow) * FloatKernel.UNBIAS;
        }
        if (k.slope == 0f) {
            zeroRight(x, d, from, to);
        } else if (mirror) {
            float slope = k.slope;
            for (int i = from; i < to; i++) {
                float isLeft = isLeft(x[i]);
                d[i] = Math.fma(isLeft, d[i], Math.fma(-slope, isLeft, slope));
            }
        }
    }

    private static void valuesAndDerivatives(FloatKernel k, float[] x, float[] y, float[] d, int from, int to) {
        clamp(k.derivativeFloor, x, y, from, to);
        // from clamped arguments to 2ⁿ·BIAS
        for (int i = from; i < to; i++) {
            d[i] = Powers.biasedPower(Math.fma(y[i], k.log2eOverB, FloatKernel.SHIFT) - FloatKernel.SHIFT);
        }
        // from both to a·expm1(x/b), −0 at 0, and c·exp(x/b)
        for (int i = from; i < to; i++) {
            float n = Math.fma(y[i], k.log2eOverB, FloatKernel.SHIFT) - FloatKernel.SHIFT;
            float r = Math.fma(n, k.minusBLn2High, y[i]);
            float low = n * k.minusBLn2Low;
            float s = r + low;
            float s2 = s * s;
            float q = Math.fma(s2, Math.fma(s2, k.q5, Math.fma(s, k.q4, k.q3)), Math.fma(s, k.q2, k.q1));
            float u = Math.fma(s2 * s, q, Math.fma(s2, k.q0, low));
            float minusPower = d[i] * -FloatKernel.UNBIAS;
            float minusSlopePower = k.aOverB * minusPower;
            float cPower = k.cOverB * d[i];
            float sum = k.b + r;
            float sumLow = Math.fma(sum, k.cOverBLow, (r - (sum - k.b)) + u);
            d[i] = Math.fma(cPower, sum, cPower * sumLow) * FloatKernel.UNBIAS;
            y[i] = -Math.fma(k.a, 1f + minusPower, Math.fma(minusSlopePower, r, minusSlopePower * u));
        }
        addRight(k.slope, x, y, from, to);
        if (k.c != k.slope) {
            select(k.slope, x, d, from, to);
        }
    }

    private static void clamp(float floor, float[] x, float[] clamped, int from, int to) {
        for (int i = from; i < to; i++) {
            clamped[i] = Math.max(Math.min(x[i], 0f), floor);
        }
    }

    /** Left values are −0 for x >= 0, and slope·x is taken as −0 for x < 0: neither changes the sum or the sign of 0. */
    private static void addRight(float slope, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = slope * Math.max(x[i], -0f) + y[i];
        }
    }

    /** For x &lt; 0 the minimum with 2¹⁰⁵ or more, above all second derivatives of a moderate α, else with 0; NaN stays NaN. */
    private static void zeroRight(float[] x, float[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = Math.min(d[i], Math.max(x[i] * -HUGE * HUGE, 0f));
        }
    }

    private static void select(float slope, float[] x, float[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            float isLeft = isLeft(x[i]);
            d[i] = Math.fma(isLeft, d[i], Math.fma(-slope, isLeft, slope));
        }
    }

    private static void multiply(float[] dy, float[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = dy[i] * d[i];
        }
    }

    /**
     * 1 for x &lt; 0 and −0 for x >= 0: a conditional would keep a loop from being vectorized, and a division takes less time
     * than the instructions that make up a second min.
     */
    static float isLeft(float x) {
        return 1f / Math.min(Math.fma(x, -HUGE, -TINY) * HUGE * HUGE, 1f);
    }
}
