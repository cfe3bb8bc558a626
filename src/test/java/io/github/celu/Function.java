package io.github.celu;

import java.math.BigDecimal;

/** The functions of one shape, x and alpha to a number, with their exact references and the bounds of the contract. */
enum Function {
    CELU_APPLY("CELU.apply", 1, 1, CELU::apply, CELU::apply, CELU::apply, CELU::apply, Exact::celu),
    CELU_GRADIENT(
            "CELU.gradient", 1, 1, CELU::gradient, CELU::gradient, CELU::gradient, CELU::gradient, Exact::celuGradient),
    CELU_GRADIENT_ALPHA(
            "CELU.gradientAlpha",
            1,
            2,
            CELU::gradientAlpha,
            CELU::gradientAlpha,
            CELU::gradientAlpha,
            CELU::gradientAlpha,
            Exact::celuGradientAlpha),
    CELU_SECOND_DERIVATIVE(
            "CELU.secondDerivative",
            2,
            2,
            CELU::secondDerivative,
            CELU::secondDerivative,
            CELU::secondDerivative,
            CELU::secondDerivative,
            Exact::celuSecondDerivative),
    ELU_APPLY("ELU.apply", 1, 1, ELU::apply, ELU::apply, ELU::apply, ELU::apply, Exact::elu),
    ELU_GRADIENT("ELU.gradient", 1, 1, ELU::gradient, ELU::gradient, ELU::gradient, ELU::gradient, Exact::eluGradient),
    ELU_GRADIENT_ALPHA(
            "ELU.gradientAlpha",
            1,
            2,
            ELU::gradientAlpha,
            ELU::gradientAlpha,
            ELU::gradientAlpha,
            ELU::gradientAlpha,
            Exact::eluGradientAlpha),
    ELU_SECOND_DERIVATIVE(
            "ELU.secondDerivative",
            2,
            2,
            ELU::secondDerivative,
            ELU::secondDerivative,
            ELU::secondDerivative,
            ELU::secondDerivative,
            Exact::eluSecondDerivative);

    /** A number type; every number of it is a double. */
    enum Type {
        FLOAT(Float.MIN_EXPONENT - 23, Float.MAX_EXPONENT),
        DOUBLE(Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT);

        /** Of the smallest and the largest number. */
        final int minExponent;

        final int maxExponent;

        Type(int minExponent, int maxExponent) {
            this.minExponent = minExponent;
            this.maxExponent = maxExponent;
        }

        double round(double x) {
            return this == FLOAT ? (float) x : x;
        }

        double ulp(double x) {
            return this == FLOAT ? Math.ulp((float) x) : Math.ulp(x);
        }

        double nextUp(double x) {
            return this == FLOAT ? Math.nextUp((float) x) : Math.nextUp(x);
        }
    }

    interface OfFloat {
        float at(float x, float alpha);
    }

    interface OfDouble {
        double at(double x, double alpha);
    }

    interface OfFloats {
        void run(float[] x, float[] y, float alpha);
    }

    interface OfDoubles {
        void run(double[] x, double[] y, double alpha);
    }

    interface OfReal {
        BigDecimal at(double x, double alpha);
    }

    final OfFloats ofFloats;
    final OfDoubles ofDoubles;
    final OfReal exact;

    private final String label;
    private final double floatBound;
    private final double doubleBound;
    private final OfFloat ofFloat;
    private final OfDouble ofDouble;

    Function(
            String label,
            double floatBound,
            double doubleBound,
            OfFloat ofFloat,
            OfDouble ofDouble,
            OfFloats ofFloats,
            OfDoubles ofDoubles,
            OfReal exact) {
        this.label = label;
        this.floatBound = floatBound;
        this.doubleBound = doubleBound;
        this.ofFloat = ofFloat;
        this.ofDouble = ofDouble;
        this.ofFloats = ofFloats;
        this.ofDoubles = ofDoubles;
        this.exact = exact;
    }

    /** By how much it scales x: expm1(x / scale). */
    double scale(double alpha) {
        return label.startsWith("CELU") ? alpha : 1;
    }

    /** The error in ulp stays below it. */
    double bound(Type type) {
        return type == Type.FLOAT ? floatBound : doubleBound;
    }

    double at(Type type, double x, double alpha) {
        return type == Type.FLOAT ? ofFloat.at((float) x, (float) alpha) : ofDouble.at(x, alpha);
    }

    double ulps(Type type, double x, double alpha) {
        BigDecimal expected = exact.at(x, alpha);
        double actual = at(type, x, alpha);
        return type == Type.FLOAT ? Exact.ulps((float) actual, expected) : Exact.ulps(actual, expected);
    }

    @Override
    public String toString() {
        return label;
    }
}
