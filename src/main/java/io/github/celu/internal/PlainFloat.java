package io.github.celu.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Loops that HotSpot's own vectorizer can handle without the vector module. It wants each loop to be short, to start at
 * index 0 and to have no branch and, before JDK 26, no reinterpretation of float bits as int. So the work is cut into blocks
 * held in small scratch arrays, with a chain of loops a block; the bits go through a buffer that is seen as int and as
 * float; and min and max, which let NaN and −0 through, stand in for branches.
 */
final class PlainFloat implements FloatBackend {
    /** The scratch of a block stays within the first-level cache; with half the length a loop's ends cost too much. */
    private static final int BLOCK = 512;

    private static final Loop[] REDUCTION = {Loop.CLAMP, Loop.SHIFT, Loop.POWERS, Loop.REDUCE};
    private static final Loop[] VALUE = {Loop.VALUES};
    private static final Loop[] DERIVATIVE = {Loop.DERIVATIVES, Loop.ONES_WHERE_POSITIVE};
    private static final Loop[] PRODUCT = {Loop.MULTIPLY};

    /** What a block's loops work on. */
    static final class Scratch {
        private final float[] in = new float[BLOCK];
        private final float[] clamped = new float[BLOCK];
        private final float[] power = new float[BLOCK];
        private final float[] r = new float[BLOCK];
        private final float[] u = new float[BLOCK];
        private final float[] out = new float[BLOCK];
        private final ByteBuffer bytes =
                ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.nativeOrder());
        private final FloatBuffer powers = bytes.asFloatBuffer();
        private final IntBuffer bits = bytes.asIntBuffer();
        private float floor;
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
            FloatKernel k,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            float[] dy,
            int dyOffset,
            float[] d,
            int dOffset,
            int length) {
        Scratch s = takeScratch();
        s.floor = d == null ? FloatKernel.VALUE_FLOOR * k.b : k.derivativeFloor;
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

    private static void run(Loop[] loops, FloatKernel k, Scratch s, int length) {
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
            void run(FloatKernel k, Scratch s, int length) {
                float[] x = s.in;
                float[] clamped = s.clamped;
                float floor = s.floor;
                for (int i = 0; i < length; i++) {
                    clamped[i] = Math.min(Math.max(x[i], floor), 0f);
                }
            }
        },

        SHIFT {
            @Override
            void run(FloatKernel k, Scratch s, int length) {
                float[] x = s.clamped;
                float[] shifted = s.power;
                for (int i = 0; i < length; i++) {
                    shifted[i] = Math.fma(x[i], k.log2eOverB, FloatKernel.SHIFT);
                }
            }
        },

        /** Turns n + SHIFT into 2ⁿ·BIAS: n is in the last bits. */
        POWERS {
            @Override
            void run(FloatKernel k, Scratch s, int length) {
                IntBuffer bits = s.bits;
                s.powers.put(0, s.power, 0, length);
                for (int i = 0; i < length; i++) {
                    bits.put(i, FloatKernel.BIAS_BITS + (bits.get(i) << 23));
                }
                s.powers.get(0, s.power, 0, length);
            }
        },

        REDUCE {
            @Override
            void run(FloatKernel k, Scratch s, int length) {
                float[] x = s.clamped;
                float[] r = s.r;
                float[] u = s.u;
                for (int i = 0; i < length; i++) {
                    float n = Math.fma(x[i], k.log2eOverB, FloatKernel.SHIFT) - FloatKernel.SHIFT;
                    r[i] = Math.fma(n, k.minusBLn2High, x[i]);
                    float low = n * k.minusBLn2Low;
                    float t = r[i] + low;
                    float t2 = t * t;
                    float q = Math.fma(t2, Math.fma(t2, k.q5, Math.fma(t, k.q4, k.q3)), Math.fma(t, k.q2, k.q1));
                    u[i] = Math.fma(t2 * t, q, Math.fma(t2, k.q0, low));
                }
            }
        },

        VALUES {
            @Override
            void run(FloatKernel k, Scratch s, int length) {
                float[] x = s.in;
                float[] r = s.r;
                float[] u = s.u;
                float[] power = s.power;
                float[] y = s.out;
                for (int i = 0; i < length; i++) {
                    float exact = power[i] * FloatKernel.UNBIAS;
                    float slopePower = k.minusSlope * exact;
                    float minusValue = Math.fma(k.a, 1f - exact, Math.fma(slopePower, r[i], slopePower * u[i]));
                    // The one is −0 for x < 0, the other +0 for x >= 0: neither changes the difference or the sign of
                    // 0.
                    y[i] = Math.max(x[i], -0f) - minusValue;
                }
            }
        },

        /** For x >= 0, that is r = u = 0, this gives c. */
        DERIVATIVES {
            @Override
            void run(FloatKernel k, Scratch s, int length) {
                float[] r = s.r;
                float[] u = s.u;
                float[] power = s.power;
                float[] d = s.out;
                for (int i = 0; i < length; i++) {
                    float cPower = k.cOverB * power[i];
                    float sum = k.b + r[i];
                    float sumLow = Math.fma(sum, k.cOverBLow, (r[i] - (sum - k.b)) + u[i]);
                    d[i] = Math.fma(cPower, sum, cPower * sumLow) * FloatKernel.UNBIAS;
                }
            }
        },

        /** Replaces c by 1 where x >= 0, that is t = 0. */
        ONES_WHERE_POSITIVE {
            @Override
            void run(FloatKernel k, Scratch s, int length) {
                if (k.c == 1f) {
                    return;
                }
                float[] t = s.clamped;
                float[] d = s.out;
                for (int i = 0; i < length; i++) {
                    // 1 for t < 0 and 0 for t = 0: a conditional would keep the loop from being vectorized
                    float negative = Math.min(t[i] * -0x1p127f * 0x1p127f, 1f);
                    d[i] = negative * d[i] + (1f - negative);
                }
            }
        },

        MULTIPLY {
            @Override
            void run(FloatKernel k, Scratch s, int length) {
                float[] dy = s.in;
                float[] d = s.out;
                for (int i = 0; i < length; i++) {
                    d[i] *= dy[i];
                }
            }
        };

        abstract void run(FloatKernel k, Scratch s, int length);
    }
}
