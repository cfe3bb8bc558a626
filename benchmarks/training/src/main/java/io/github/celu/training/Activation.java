package io.github.celu.training;

import io.github.celu.CELU;
import io.github.celu.ELU;

/**
 * An activation function of the network. All of them are the library's: ReLU is CELU at α = 0, the identity is CELU at
 * α = ∞. Where a method takes several α they are those of the channels, which lie side by side.
 *
 * @param wrongDerivative doubles the derivative for x &gt;= 0, the known fault of the blog's code
 */
record Activation(Name name, boolean wrongDerivative) {
    /** How many elements of a channel lie side by side. */
    private static final int INNER = 1;

    enum Name {
        CELU(2f),
        ELU(1f),
        RELU(0f),
        IDENTITY(Float.POSITIVE_INFINITY);

        /** The blog's α for CELU, the usual one for ELU, the limits for the others. */
        final float defaultAlpha;

        Name(float defaultAlpha) {
            this.defaultAlpha = defaultAlpha;
        }

        boolean hasAlpha() {
            return this == CELU || this == ELU;
        }
    }

    void apply(float[] x, float[] y, int length, float... alpha) {
        if (alpha.length > 1) {
            if (name == Name.ELU) {
                ELU.apply(x, 0, y, 0, length, alpha, INNER);
            } else {
                CELU.apply(x, 0, y, 0, length, alpha, INNER);
            }
        } else if (name == Name.ELU) {
            ELU.apply(x, 0, y, 0, length, alpha[0]);
        } else {
            CELU.apply(x, 0, y, 0, length, alpha[0]);
        }
    }

    /** With one α. */
    void applyAndGradient(float[] x, float[] y, float[] dydx, int length, float alpha) {
        if (name == Name.ELU) {
            ELU.applyAndGradient(x, 0, y, 0, dydx, 0, length, alpha);
        } else {
            CELU.applyAndGradient(x, 0, y, 0, dydx, 0, length, alpha);
        }
        doubleIfWrong(x, dydx, length);
    }

    void backward(float[] dy, float[] x, float[] dx, int length, float... alpha) {
        if (alpha.length > 1) {
            if (name == Name.ELU) {
                ELU.backward(dy, 0, x, 0, dx, 0, length, alpha, INNER);
            } else {
                CELU.backward(dy, 0, x, 0, dx, 0, length, alpha, INNER);
            }
        } else if (name == Name.ELU) {
            ELU.backward(dy, 0, x, 0, dx, 0, length, alpha[0]);
        } else {
            CELU.backward(dy, 0, x, 0, dx, 0, length, alpha[0]);
        }
        doubleIfWrong(x, dx, length);
    }

    /** The same with one α for networks that overwrite x with y; dx must not be y. */
    void backwardFromOutput(float[] dy, float[] y, float[] dx, int length, float alpha) {
        if (name == Name.ELU) {
            ELU.backwardFromOutput(dy, 0, y, 0, dx, 0, length, alpha);
        } else {
            CELU.backwardFromOutput(dy, 0, y, 0, dx, 0, length, alpha);
        }
        doubleIfWrong(y, dx, length);
    }

    /** Sets dx as {@link #backward} does, and returns the derivative of the loss in each α; dx may be dy. */
    double[] backwardWithAlpha(float[] dy, float[] x, float[] dx, int length, float... alpha) {
        double[] dalpha = new double[alpha.length];
        if (alpha.length > 1) {
            if (name == Name.ELU) {
                ELU.backwardWithAlpha(dy, 0, x, 0, dx, 0, length, alpha, dalpha, INNER);
            } else {
                CELU.backwardWithAlpha(dy, 0, x, 0, dx, 0, length, alpha, dalpha, INNER);
            }
        } else if (name == Name.ELU) {
            dalpha[0] = ELU.backwardWithAlpha(dy, 0, x, 0, dx, 0, length, alpha[0]);
        } else {
            dalpha[0] = CELU.backwardWithAlpha(dy, 0, x, 0, dx, 0, length, alpha[0]);
        }
        doubleIfWrong(x, dx, length);
        return dalpha;
    }

    private void doubleIfWrong(float[] x, float[] gradient, int length) {
        if (wrongDerivative) {
            for (int i = 0; i < length; i++) {
                if (x[i] >= 0) {
                    gradient[i] *= 2;
                }
            }
        }
    }
}
