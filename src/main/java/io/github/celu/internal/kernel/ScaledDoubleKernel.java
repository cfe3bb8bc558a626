package io.github.celu.internal.kernel;

/** An extreme α, by the kernel of a moderate one: CELU(x, α) = CELU(2ᵏx, 2ᵏα)/2ᵏ and ELU(x, α) = ELU(x, 2ᵏα)/2ᵏ exactly. */
final class ScaledDoubleKernel extends DoubleKernel {
    /** At −2200·b exp(x/α)/α and α·exp(x) are 0 for the smallest and the largest α. */
    private static final double FLOOR = -2200.0;

    private final DoubleKernel core;
    private final double xScale;
    private final double valueScale;
    private final int exponent; // the derivative is 2^exponent times that of the core

    private ScaledDoubleKernel(
            double alpha, double slope, DoubleKernel core, double xScale, double valueScale, int exponent) {
        super(alpha, slope, 1.0, 1.0, 1.0, 0.0);
        this.core = core;
        this.xScale = xScale;
        this.valueScale = valueScale;
        this.exponent = exponent;
    }

    static DoubleKernel ofCelu(double alpha) {
        double scale = scale(alpha);
        return new ScaledDoubleKernel(alpha, 1.0, moderateCelu(alpha * scale), scale, scale, 0);
    }

    static DoubleKernel ofCeluSecond(double alpha) {
        double scale = scale(alpha);
        DoubleKernel core = moderateCeluSecond(alpha * scale);
        return new ScaledDoubleKernel(alpha, 0.0, core, scale, scale, Math.getExponent(scale));
    }

    static DoubleKernel ofElu(double alpha, double slope) {
        // Still large enough after scaling that a·x is exact to the last bit for subnormal x.
        double scale = alpha < 1.0 ? 0x1p600 : 0x1p-28;
        double a = alpha * scale;
        int exponent = Math.getExponent(a);
        DoubleKernel core = new DoubleKernel(alpha, slope, a, 1.0, Math.scalb(a, -exponent), 0.0);
        return new ScaledDoubleKernel(alpha, slope, core, 1.0, scale, exponent - Math.getExponent(scale));
    }

    private static double scale(double alpha) {
        return Math.scalb(1.0, -Math.max(-1000, Math.min(Math.getExponent(alpha), 1000)));
    }

    @Override
    public boolean isModerate() {
        return false;
    }

    @Override
    double valueLeft(double x) {
        // CELU: x/α so small that the correction of x is below a quarter ulp, while x·xScale could underflow
        return xScale != 1.0 && x > alpha * -0x1p-60 ? x : core.valueLeft(x * xScale) / valueScale;
    }

    /** Its power of two goes into one scaling: what is subnormal is rounded once. */
    @Override
    double derivativeLeft(double x) {
        double scaled = x * xScale;
        double clamped = scaled < FLOOR * core.b ? FLOOR * core.b : scaled;
        double n = Fma.fma(clamped, core.log2eOverB, SHIFT) - SHIFT;
        return Math.scalb(core.exp(clamped, n, 1.0), (int) n + exponent);
    }

    @Override
    public double backwardFromOutput(double dy, double y) {
        return dy * (y >= 0.0 ? slope : xScale != 1.0 ? 1.0 + y / alpha : alpha + y);
    }
}
