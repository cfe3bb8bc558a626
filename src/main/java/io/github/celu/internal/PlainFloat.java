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
    public void value(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        run(k, x, xOffset, y, yOffset, null, 0, null, 0, length);
    }

    @Override
    public void derivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        run(k, x, xOffset, null, 0, null, 0, d, dOffset, length);
    }

    @Override
    public void valueAndDerivative(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
        run(k, x, xOffset, y, yOffset, null, 0, d, dOffset, length);
    }

    @Override
    public void backward(
            FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length) {
        run(k, x, xOffset, null, 0, dy, dyOffset, dx, dxOffset, length);
    }

    /** The value goes to y, the derivative, times dy where there is a dy, to d; y, dy and d may be null. */
    private static void run(
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
        float[] in = new float[block];
        float[] t = new float[block];
        float[] power = new float[block];
        float[] out = new float[block];
        float floor = d == null ? k.valueFloor : k.derivativeFloor;
        for (int start = 0; start < length; start += block) {
            int n = Math.min(block, length - start);
            System.arraycopy(x, xOffset + start, in, 0, n);
            clamp(in, floor, t, n);
            powers(k, t, power, n);
            if (d == null) {
                values(k, in, t, power, out, n);
                System.arraycopy(out, 0, y, yOffset + start, n);
                continue;
            }
            derivatives(k, t, power, out, n);
            if (k.c != 1f) {
                onesWherePositive(in, out, n);
            }
            if (y != null) {
                values(k, in, t, power, t, n);
                System.arraycopy(t, 0, y, yOffset + start, n);
            }
            if (dy != null) {
                System.arraycopy(dy, dyOffset + start, in, 0, n);
                multiply(in, out, n);
            }
            System.arraycopy(out, 0, d, dOffset + start, n);
        }
    }

    private static void clamp(float[] x, float floor, float[] t, int length) {
        for (int i = 0; i < length; i++) {
            t[i] = Math.min(Math.max(x[i], floor), 0f);
        }
    }

    /** power = 2ⁿ⁺⁷⁶. */
    private static void powers(FloatKernel k, float[] t, float[] power, int length) {
        for (int i = 0; i < length; i++) {
            power[i] = k.shifted(t[i]);
        }
        for (int i = 0; i < length; i++) {
            power[i] = FloatKernel.powerOfTwo(power[i]);
        }
    }

    private static void values(FloatKernel k, float[] x, float[] t, float[] power, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            // The one term is −0 for x < 0, the other +0 for x >= 0: neither changes the difference or the sign of a
            // zero.
            float n = k.shifted(t[i]) - FloatKernel.SHIFT;
            y[i] = Math.max(x[i], -0f) - k.minusValue(t[i], n, power[i]);
        }
    }

    /** For x >= 0, that is t = 0, this gives c. */
    private static void derivatives(FloatKernel k, float[] t, float[] power, float[] d, int length) {
        for (int i = 0; i < length; i++) {
            d[i] = k.derivative(t[i], k.shifted(t[i]) - FloatKernel.SHIFT, power[i]);
        }
    }

    private static void onesWherePositive(float[] x, float[] d, int length) {
        for (int i = 0; i < length; i++) {
            d[i] = x[i] >= 0f ? 1f : d[i];
        }
    }

    private static void multiply(float[] dy, float[] d, int length) {
        for (int i = 0; i < length; i++) {
            d[i] *= dy[i];
        }
    }
}
