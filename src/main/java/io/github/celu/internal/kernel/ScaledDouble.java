package io.github.celu.internal.kernel;

/** Extreme α, by the kernel of a moderate one: CELU(x, α) = CELU(2ᵏx, 2ᵏα)/2ᵏ and ELU(x, α) = ELU(x, 2ᵏα)/2ᵏ exactly. */
final class ScaledDouble extends ExtremeDouble {
    /** At −2200·b exp(x/α)/α and α·exp(x) are 0 for the smallest and the largest α. */
    private static final double FLOOR = -2200.0;

    private final double alpha;
    private final DoubleKernel core;
    private final double xScale; // 2ᵏ for CELU, 1 for ELU
    private final double valueScale; // 2ᵏ
    private final int exponent; // the derivative is 2^exponent times that of the core

    private ScaledDouble(double alpha, DoubleKernel core, double xScale, double valueScale, int exponent) {
        this.alpha = alpha;
        this.core = core;
        this.xScale = xScale;
        this.valueScale = valueScale;
        this.exponent = exponent;
    }

    static ScaledDouble ofCelu(double alpha) {
        double scale = scale(alpha);
        return new ScaledDouble(alpha, DoubleKernel.moderateCelu(alpha * scale), scale, scale, 0);
    }

    static ScaledDouble ofCeluSecond(double alpha) {
        double scale = scale(alpha);
        DoubleKernel core = DoubleKernel.moderateCeluSecond(alpha * scale);
        return new ScaledDouble(alpha, core, scale, scale, Math.getExponent(scale));
    }

    static ScaledDouble ofElu(double alpha) {
        // Still large enough after scaling that a·x is exact to the last bit for subnormal x.
        double scale = alpha < 1.0 ? 0x1p600 : 0x1p-28;
        double a = alpha * scale;
        int exponent = Math.getExponent(a);
        DoubleKernel core = new DoubleKernel(alpha, 1.0, a, 1.0, Math.scalb(a, -exponent), 0.0);
        return new ScaledDouble(alpha, core, 1.0, scale, exponent - Math.getExponent(scale));
    }

    /** Makes α a number near 1, or a moderate one: 2^±1000 is far from over- and underflow. */
    static double scale(double alpha) {
        return Math.scalb(1.0, -Math.max(-1000, Math.min(Math.getExponent(alpha), 1000)));
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
        double n = Fma.fma(clamped, core.log2eOverB, DoubleKernel.SHIFT) - DoubleKernel.SHIFT;
        return Math.scalb(core.exp(clamped, n, 1.0), (int) n + exponent);
    }

    @Override
    double backwardFromOutput(double dy, double y) {
        return dy * (y >= 0.0 ? 1.0 : xScale != 1.0 ? 1.0 + y / alpha : alpha + y);
    }
}
