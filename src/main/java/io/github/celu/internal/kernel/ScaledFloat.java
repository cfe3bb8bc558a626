package io.github.celu.internal.kernel;

/** Extreme α of CELU, by the kernel of a moderate one: CELU(x, α) = CELU(2ᵏx, 2ᵏα)/2ᵏ exactly. */
final class ScaledFloat extends ExtremeFloat {
    /** At −330·b the second derivative is 0, exp(−330)/α < 2⁻¹⁵⁰, for the smallest α. */
    private static final float FLOOR = -330f;

    private final float alpha;
    private final FloatKernel core;
    private final float xScale; // 2ᵏ
    private final int exponent; // the derivative is 2^exponent times that of the core

    private ScaledFloat(float alpha, FloatKernel core, float xScale, int exponent) {
        this.alpha = alpha;
        this.core = core;
        this.xScale = xScale;
        this.exponent = exponent;
    }

    static ScaledFloat ofCelu(float alpha) {
        float scale = scale(alpha);
        float b = alpha * scale;
        return new ScaledFloat(alpha, new FloatKernel(b, 1f, b, b, 1.0), scale, 0);
    }

    static ScaledFloat ofCeluSecond(float alpha) {
        float scale = scale(alpha);
        float b = alpha * scale;
        return new ScaledFloat(alpha, new FloatKernel(b, 0f, b, b, 1.0 / b), scale, Math.getExponent(scale));
    }

    /** Makes α a number near 1, or a moderate one, by a power of two that is not subnormal. */
    private static float scale(float alpha) {
        return Math.scalb(1f, -Math.min(Math.getExponent(alpha), 120));
    }

    @Override
    float valueLeft(float x) {
        // x/α so small that the correction of x is below a quarter ulp, while x·xScale could underflow
        return x > alpha * -0x1p-30f ? x : core.valueLeft(x * xScale) / xScale;
    }

    /** Its power of two goes into one scaling: what is subnormal is rounded once. */
    @Override
    float derivativeLeft(float x) {
        float scaled = x * xScale;
        float clamped = scaled < FLOOR * core.b ? FLOOR * core.b : scaled;
        float n = Fma.fma(clamped, core.log2eOverB, FloatKernel.SHIFT) - FloatKernel.SHIFT;
        return (float) Math.scalb((double) core.exp(clamped, n, 1f), (int) n + exponent);
    }

    @Override
    float backwardFromOutput(float dy, float y) {
        return dy * (y >= 0f ? 1f : 1f + y / alpha);
    }
}
