package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The scalar functions of {@link FloatKernel} and {@link FloatAlphaKernel} in loops that HotSpot's own vectorizer can handle,
 * without the vector module. It wants no branch, no reinterpretation of float bits as int (before JDK 26), and one index for all
 * arrays; where ranges start at different ones, the work goes through copies that start alike. So min and max, which let NaN
 * and −0 through, stand in for branches, and 2ⁿ comes from {@link Powers}.
 *
 * <p>And it wants short loops: C2 does not begin to unroll, nor then to vectorize, one of more than 60 nodes (its option
 * LoopUnrollLimit), counting index and range checks. A value fits. A derivative in one loop did, until calls with other lengths
 * made C2 compile it again: 0.5 ns an element became 8. So everything but values goes through several loops, each well below
 * the limit, which hand their results on in scratch.
 */
public final class PlainFloatLoops implements FloatLoops {
    /** Copies stay within the first-level cache; with much shorter ones a loop's ends cost too much. */
    private static final int BLOCK = 1024;

    /** An array's header is 16 bytes: with these more, arrays made together are aligned alike, as far as 64 bytes go. */
    private static final int LENGTH = BLOCK + 12;

    private static final float HUGE = 0x1p127f;

    private static final class Scratch {
        private final float[] x = new float[LENGTH];
        private final float[] clamped = new float[LENGTH];
        private final float[] r = new float[LENGTH];
        private final float[] u = new float[LENGTH];
        private final float[] power = new float[LENGTH];
        private final float[] dy = new float[LENGTH];
        private final float[] y = new float[LENGTH];
        private final float[] d = new float[LENGTH];
        private final double[] wide = new double[LENGTH];
    }

    /**
     * The scratch of one call for the next. Fresh memory would cost a short call more than its loops do. Calls at the same
     * time make their own.
     */
    private final AtomicReference<Scratch> spare = new AtomicReference<>();

    private Scratch takeScratch() {
        Scratch s = spare.getAndSet(null);
        return s == null ? new Scratch() : s;
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
        if (xOffset == yOffset) {
            values(k, x, y, xOffset, xOffset + length);
            return;
        }
        for (int start = 0, n; start < length; start += n) { // start + block could overflow
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, y, yOffset + start, n);
            values(k, y, y, yOffset + start, yOffset + start + n);
        }
    }

    private static void values(FloatKernel k, float[] x, float[] y, int from, int to) {
        if (k.slope == 1f && k.aOverB <= 1f) {
            largerValues(k, x, y, from, to);
        } else {
            anyValues(k, x, y, from, to);
        }
    }

    /** Where a·expm1(x/b) >= x, two operations less: for a slope of 1 right of zero and at most 1 left of it. */
    private static void largerValues(FloatKernel k, float[] x, float[] y, int from, int to) {
        float limit = -k.valueFloor;
        for (int i = from; i < to; i++) {
            y[i] = Math.max(x[i], valueLeft(k, Math.min(Math.abs(x[i]), limit)));
        }
    }

    private static void anyValues(FloatKernel k, float[] x, float[] y, int from, int to) {
        float limit = -k.valueFloor;
        float slope = k.slope;
        for (int i = from; i < to; i++) {
            // One of them is −0, which changes neither the sum nor the sign of 0.
            y[i] = slope * Math.max(x[i], -0f) + valueLeft(k, Math.min(Math.max(-x[i], 0f), limit));
        }
    }

    @Override
    public void leftValue(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (xOffset == yOffset) {
            leftValues(k, x, y, xOffset, xOffset + length);
            return;
        }
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, y, yOffset + start, n);
            leftValues(k, y, y, yOffset + start, yOffset + start + n);
        }
    }

    private static void leftValues(FloatKernel k, float[] x, float[] y, int from, int to) {
        float limit = -k.valueFloor;
        for (int i = from; i < to; i++) {
            y[i] = valueLeft(k, Math.min(Math.max(-x[i], 0f), limit)) + 0f; // not −0
        }
    }

    @Override
    public void derivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        Scratch s = takeScratch();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            biasedPowers(k, s.x, s.clamped, s.power, n);
            reduce(k, s.clamped, s.r, s.u, n);
            derivatives(k, s.clamped, s.r, s.u, s.power, s.d, n);
            System.arraycopy(s.d, 0, d, dOffset + start, n);
        }
        spare.set(s);
    }

    @Override
    public void valueAndDerivative(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
        Scratch s = takeScratch();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            biasedPowers(k, s.x, s.clamped, s.power, n);
            reduce(k, s.clamped, s.r, s.u, n);
            derivatives(k, s.clamped, s.r, s.u, s.power, s.d, n);
            unbias(s.power, n);
            values(k, s.x, s.r, s.u, s.power, s.y, n);
            System.arraycopy(s.y, 0, y, yOffset + start, n);
            System.arraycopy(s.d, 0, d, dOffset + start, n);
        }
        spare.set(s);
    }

    @Override
    public void backward(
            FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length) {
        Scratch s = takeScratch();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            System.arraycopy(dy, dyOffset + start, s.dy, 0, n);
            biasedPowers(k, s.x, s.clamped, s.power, n);
            reduce(k, s.clamped, s.r, s.u, n);
            derivatives(k, s.clamped, s.r, s.u, s.power, s.d, n);
            multiply(s.dy, s.d, n);
            System.arraycopy(s.d, 0, dx, dxOffset + start, n);
        }
        spare.set(s);
    }

    @Override
    public void backwardFromOutput(
            FloatKernel k, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset, int length) {
        if (yOffset == dyOffset && yOffset == dxOffset) {
            outputProducts(k, dy, y, dx, yOffset, yOffset + length);
            return;
        }
        Scratch s = takeScratch();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(y, yOffset + start, s.y, 0, n);
            System.arraycopy(dy, dyOffset + start, s.d, 0, n);
            outputProducts(k, s.d, s.y, s.d, 0, n);
            System.arraycopy(s.d, 0, dx, dxOffset + start, n);
        }
        spare.set(s);
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
            float left = Math.min(y[i], 0f);
            float isLeft = isLeft(left);
            dx[i] = dy[i] * (isLeft * (c + left / b) + slope * (1f - isLeft));
        }
    }

    @Override
    public void alphaDerivative(FloatAlphaKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        Scratch s = takeScratch();
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            widen(s.x, s.wide, n);
            alphaDerivatives(k, s.wide, n);
            narrow(s.wide, s.d, n);
            System.arraycopy(s.d, 0, d, dOffset + start, n);
        }
        spare.set(s);
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
        double limit = k.limit;
        double overAlpha = k.overAlpha;
        double minusLog2eOverAlpha = k.minusLog2eOverAlpha;
        for (int i = 0; i < length; i++) {
            double w = Math.min(Math.max(-x[i], 0.0), limit);
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
        for (int i = 0; i < length; i++) {
            sums[i] += dy[dyOffset + i] * (double) d[i];
        }
    }

    /**
     * a·expm1(−w/b) for 0 <= w <= −valueFloor, −0 at 0. Here r, low, s and u have the opposite signs of {@link FloatKernel}'s,
     * which saves turning that of w.
     */
    private static float valueLeft(FloatKernel k, float w) {
        float n = Math.fma(w, -k.log2eOverB, FloatKernel.SHIFT) - FloatKernel.SHIFT;
        float r = Math.fma(n, -k.minusBLn2High, w);
        float low = n * -k.minusBLn2Low;
        float s = r + low;
        float s2 = s * s;
        float q = Math.fma(s2, Math.fma(s2, k.q5, Math.fma(s, -k.q4, k.q3)), Math.fma(s, -k.q2, k.q1));
        float u = Math.fma(s2 * s, q, Math.fma(s2, -k.q0, low));
        float minusPower = Powers.minusPower(n);
        float minusSlopePower = k.aOverB * minusPower;
        return Math.fma(-k.a, 1f + minusPower, Math.fma(minusSlopePower, r, minusSlopePower * u));
    }

    /** r and u of clamped arguments. */
    private static void reduce(FloatKernel k, float[] x, float[] r, float[] u, int length) {
        for (int i = 0; i < length; i++) {
            float n = Math.fma(x[i], k.log2eOverB, FloatKernel.SHIFT) - FloatKernel.SHIFT;
            float rest = Math.fma(n, k.minusBLn2High, x[i]);
            float low = n * k.minusBLn2Low;
            float s = rest + low;
            float s2 = s * s;
            float q = Math.fma(s2, Math.fma(s2, k.q5, Math.fma(s, k.q4, k.q3)), Math.fma(s, k.q2, k.q1));
            u[i] = Math.fma(s2 * s, q, Math.fma(s2, k.q0, low));
            r[i] = rest;
        }
    }

    /** Arguments clamped to [derivativeFloor, 0], and 2ⁿ·BIAS. */
    private static void biasedPowers(FloatKernel k, float[] x, float[] clamped, float[] power, int length) {
        float floor = k.derivativeFloor;
        for (int i = 0; i < length; i++) {
            float left = Math.max(Math.min(x[i], 0f), floor);
            clamped[i] = left;
            power[i] = Powers.biasedPower(Math.fma(left, k.log2eOverB, FloatKernel.SHIFT) - FloatKernel.SHIFT);
        }
    }

    /** From 2ⁿ·BIAS to −2ⁿ. */
    private static void unbias(float[] power, int length) {
        for (int i = 0; i < length; i++) {
            power[i] *= -FloatKernel.UNBIAS;
        }
    }

    private static void values(
            FloatKernel k, float[] x, float[] r, float[] u, float[] minusPower, float[] y, int length) {
        float a = k.a;
        float aOverB = k.aOverB;
        float slope = k.slope;
        for (int i = 0; i < length; i++) {
            float minusSlopePower = aOverB * minusPower[i];
            float minusLeft = Math.fma(a, 1f + minusPower[i], Math.fma(minusSlopePower, r[i], minusSlopePower * u[i]));
            // One of the two is −0 for x < 0, the other +0 for x >= 0: neither changes the difference or the sign of 0.
            y[i] = slope * Math.max(x[i], -0f) - minusLeft;
        }
    }

    private static void derivatives(
            FloatKernel k, float[] x, float[] r, float[] u, float[] power, float[] d, int length) {
        float b = k.b;
        float cOverB = k.cOverB;
        float cOverBLow = k.cOverBLow;
        if (k.c == k.slope) {
            for (int i = 0; i < length; i++) {
                float cPower = cOverB * power[i];
                float sum = b + r[i];
                float sumLow = Math.fma(sum, cOverBLow, (r[i] - (sum - b)) + u[i]);
                d[i] = Math.fma(cPower, sum, cPower * sumLow) * FloatKernel.UNBIAS;
            }
            return;
        }
        float slope = k.slope;
        for (int i = 0; i < length; i++) {
            float cPower = cOverB * power[i];
            float sum = b + r[i];
            float sumLow = Math.fma(sum, cOverBLow, (r[i] - (sum - b)) + u[i]);
            float isLeft = isLeft(x[i]);
            d[i] = isLeft * (Math.fma(cPower, sum, cPower * sumLow) * FloatKernel.UNBIAS) + slope * (1f - isLeft);
        }
    }

    private static void multiply(float[] dy, float[] d, int length) {
        for (int i = 0; i < length; i++) {
            d[i] *= dy[i];
        }
    }

    /** 1 for x &lt; 0 and 0 for x = 0: a conditional would keep a loop from being vectorized. */
    private static float isLeft(float x) {
        return Math.min(x * -HUGE * HUGE, 1f);
    }
}
