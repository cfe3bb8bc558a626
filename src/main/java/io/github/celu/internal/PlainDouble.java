package io.github.celu.internal;

/**
 * Loops that HotSpot's own vectorizer can handle without the vector module. It wants each loop to start at index 0 and to
 * have no branch and, before JDK 26, no reinterpretation of double bits as long. So the work is cut into blocks held in small
 * scratch arrays, with several loops a block: the clamped argument and its shifted sum; the exponent bits, one element at
 * a time; the polynomial and the rest. Min and max stand in for branches and let NaN and −0 through.
 */
final class PlainDouble implements DoubleBackend {
    private static final int BLOCK = 256;

    @Override
    public int minLength() {
        return 32;
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
        int block = Math.min(length, BLOCK);
        double[][] scratch = k.scratch(5, block);
        double[] in = scratch[0];
        double[] clamped = scratch[1];
        double[] power = scratch[2];
        double[] z = scratch[3];
        double[] out = scratch[4];
        double floor = d == null ? k.valueFloor : k.derivativeFloor;
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
                if (k.c != 1.0) {
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

    private static void clamp(double[] x, double floor, double[] clamped, int length) {
        for (int i = 0; i < length; i++) {
            clamped[i] = Math.min(Math.max(x[i], floor), 0.0);
        }
    }

    /** power = 2ⁿ·BIAS. */
    private static void powers(DoubleKernel k, double[] x, double[] power, int length) {
        for (int i = 0; i < length; i++) {
            power[i] = k.shifted(x[i]);
        }
        for (int i = 0; i < length; i++) {
            power[i] = DoubleKernel.scale(DoubleKernel.BIAS, power[i]);
        }
    }

    private static void z(DoubleKernel k, double[] x, double[] z, int length) {
        for (int i = 0; i < length; i++) {
            z[i] = k.z(x[i], k.shifted(x[i]) - DoubleKernel.SHIFT);
        }
    }

    private static void values(
            DoubleKernel k, double[] x, double[] clamped, double[] z, double[] power, double[] y, int length) {
        for (int i = 0; i < length; i++) {
            // The one term is −0 for x < 0, the other +0 for x >= 0: neither changes the difference or the sign of a
            // zero.
            double n = k.shifted(clamped[i]) - DoubleKernel.SHIFT;
            double exact = power[i] * DoubleKernel.UNBIAS;
            y[i] = Math.max(x[i], -0.0) - k.minusValue(clamped[i], n, z[i], k.a * exact, k.minusSlope * exact);
        }
    }

    /** For x >= 0, that is clamped = 0, this gives c. */
    private static void derivatives(
            DoubleKernel k, double[] clamped, double[] z, double[] power, double[] d, int length) {
        for (int i = 0; i < length; i++) {
            double n = k.shifted(clamped[i]) - DoubleKernel.SHIFT;
            d[i] = k.derivative(clamped[i], n, z[i], k.c * power[i]);
        }
    }

    /** Replaces c by 1 where x >= 0, that is t = 0. */
    private static void onesWherePositive(double[] t, double[] d, int length) {
        for (int i = 0; i < length; i++) {
            // 1 for t < 0 and 0 for t = 0: a conditional would keep the loop from being vectorized
            double negative = Math.min(t[i] * -0x1p1023 * 0x1p1023, 1.0);
            d[i] = negative * d[i] + (1.0 - negative);
        }
    }

    private static void multiply(double[] dy, double[] d, int length) {
        for (int i = 0; i < length; i++) {
            d[i] *= dy[i];
        }
    }
}
