package io.github.celu.internal;

import static io.github.celu.internal.Fma.soft;

/** {@link DoubleKernel}, line by line, with the fused multiply-add in software. */
final class SoftDoubleKernel extends DoubleKernel {
    SoftDoubleKernel(
            boolean celu,
            double alpha,
            double xScale,
            double yScale,
            double a,
            double b,
            double c,
            int cExponent,
            double slope,
            double derivativeFloor) {
        super(celu, alpha, xScale, yScale, a, b, c, cExponent, slope, derivativeFloor);
    }

    /** With a branch, unlike the original: mispredicted, it takes less time than this arithmetic. */
    @Override
    public double value(double x) {
        return x >= 0.0 ? x : super.value(x);
    }

    @Override
    public double derivative(double x) {
        return x >= 0.0 ? 1.0 : super.derivative(x);
    }

    @Override
    double moderateValue(double x) {
        double floor = VALUE_FLOOR * b;
        double clamped = x < floor ? floor : x;
        double shifted = soft(clamped, log2eOverB, SHIFT);
        double n = shifted - SHIFT;
        double r = soft(n, minusBLn2High, clamped);
        double u = u(r, n);
        double power = Double.longBitsToDouble(ONE + (Double.doubleToRawLongBits(shifted) << 52));
        double aPower = a * power;
        double base = a - aPower;
        double baseLow = (a - base) - aPower;
        double slopePower = minusSlope * power;
        double sum = soft(slopePower, r, base);
        double sumLow = soft(slopePower, r, base - sum);
        return -(sum + soft(slopePower, u, baseLow + sumLow));
    }

    @Override
    double exp(double x, long powers) {
        double shifted = soft(x, log2eOverB, SHIFT);
        double n = shifted - SHIFT;
        double r = soft(n, minusBLn2High, x);
        double u = u(r, n);
        double power = Double.longBitsToDouble(BIAS_BITS + (Double.doubleToRawLongBits(shifted) << 52 & powers));
        double cPower = cOverB * power;
        double sum = b + r;
        double sumLow = soft(sum, cOverBLow, (r - (sum - b)) + u);
        return soft(cPower, sum, cPower * sumLow) * UNBIAS;
    }

    static double softGradientAlphaNear(double t, double tLow) {
        double t2 = t * t;
        double t2Low = soft(t, t, -t2) + 2 * t * tLow;
        double t4 = t2 * t2;
        double hLow = soft(t2, soft(t, G4, G3), soft(t, G2, G1));
        double hMid = soft(t2, soft(t, G8, G7), soft(t, G6, G5));
        double h = soft(t4, soft(t4, soft(t, G10, G9), hMid), hLow);
        double tg = soft(t, G0, soft(t, G0_LOW, t2 * h));
        double factor = 0.5 + tg;
        double factorLow = soft(tLow, soft(t, 0.25, G0), tg - (factor - 0.5));
        return -soft(t2, factor, soft(t2, factorLow, t2Low * factor));
    }

    @Override
    double gradientAlphaFar(double x, double t, double tLow) {
        double shifted = soft(x, log2eOverB, SHIFT);
        double n = shifted - SHIFT;
        double r = soft(n, minusBLn2High, x);
        double u = u(r, n);
        double power = Double.longBitsToDouble(BIAS_BITS + (Double.doubleToRawLongBits(shifted) << 52));
        double sum = b + r;
        double sumLow = soft(sum, cOverBLow, r - (sum - b));
        double factor = cOverB * power * UNBIAS;
        double exp = factor * sum;
        double expLow = soft(factor, u, soft(factor, sumLow, soft(factor, sum, -exp)));
        return gradientAlphaFar(t, tLow, exp, expLow);
    }

    private double u(double r, double n) {
        double low = n * minusBLn2Low;
        double s = r + low;
        double s2 = s * s;
        double s4 = s2 * s2;
        double qLow = soft(s2, soft(s, q4, q3), soft(s, q2, q1));
        double qMid = soft(s2, soft(s, q8, q7), soft(s, q6, q5));
        double q = soft(s4, soft(s4, soft(s, q10, q9), qMid), qLow);
        return soft(s2 * s, q, soft(s2, q0, low));
    }
}
