package io.github.celu.internal;

/**
 * Loops that HotSpot's own vectorizer can handle without the vector module. It wants each loop to start at index 0 and to
 * have no branch and, before JDK 26, no reinterpretation of float bits as int. So the work is cut into blocks held in small
 * scratch arrays, with several loops a block: the clamped argument and its shifted sum; the exponent bits, one element at
 * a time; the polynomial and the rest. Min and max stand in for branches and let NaN and −0 through.
 */
final class PlainFloat implements FloatBackend {
    private static final int BLOCK = 512;

    @Override
    public int minLength() {
        return 32;
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
        int block = Math.min(length, BLOCK);
        float[][] scratch = k.scratch(5, block);
        float[] in = scratch[0];
        float[] clamped = scratch[1];
        float[] power = scratch[2];
        float[] z = scratch[3];
        float[] out = scratch[4];
        float floor = d == null ? k.valueFloor : k.derivativeFloor;
        for (int start = 0; start < length; start += block) {
            int n = Math.min(block, length - start);
            System.arraycopy(x, xOffset + start, in, 0, n);
            clamp(in, floor, clamped, n);
            powers(k, clamped, power, n);
            z(k, clamped, z, n);
            if (y != null) {
                values(k, in, clamped, z, power, out, n);
                System.arraycopy(out, 0, y, yOffset + start, n);
            }
            if (d != null) {
                derivatives(k, clamped, z, power, out, n);
                if (k.c != 1f) {
                    onesWherePositive(clamped, out, n);
                }
                if (dy != null) {
                    System.arraycopy(dy, dyOffset + start, in, 0, n);
                    multiply(in, out, n);
                }
                System.arraycopy(out, 0, d, dOffset + start, n);
            }
        }
    }

    private static void clamp(float[] x, float floor, float[] clamped, int length) {
        for (int i = 0; i < length; i++) {
            clamped[i] = Math.min(Math.max(x[i], floor), 0f);
        }
    }

    /** power = 2ⁿ·BIAS. */
    private static void powers(FloatKernel k, float[] x, float[] power, int length) {
        for (int i = 0; i < length; i++) {
            power[i] = k.shifted(x[i]);
        }
        for (int i = 0; i < length; i++) {
            power[i] = FloatKernel.scale(FloatKernel.BIAS, power[i]);
        }
    }

    private static void z(FloatKernel k, float[] x, float[] z, int length) {
        for (int i = 0; i < length; i++) {
            z[i] = k.z(x[i], k.shifted(x[i]) - FloatKernel.SHIFT);
        }
    }

    private static void values(
            FloatKernel k, float[] x, float[] clamped, float[] z, float[] power, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            // The one term is −0 for x < 0, the other +0 for x >= 0: neither changes the difference or the sign of a
            // zero.
            float n = k.shifted(clamped[i]) - FloatKernel.SHIFT;
            float exact = power[i] * FloatKernel.UNBIAS;
            y[i] = Math.max(x[i], -0f) - k.minusValue(clamped[i], n, z[i], k.a * exact, k.minusSlope * exact);
        }
    }

    /** For x >= 0, that is clamped = 0, this gives c. */
    private static void derivatives(FloatKernel k, float[] clamped, float[] z, float[] power, float[] d, int length) {
        for (int i = 0; i < length; i++) {
            float n = k.shifted(clamped[i]) - FloatKernel.SHIFT;
            d[i] = k.derivative(clamped[i], n, z[i], k.c * power[i]);
        }
    }

    /** Replaces c by 1 where x >= 0, that is t = 0. */
    private static void onesWherePositive(float[] t, float[] d, int length) {
        for (int i = 0; i < length; i++) {
            // 1 for t < 0 and 0 for t = 0: a conditional would keep the loop from being vectorized
            float negative = Math.min(t[i] * -0x1p127f * 0x1p127f, 1f);
            d[i] = negative * d[i] + (1f - negative);
        }
    }

    private static void multiply(float[] dy, float[] d, int length) {
        for (int i = 0; i < length; i++) {
            d[i] *= dy[i];
        }
    }
}
