package io.github.celu.internal;

import static io.github.celu.internal.Fma.soft;

/** {@link FloatKernel}, line by line, with the fused multiply-add in software. */
final class SoftFloatKernel extends FloatKernel {
    SoftFloatKernel(
            boolean celu,
            float alpha,
            float scale,
            float a,
            float b,
            float c,
            float slope,
            float derivativeFloor,
            DoubleKernel wide) {
        super(celu, alpha, scale, a, b, c, slope, derivativeFloor, wide);
    }

    /** With a branch, unlike the original: mispredicted, it takes less time than this arithmetic. */
    @Override
    public float value(float x) {
        return x >= 0f ? x : super.value(x);
    }

    @Override
    public float derivative(float x) {
        return x >= 0f ? 1f : super.derivative(x);
    }

    @Override
    float moderateValue(float x) {
        float floor = VALUE_FLOOR * b;
        float clamped = x < floor ? floor : x;
        float shifted = soft(clamped, log2eOverB, SHIFT);
        float n = shifted - SHIFT;
        float r = soft(n, minusBLn2High, clamped);
        float u = u(r, n);
        float power = Float.intBitsToFloat(ONE + (Float.floatToRawIntBits(shifted) << 23));
        float slopePower = minusSlope * power;
        return -soft(a, 1f - power, soft(slopePower, r, slopePower * u));
    }

    @Override
    float moderateDerivative(float x) {
        float clamped = x < derivativeFloor ? derivativeFloor : x;
        float shifted = soft(clamped, log2eOverB, SHIFT);
        float n = shifted - SHIFT;
        float r = soft(n, minusBLn2High, clamped);
        float u = u(r, n);
        float power = Float.intBitsToFloat(BIAS_BITS + (Float.floatToRawIntBits(shifted) << 23));
        float cPower = cOverB * power;
        float sum = b + r;
        float sumLow = soft(sum, cOverBLow, (r - (sum - b)) + u);
        return soft(cPower, sum, cPower * sumLow) * UNBIAS;
    }

    private float u(float r, float n) {
        float low = n * minusBLn2Low;
        float s = r + low;
        float s2 = s * s;
        float q = soft(s2, soft(s2, q5, soft(s, q4, q3)), soft(s, q2, q1));
        return soft(s2 * s, q, soft(s2, q0, low));
    }
}
