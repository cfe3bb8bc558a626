package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;

/**
 * The scalar functions of {@link DoubleKernel} and {@link DoubleAlphaKernel} in loops that HotSpot's own vectorizer can handle:
 * see {@link PlainFloatLoops}. Here no function fits into one loop, so blocks go through several that hand their results on in
 * scratch. Where a sum and its rounding error take the same two factors, they take them in different order, since C2 would
 * otherwise pair the wrong operations.
 */
public final class PlainDoubleLoops implements DoubleLoops {
    /** All scratch of a block stays within the second-level cache; with much shorter ones a loop's ends cost too much. */
    private static final int BLOCK = 1024;

    private static final double HUGE = 0x1p1023;
    private static final double TINY = 0x1p-52; // half of what HUGE makes of the smallest double

    private static final class Scratch {
        private final int capacity;
        private final double[] x;
        private final double[] clamped;
        private final double[] r;
        private final double[] u;
        private final double[] power;
        private final double[] t;
        private final double[] tLow;
        private final double[] rLow;
        private final double[] dy;
        private final double[] y;
        private final double[] d;

        /** An array's header is 16 bytes: with 6 elements more, arrays made together are aligned alike, as far as 64 bytes go. */
        Scratch(int capacity) {
            this.capacity = capacity;
            x = new double[capacity + 6];
            clamped = new double[capacity + 6];
            r = new double[capacity + 6];
            u = new double[capacity + 6];
            power = new double[capacity + 6];
            t = new double[capacity + 6];
            tLow = new double[capacity + 6];
            rLow = new double[capacity + 6];
            dy = new double[capacity + 6];
            y = new double[capacity + 6];
            d = new double[capacity + 6];
        }
    }

    private final Spare<Scratch> spare = new Spare<>();

    private Scratch takeScratch(int length) {
        int n = Math.min(length, BLOCK) + 15 & -16;
        Scratch s = spare.take();
        return s == null || s.capacity < n ? new Scratch(n) : s;
    }

    /** From here on the loops are faster than scalar calls, on JDK 17 and 25. */
    @Override
    public int minLength() {
        return 128;
    }

    @Override
    public void value(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        Scratch s = takeScratch(length);
        for (int start = 0, n; start < length; start += n) { // start + block could overflow
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            clamp(k.valueFloor, s.x, s.clamped, 0, n);
            powers(k, s.clamped, s.power, n);
            reduce(k, s.clamped, s.r, s.u, n);
            values(k, s.x, s.r, s.u, s.power, s.y, n);
            System.arraycopy(s.y, 0, y, yOffset + start, n);
        }
        spare.giveBack(s);
    }

    @Override
    public void leftValue(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        Scratch s = takeScratch(length);
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            clamp(k.valueFloor, s.x, s.clamped, 0, n);
            powers(k, s.clamped, s.power, n);
            reduce(k, s.clamped, s.r, s.u, n);
            leftValues(k, s.r, s.u, s.power, s.y, n);
            System.arraycopy(s.y, 0, y, yOffset + start, n);
        }
        spare.giveBack(s);
    }

    @Override
    public void derivative(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        Scratch s = takeScratch(length);
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            clamp(k.derivativeFloor, s.x, s.clamped, 0, n);
            biasedPowers(k, s.clamped, s.power, n);
            reduce(k, s.clamped, s.r, s.u, n);
            derivatives(k, s.x, s.r, s.u, s.power, s.d, n);
            System.arraycopy(s.d, 0, d, dOffset + start, n);
        }
        spare.giveBack(s);
    }

    @Override
    public void valueAndDerivative(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
        Scratch s = takeScratch(length);
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            clamp(k.derivativeFloor, s.x, s.clamped, 0, n);
            biasedPowers(k, s.clamped, s.power, n);
            reduce(k, s.clamped, s.r, s.u, n);
            derivatives(k, s.x, s.r, s.u, s.power, s.d, n);
            unbias(s.power, n);
            values(k, s.x, s.r, s.u, s.power, s.y, n);
            System.arraycopy(s.y, 0, y, yOffset + start, n);
            System.arraycopy(s.d, 0, d, dOffset + start, n);
        }
        spare.giveBack(s);
    }

    @Override
    public void backward(
            DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length) {
        Scratch s = takeScratch(length);
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            System.arraycopy(dy, dyOffset + start, s.dy, 0, n);
            clamp(k.derivativeFloor, s.x, s.clamped, 0, n);
            biasedPowers(k, s.clamped, s.power, n);
            reduce(k, s.clamped, s.r, s.u, n);
            derivatives(k, s.x, s.r, s.u, s.power, s.d, n);
            multiply(s.dy, s.d, 0, n);
            System.arraycopy(s.d, 0, dx, dxOffset + start, n);
        }
        spare.giveBack(s);
    }

    @Override
    public void backwardFromOutput(
            DoubleKernel k, double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset, int length) {
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

    private static void outputProducts(DoubleKernel k, double[] dy, double[] y, double[] dx, int from, int to) {
        double b = k.b;
        double c = k.c;
        double slope = k.slope;
        if (c == slope) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (c + Math.min(y[i], 0.0) / b);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            double isLeft = isLeft(y[i]);
            dx[i] = dy[i] * (isLeft * (c + Math.min(y[i], 0.0) / b) + slope * (1.0 - isLeft));
        }
    }

    @Override
    public void alphaDerivative(DoubleAlphaKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        Scratch s = takeScratch(length);
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(BLOCK / 2, length - start); // twice as many arrays
            System.arraycopy(x, xOffset + start, s.x, 0, n);
            alphaDerivatives(k, s.x, s.t, s.tLow, s.power, s.r, s.rLow, s.u, n);
            System.arraycopy(s.t, 0, d, dOffset + start, n);
        }
        spare.giveBack(s);
    }

    /**
     * From x to t. The arrays are parameters, because C2 of JDK 17 vectorized fewer loops over arrays that it had loaded from
     * Scratch.
     */
    private static void alphaDerivatives(
            DoubleAlphaKernel k,
            double[] x,
            double[] t,
            double[] tLow,
            double[] power,
            double[] r,
            double[] rLow,
            double[] m,
            int length) {
        double limit = k.limit;
        double overAlpha = k.overAlpha;
        double overAlphaLow = k.overAlphaLow;
        // t = |x|/α and what it lacks
        for (int i = 0; i < length; i++) {
            double w = Math.min(Math.max(-x[i], 0.0), limit);
            double quotient = w * overAlpha;
            tLow[i] = Math.fma(w, overAlphaLow, Math.fma(w, overAlpha, -quotient));
            t[i] = quotient;
        }
        // −2⁻ⁿ
        for (int i = 0; i < length; i++) {
            power[i] = Powers.minusPower(DoubleAlphaKernel.SHIFT - alphaShifted(t[i]));
        }
        // the reduced t
        for (int i = 0; i < length; i++) {
            double n = alphaShifted(t[i]) - DoubleAlphaKernel.SHIFT;
            r[i] = Math.fma(n, DoubleAlphaKernel.MINUS_LN2, t[i]);
            rLow[i] = Math.fma(n, DoubleAlphaKernel.MINUS_LN2_LOW, tLow[i]);
        }
        // its polynomial
        for (int i = 0; i < length; i++) {
            double s = r[i] + rLow[i];
            double s2 = s * s;
            double s4 = s2 * s2;
            double mLow = Math.fma(
                    s2,
                    Math.fma(s, DoubleAlphaKernel.M3, DoubleAlphaKernel.M2),
                    Math.fma(s, DoubleAlphaKernel.M1, DoubleAlphaKernel.M0));
            double mHigh = Math.fma(
                    s4,
                    Math.fma(s, DoubleAlphaKernel.M9, DoubleAlphaKernel.M8),
                    Math.fma(
                            s2,
                            Math.fma(s, DoubleAlphaKernel.M7, DoubleAlphaKernel.M6),
                            Math.fma(s, DoubleAlphaKernel.M5, DoubleAlphaKernel.M4)));
            m[i] = Math.fma(s4, mHigh, mLow);
        }
        // what the product (1 + t)·(1 − r) lacks to the one whose 2⁻ⁿ-fold is 1 + the result where n > 0
        for (int i = 0; i < length; i++) {
            double s = r[i] + rLow[i];
            double u = s * s * Math.fma(-s, m[i], 0.5);
            double rest = 1.0 - r[i];
            double v = 1.0 + t[i];
            double vLow = (t[i] - (v - 1.0)) + tLow[i];
            double restLow = ((1.0 - rest) - r[i]) + (u - rLow[i]);
            double product = v * rest;
            tLow[i] = Math.fma(vLow, rest, Math.fma(v, restLow, Math.fma(v, rest, -product)));
        }
        // from m to the result where n = 0
        for (int i = 0; i < length; i++) {
            double s = r[i] + rLow[i];
            double s2 = s * s;
            double s2Low = Math.fma(s, s, -s2);
            double sLow = (r[i] - s) + rLow[i];
            double sum = Math.fma(s, s, s);
            double line = Math.fma(s, -0.5, 0.5);
            double lineLow = Math.fma(-0.5, s, 0.5 - line); // other factors first, lest C2 mispair the two
            double h = Math.fma(sum, m[i], line);
            double hLow = Math.fma(m[i], sum, line - h) + lineLow;
            m[i] = Math.fma(s2, h, Math.fma(s2, hLow, Math.fma(s2Low, h, s * sLow * (1.0 - r[i]))));
        }
        // the result where n > 0
        for (int i = 0; i < length; i++) {
            double product = (1.0 + t[i]) * (1.0 - r[i]);
            double difference = Math.fma(power[i], product, 1.0);
            double differenceLow = Math.fma(product, power[i], 1.0 - difference);
            t[i] = difference + Math.fma(power[i], tLow[i], differenceLow);
        }
        // one of the two
        for (int i = 0; i < length; i++) {
            double isNear = Math.max(-2.0 * power[i] - 1.0, 0.0); // 1 for n = 0, 0 for n > 0
            double zero = Math.min(Math.max(x[i] + 0.0, -0.0), 0.0); // −0 for x < 0
            t[i] = zero - (isNear * m[i] + (1.0 - isNear) * t[i]);
        }
    }

    private static double alphaShifted(double t) {
        return Math.fma(t, DoubleAlphaKernel.LOG2E, DoubleAlphaKernel.OFFSET) + DoubleAlphaKernel.SHIFT;
    }

    @Override
    public void addProducts(double[] dy, int dyOffset, double[] d, double[] sums, int length) {
        Scratch s = takeScratch(Math.min(sums.length, length));
        for (int start = 0, n; start < length; start += n) {
            n = Math.min(sums.length, length - start);
            System.arraycopy(dy, dyOffset + start, s.dy, 0, n);
            System.arraycopy(d, start, s.x, 0, n);
            addProducts(s.dy, s.x, sums, n);
        }
        spare.giveBack(s);
    }

    private static void addProducts(double[] dy, double[] d, double[] sums, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += dy[i] * d[i];
        }
    }

    /** r and u of clamped arguments. (In one loop C2 of JDK 17 vectorized no longer where it had inlined all into a large method.) */
    private static void reduce(DoubleKernel k, double[] x, double[] r, double[] u, int length) {
        rests(k, x, r, length);
        for (int i = 0; i < length; i++) {
            double n = Math.fma(x[i], k.log2eOverB, DoubleKernel.SHIFT) - DoubleKernel.SHIFT;
            double low = n * k.minusBLn2Low;
            double s = r[i] + low;
            double s2 = s * s;
            double s4 = s2 * s2;
            double qLow = Math.fma(s2, Math.fma(s, k.q4, k.q3), Math.fma(s, k.q2, k.q1));
            double qHigh = Math.fma(s2, Math.fma(s, k.q8, k.q7), Math.fma(s, k.q6, k.q5));
            double q = Math.fma(s4, Math.fma(s4, Math.fma(s, k.q10, k.q9), qHigh), qLow);
            u[i] = Math.fma(s2 * s, q, Math.fma(s2, k.q0, low));
        }
    }

    private static void rests(DoubleKernel k, double[] x, double[] r, int length) {
        for (int i = 0; i < length; i++) {
            double n = Math.fma(x[i], k.log2eOverB, DoubleKernel.SHIFT) - DoubleKernel.SHIFT;
            r[i] = Math.fma(n, k.minusBLn2High, x[i]);
        }
    }

    private static void clamp(double floor, double[] x, double[] clamped, int from, int to) {
        for (int i = from; i < to; i++) {
            clamped[i] = Math.max(Math.min(x[i], 0.0), floor);
        }
    }

    /** −2ⁿ of clamped arguments. */
    private static void powers(DoubleKernel k, double[] x, double[] minusPower, int length) {
        for (int i = 0; i < length; i++) {
            minusPower[i] = Powers.minusPower(Math.fma(x[i], k.log2eOverB, DoubleKernel.SHIFT) - DoubleKernel.SHIFT);
        }
    }

    /** 2ⁿ·BIAS of clamped arguments. */
    private static void biasedPowers(DoubleKernel k, double[] x, double[] power, int length) {
        for (int i = 0; i < length; i++) {
            power[i] = Powers.biasedPower(Math.fma(x[i], k.log2eOverB, DoubleKernel.SHIFT) - DoubleKernel.SHIFT);
        }
    }

    /** From 2ⁿ·BIAS to −2ⁿ. */
    private static void unbias(double[] power, int length) {
        for (int i = 0; i < length; i++) {
            power[i] *= -DoubleKernel.UNBIAS;
        }
    }

    private static void values(
            DoubleKernel k, double[] x, double[] r, double[] u, double[] minusPower, double[] y, int length) {
        double a = k.a;
        double aOverB = k.aOverB;
        double slope = k.slope;
        for (int i = 0; i < length; i++) {
            double aMinusPower = a * minusPower[i];
            double base = a + aMinusPower;
            double baseLow = (a - base) + aMinusPower;
            double minusSlopePower = aOverB * minusPower[i];
            double sum = Math.fma(minusSlopePower, r[i], base);
            double sumLow = Math.fma(r[i], minusSlopePower, base - sum); // other factors first, lest C2 mispair them
            // One of the two is −0 for x < 0, the other +0 for x >= 0: neither changes the difference or the sign of 0.
            y[i] = slope * Math.max(x[i], -0.0) - (sum + Math.fma(minusSlopePower, u[i], baseLow + sumLow));
        }
    }

    private static void leftValues(
            DoubleKernel k, double[] r, double[] u, double[] minusPower, double[] y, int length) {
        double a = k.a;
        double aOverB = k.aOverB;
        for (int i = 0; i < length; i++) {
            double aMinusPower = a * minusPower[i];
            double base = a + aMinusPower;
            double baseLow = (a - base) + aMinusPower;
            double minusSlopePower = aOverB * minusPower[i];
            double sum = Math.fma(minusSlopePower, r[i], base);
            double sumLow = Math.fma(r[i], minusSlopePower, base - sum);
            y[i] = 0.0 - (sum + Math.fma(minusSlopePower, u[i], baseLow + sumLow)); // not −0
        }
    }

    private static void derivatives(
            DoubleKernel k, double[] x, double[] r, double[] u, double[] power, double[] d, int length) {
        double b = k.b;
        double cOverB = k.cOverB;
        double cOverBLow = k.cOverBLow;
        for (int i = 0; i < length; i++) {
            double cPower = cOverB * power[i];
            double sum = b + r[i];
            double sumLow = Math.fma(sum, cOverBLow, (r[i] - (sum - b)) + u[i]);
            d[i] = Math.fma(cPower, sum, cPower * sumLow) * DoubleKernel.UNBIAS;
        }
        if (k.slope == 0.0) {
            zeroRight(x, d, 0, length);
        } else if (k.c != k.slope) {
            select(k.slope, x, d, 0, length);
        }
    }

    /** For x &lt; 0 the minimum with 2⁹⁷² or more, above all second derivatives of a moderate α, else with 0; NaN stays NaN. */
    private static void zeroRight(double[] x, double[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = Math.min(d[i], Math.max(x[i] * -HUGE * HUGE, 0.0));
        }
    }

    private static void select(double slope, double[] x, double[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            double isLeft = isLeft(x[i]);
            d[i] = Math.fma(isLeft, d[i], Math.fma(-slope, isLeft, slope));
        }
    }

    private static void multiply(double[] dy, double[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = dy[i] * d[i];
        }
    }

    /**
     * 1 for x &lt; 0 and −0 for x >= 0: a conditional would keep a loop from being vectorized, and a division takes less time
     * than the instructions that make up a second min.
     */
    static double isLeft(double x) {
        return 1.0 / Math.min(Math.fma(x, -HUGE, -TINY) * HUGE * HUGE, 1.0);
    }
}
