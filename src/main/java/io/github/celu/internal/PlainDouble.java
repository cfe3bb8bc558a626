package io.github.celu.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Loops that HotSpot's own vectorizer can handle without the vector module. It wants each loop to be short, to start at
 * index 0 and to have no branch and, before JDK 26, no reinterpretation of double bits as long. So the work is cut into blocks
 * held in small scratch arrays, with a chain of loops a block; the bits go through a buffer that is seen as long and as
 * double; and min and max, which let NaN and −0 through, stand in for branches.
 */
final class PlainDouble implements DoubleBackend {
    /** The scratch of a block stays within the first-level cache; with half the length a loop's ends cost too much. */
    private static final int BLOCK = 256;

    private static final Loop[] REDUCTION = {Loop.CLAMP, Loop.SHIFT, Loop.POWERS, Loop.REDUCE};
    private static final Loop[] VALUE = {Loop.BASES, Loop.VALUES};
    private static final Loop[] DERIVATIVE = {Loop.DERIVATIVES, Loop.ONES_WHERE_POSITIVE};
    private static final Loop[] PRODUCT = {Loop.MULTIPLY};

    /** What a block's loops work on. */
    static final class Scratch {
        private final double[] in = new double[BLOCK];
        private final double[] clamped = new double[BLOCK];
        private final double[] power = new double[BLOCK];
        private final double[] r = new double[BLOCK];
        private final double[] u = new double[BLOCK];
        private final double[] base = new double[BLOCK];
        private final double[] baseLow = new double[BLOCK];
        private final double[] out = new double[BLOCK];
        private final ByteBuffer bytes =
                ByteBuffer.allocate(BLOCK * Double.BYTES).order(ByteOrder.nativeOrder());
        private final DoubleBuffer powers = bytes.asDoubleBuffer();
        private final LongBuffer bits = bytes.asLongBuffer();
        private double floor;
    }

    /**
     * The scratch of one call for the next. Fresh memory would cost a short call more than its loops do. Calls at the same
     * time make their own.
     */
    private final AtomicReference<Scratch> spare = new AtomicReference<>();

    /** From about here on the loops are faster than scalar calls, on JDK 17 and 25. */
    @Override
    public int minLength() {
        return 64;
    }

    @Override
    public void run(
            DoubleKernel k,
            double[] x,
            int xOffset,
            double[] y,
            int yOffset,
            double[] dy,
            int dyOffset,
            double[] d,
            int dOffset,
            int length) {
        Scratch s = takeScratch();
        s.floor = d == null ? DoubleKernel.VALUE_FLOOR * k.b : k.derivativeFloor;
        for (int start = 0, n; start < length; start += n) { // start + block could overflow
            n = Math.min(BLOCK, length - start);
            System.arraycopy(x, xOffset + start, s.in, 0, n);
            run(REDUCTION, k, s, n);
            if (y != null) {
                run(VALUE, k, s, n);
                System.arraycopy(s.out, 0, y, yOffset + start, n);
            }
            if (d != null) {
                run(DERIVATIVE, k, s, n);
                if (dy != null) {
                    System.arraycopy(dy, dyOffset + start, s.in, 0, n);
                    run(PRODUCT, k, s, n);
                }
                System.arraycopy(s.out, 0, d, dOffset + start, n);
            }
        }
        spare.set(s);
    }

    Scratch takeScratch() {
        Scratch s = spare.getAndSet(null);
        return s == null ? new Scratch() : s;
    }

    private static void run(Loop[] loops, DoubleKernel k, Scratch s, int length) {
        for (Loop loop : loops) {
            loop.run(k, s, length);
        }
    }

    /**
     * A loop over a block. All are called from one place, which no compiler can inline: of several loops in one method C2
     * would leave some as they are, for its loop optimizations run out.
     */
    enum Loop {
        CLAMP {
            @Override
            void run(DoubleKernel k, Scratch s, int length) {
                double[] x = s.in;
                double[] clamped = s.clamped;
                double floor = s.floor;
                for (int i = 0; i < length; i++) {
                    clamped[i] = Math.min(Math.max(x[i], floor), 0.0);
                }
            }
        },

        SHIFT {
            @Override
            void run(DoubleKernel k, Scratch s, int length) {
                double[] x = s.clamped;
                double[] shifted = s.power;
                for (int i = 0; i < length; i++) {
                    shifted[i] = Math.fma(x[i], k.log2eOverB, DoubleKernel.SHIFT);
                }
            }
        },

        /** Turns n + SHIFT into 2ⁿ·BIAS: n is in the last bits. */
        POWERS {
            @Override
            void run(DoubleKernel k, Scratch s, int length) {
                LongBuffer bits = s.bits;
                s.powers.put(0, s.power, 0, length);
                for (int i = 0; i < length; i++) {
                    bits.put(i, DoubleKernel.BIAS_BITS + (bits.get(i) << 52));
                }
                s.powers.get(0, s.power, 0, length);
            }
        },

        REDUCE {
            @Override
            void run(DoubleKernel k, Scratch s, int length) {
                double[] x = s.clamped;
                double[] r = s.r;
                double[] u = s.u;
                for (int i = 0; i < length; i++) {
                    double n = Math.fma(x[i], k.log2eOverB, DoubleKernel.SHIFT) - DoubleKernel.SHIFT;
                    r[i] = Math.fma(n, k.minusBLn2High, x[i]);
                    double low = n * k.minusBLn2Low;
                    double t = r[i] + low;
                    double t2 = t * t;
                    double t4 = t2 * t2;
                    double qLow = Math.fma(t2, Math.fma(t, k.q4, k.q3), Math.fma(t, k.q2, k.q1));
                    double qMid = Math.fma(t2, Math.fma(t, k.q8, k.q7), Math.fma(t, k.q6, k.q5));
                    double q = Math.fma(t4, Math.fma(t4, Math.fma(t, k.q10, k.q9), qMid), qLow);
                    u[i] = Math.fma(t2 * t, q, Math.fma(t2, k.q0, low));
                }
            }
        },

        /** A loop of its own, for JDK 25 does not vectorize it together with the next one. */
        BASES {
            @Override
            void run(DoubleKernel k, Scratch s, int length) {
                double[] power = s.power;
                double[] base = s.base;
                double[] baseLow = s.baseLow;
                for (int i = 0; i < length; i++) {
                    double aPower = k.a * (power[i] * DoubleKernel.UNBIAS);
                    base[i] = k.a - aPower;
                    baseLow[i] = (k.a - base[i]) - aPower;
                }
            }
        },

        VALUES {
            @Override
            void run(DoubleKernel k, Scratch s, int length) {
                double[] x = s.in;
                double[] r = s.r;
                double[] u = s.u;
                double[] base = s.base;
                double[] baseLow = s.baseLow;
                double[] power = s.power;
                double[] y = s.out;
                for (int i = 0; i < length; i++) {
                    double slopePower = k.minusSlope * (power[i] * DoubleKernel.UNBIAS);
                    double sum = Math.fma(slopePower, r[i], base[i]);
                    double sumLow = Math.fma(slopePower, r[i], base[i] - sum);
                    double minusValue = sum + Math.fma(slopePower, u[i], baseLow[i] + sumLow);
                    // The one is −0 for x < 0, the other +0 for x >= 0: neither changes the difference or the sign of
                    // 0.
                    y[i] = Math.max(x[i], -0.0) - minusValue;
                }
            }
        },

        /** For x >= 0, that is r = u = 0, this gives c. */
        DERIVATIVES {
            @Override
            void run(DoubleKernel k, Scratch s, int length) {
                double[] r = s.r;
                double[] u = s.u;
                double[] power = s.power;
                double[] d = s.out;
                for (int i = 0; i < length; i++) {
                    double cPower = k.cOverB * power[i];
                    double sum = k.b + r[i];
                    double sumLow = Math.fma(sum, k.cOverBLow, (r[i] - (sum - k.b)) + u[i]);
                    d[i] = Math.fma(cPower, sum, cPower * sumLow) * DoubleKernel.UNBIAS;
                }
            }
        },

        /** Replaces c by 1 where x >= 0, that is t = 0. */
        ONES_WHERE_POSITIVE {
            @Override
            void run(DoubleKernel k, Scratch s, int length) {
                if (k.c == 1.0) {
                    return;
                }
                double[] t = s.clamped;
                double[] d = s.out;
                for (int i = 0; i < length; i++) {
                    // 1 for t < 0 and 0 for t = 0: a conditional would keep the loop from being vectorized
                    double negative = Math.min(t[i] * -0x1p1023 * 0x1p1023, 1.0);
                    d[i] = negative * d[i] + (1.0 - negative);
                }
            }
        },

        MULTIPLY {
            @Override
            void run(DoubleKernel k, Scratch s, int length) {
                double[] dy = s.in;
                double[] d = s.out;
                for (int i = 0; i < length; i++) {
                    d[i] *= dy[i];
                }
            }
        };

        abstract void run(DoubleKernel k, Scratch s, int length);
    }
}
