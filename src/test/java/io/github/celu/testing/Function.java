package io.github.celu.testing;

import io.github.celu.CELU;
import io.github.celu.ELU;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * The functions of one shape, x and alpha to a number, with their exact references and the bounds of the contract: the one list
 * of them. The tests find the methods that compute them, and the combined ones, by {@link Api}.
 */
public enum Function {
    CELU_APPLY(
            CELU.class,
            "apply",
            1,
            1,
            CELU::apply,
            CELU::apply,
            CELU::apply,
            CELU::apply,
            Exact::celu,
            (x, alpha) -> alpha * Math.expm1(x / alpha)),
    CELU_GRADIENT(
            CELU.class,
            "gradient",
            1,
            1,
            CELU::gradient,
            CELU::gradient,
            CELU::gradient,
            CELU::gradient,
            Exact::celuGradient,
            (x, alpha) -> Math.exp(x / alpha)),
    CELU_GRADIENT_ALPHA(
            CELU.class,
            "gradientAlpha",
            1,
            2,
            CELU::gradientAlpha,
            CELU::gradientAlpha,
            CELU::gradientAlpha,
            CELU::gradientAlpha,
            Exact::celuGradientAlpha,
            (x, alpha) -> gradientAlpha(x / alpha)),
    CELU_SECOND_DERIVATIVE(
            CELU.class,
            "secondDerivative",
            2,
            2,
            CELU::secondDerivative,
            CELU::secondDerivative,
            CELU::secondDerivative,
            CELU::secondDerivative,
            Exact::celuSecondDerivative,
            (x, alpha) -> Math.exp(x / alpha) / alpha),
    ELU_APPLY(
            ELU.class,
            "apply",
            1,
            1,
            ELU::apply,
            ELU::apply,
            ELU::apply,
            ELU::apply,
            Exact::elu,
            (x, alpha) -> alpha * Math.expm1(x)),
    ELU_GRADIENT(
            ELU.class,
            "gradient",
            1,
            1,
            ELU::gradient,
            ELU::gradient,
            ELU::gradient,
            ELU::gradient,
            Exact::eluGradient,
            (x, alpha) -> alpha * Math.exp(x)),
    ELU_GRADIENT_ALPHA(
            ELU.class,
            "gradientAlpha",
            1,
            2,
            ELU::gradientAlpha,
            ELU::gradientAlpha,
            ELU::gradientAlpha,
            ELU::gradientAlpha,
            Exact::eluGradientAlpha,
            (x, alpha) -> Math.expm1(x)),
    ELU_SECOND_DERIVATIVE(
            ELU.class,
            "secondDerivative",
            2,
            2,
            ELU::secondDerivative,
            ELU::secondDerivative,
            ELU::secondDerivative,
            ELU::secondDerivative,
            Exact::eluSecondDerivative,
            (x, alpha) -> alpha * Math.exp(x));

    public interface OfFloat {
        float at(float x, float alpha);
    }

    public interface OfDouble {
        double at(double x, double alpha);
    }

    public interface OfFloats {
        void run(float[] x, float[] y, float alpha);
    }

    public interface OfDoubles {
        void run(double[] x, double[] y, double alpha);
    }

    public interface OfReal {
        BigDecimal at(double x, double alpha);
    }

    public final Class<?> owner;
    public final String method;
    public final OfFloats ofFloats;
    public final OfDoubles ofDoubles;
    public final OfReal exact;

    /** For x &lt; 0 in double, by the JDK: far more accurate than a float, and much faster than {@link #exact}. */
    public final OfDouble byTheJdk;

    private final double floatBound;
    private final double doubleBound;
    private final OfFloat ofFloat;
    private final OfDouble ofDouble;

    Function(
            Class<?> owner,
            String method,
            double floatBound,
            double doubleBound,
            OfFloat ofFloat,
            OfDouble ofDouble,
            OfFloats ofFloats,
            OfDoubles ofDoubles,
            OfReal exact,
            OfDouble byTheJdk) {
        this.owner = owner;
        this.method = method;
        this.floatBound = floatBound;
        this.doubleBound = doubleBound;
        this.ofFloat = ofFloat;
        this.ofDouble = ofDouble;
        this.ofFloats = ofFloats;
        this.ofDoubles = ofDoubles;
        this.exact = exact;
        this.byTheJdk = byTheJdk;
    }

    /** Those of CELU, or of ELU. */
    public static List<Function> of(Class<?> owner) {
        return Stream.of(values()).filter(function -> function.owner == owner).toList();
    }

    /** By how much it scales x: expm1(x / scale). */
    public double scale(double alpha) {
        return owner == CELU.class ? alpha : 1;
    }

    /** The error in ulp stays below it. */
    public double bound(Type type) {
        return type == Type.FLOAT ? floatBound : doubleBound;
    }

    public double at(Type type, double x, double alpha) {
        return type == Type.FLOAT ? ofFloat.at((float) x, (float) alpha) : ofDouble.at(x, alpha);
    }

    public double ulps(Type type, double x, double alpha) {
        BigDecimal expected = exact.at(x, alpha);
        double actual = at(type, x, alpha);
        return type == Type.FLOAT ? Exact.ulps((float) actual, expected) : Exact.ulps(actual, expected);
    }

    /** exp(t) - 1 - t exp(t), near 0 from its series, since the difference would cancel. */
    private static double gradientAlpha(double t) {
        if (t < -0.125) {
            // the product would be infinity times zero at -infinity
            return t < -800 ? -1 : (1 - t) * Math.exp(t) - 1;
        }
        double sum = 0;
        for (int k = 12; k > 1; k--) {
            sum = (1 + sum) * t * k / ((k - 1) * (k + 1.0));
        }
        return -0.5 * t * t * (1 + sum);
    }

    @Override
    public String toString() {
        return owner.getSimpleName() + "." + method;
    }
}
