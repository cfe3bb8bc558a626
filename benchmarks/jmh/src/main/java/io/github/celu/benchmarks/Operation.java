package io.github.celu.benchmarks;

import static jdk.incubator.vector.VectorOperators.EXPM1;
import static jdk.incubator.vector.VectorOperators.LT;

import io.github.celu.CELU;
import io.github.celu.ELU;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What is timed: most of what the library does to arrays, and what to compare it with. */
public enum Operation {
    APPLY {
        @Override
        void run(Floats a) {
            CELU.apply(a.x, a.y, a.alpha);
        }

        @Override
        void run(Doubles a) {
            CELU.apply(a.x, a.y, a.alpha);
        }
    },
    GRADIENT {
        @Override
        void run(Floats a) {
            CELU.gradient(a.x, a.dydx, a.alpha);
        }

        @Override
        void run(Doubles a) {
            CELU.gradient(a.x, a.dydx, a.alpha);
        }
    },
    SECOND_DERIVATIVE {
        @Override
        void run(Floats a) {
            CELU.secondDerivative(a.x, a.y, a.alpha);
        }

        @Override
        void run(Doubles a) {
            CELU.secondDerivative(a.x, a.y, a.alpha);
        }
    },
    BACKWARD {
        @Override
        void run(Floats a) {
            CELU.backward(a.dy, a.x, a.y, a.alpha);
        }

        @Override
        void run(Doubles a) {
            CELU.backward(a.dy, a.x, a.y, a.alpha);
        }
    },
    APPLY_AND_GRADIENT {
        @Override
        void run(Floats a) {
            CELU.applyAndGradient(a.x, a.y, a.dydx, a.alpha);
        }

        @Override
        void run(Doubles a) {
            CELU.applyAndGradient(a.x, a.y, a.dydx, a.alpha);
        }
    },
    CELU_BACKWARD_FROM_OUTPUT {
        @Override
        void run(Floats a) {
            CELU.backwardFromOutput(a.dy, a.output, a.y, a.alpha);
        }

        @Override
        void run(Doubles a) {
            CELU.backwardFromOutput(a.dy, a.output, a.y, a.alpha);
        }
    },
    ELU_BACKWARD_FROM_OUTPUT {
        @Override
        void run(Floats a) {
            ELU.backwardFromOutput(a.dy, a.output, a.y, a.alpha);
        }

        @Override
        void run(Doubles a) {
            ELU.backwardFromOutput(a.dy, a.output, a.y, a.alpha);
        }
    },
    CELU_GRADIENT_ALPHA {
        @Override
        void run(Floats a) {
            CELU.gradientAlpha(a.x, a.y, a.alpha);
        }

        @Override
        void run(Doubles a) {
            CELU.gradientAlpha(a.x, a.y, a.alpha);
        }
    },
    ELU_GRADIENT_ALPHA {
        @Override
        void run(Floats a) {
            ELU.gradientAlpha(a.x, a.y, a.alpha);
        }

        @Override
        void run(Doubles a) {
            ELU.gradientAlpha(a.x, a.y, a.alpha);
        }
    },
    CELU_BACKWARD_ALPHA {
        @Override
        void run(Floats a) {
            a.sum = CELU.backwardAlpha(a.dy, a.x, a.alpha);
        }

        @Override
        void run(Doubles a) {
            a.sum = CELU.backwardAlpha(a.dy, a.x, a.alpha);
        }
    },
    ELU_BACKWARD_ALPHA {
        @Override
        void run(Floats a) {
            a.sum = ELU.backwardAlpha(a.dy, a.x, a.alpha);
        }

        @Override
        void run(Doubles a) {
            a.sum = ELU.backwardAlpha(a.dy, a.x, a.alpha);
        }
    },

    CELU_BACKWARD_WITH_ALPHA {
        @Override
        void run(Floats a) {
            a.sum = CELU.backwardWithAlpha(a.dy, a.x, a.y, a.alpha);
        }

        @Override
        void run(Doubles a) {
            a.sum = CELU.backwardWithAlpha(a.dy, a.x, a.y, a.alpha);
        }
    },

    /** {@link #APPLY} with an alpha for each of four channels, in runs of a 64th of the elements, 1,024 at the usual length; of multiples of 64. */
    APPLY_CHANNELS {
        @Override
        void run(Floats a) {
            CELU.apply(a.x, a.y, a.alphas, a.length / 64);
        }

        @Override
        void run(Doubles a) {
            CELU.apply(a.x, a.y, a.alphas, a.length / 64);
        }
    },

    /** {@link #APPLY} with an alpha for each of 64 channels, whose elements are neighbours. */
    APPLY_CHANNELS_LAST {
        @Override
        void run(Floats a) {
            CELU.apply(a.x, a.y, a.manyAlphas, 1);
        }

        @Override
        void run(Doubles a) {
            CELU.apply(a.x, a.y, a.manyAlphas, 1);
        }
    },

    /** {@link #BACKWARD} likewise. */
    BACKWARD_CHANNELS_LAST {
        @Override
        void run(Floats a) {
            CELU.backward(a.dy, a.x, a.y, a.manyAlphas, 1);
        }

        @Override
        void run(Doubles a) {
            CELU.backward(a.dy, a.x, a.y, a.manyAlphas, 1);
        }
    },

    /** {@link #CELU_BACKWARD_WITH_ALPHA} likewise. */
    BACKWARD_WITH_ALPHA_CHANNELS_LAST {
        @Override
        void run(Floats a) {
            CELU.backwardWithAlpha(a.dy, a.x, a.y, a.manyAlphas, a.manySums, 1);
        }

        @Override
        void run(Doubles a) {
            CELU.backwardWithAlpha(a.dy, a.x, a.y, a.manyAlphas, a.manySums, 1);
        }
    },

    /** {@link #APPLY} on direct buffers in native order. */
    APPLY_BUFFERS {
        @Override
        void run(Floats a) {
            CELU.apply(a.xBuffer.rewind(), a.yBuffer.rewind(), a.alpha);
        }

        @Override
        void run(Doubles a) {
            CELU.apply(a.xBuffer.rewind(), a.yBuffer.rewind(), a.alpha);
        }
    },

    /** {@link #APPLY} by a loop of scalar calls. */
    APPLY_SCALAR {
        @Override
        void run(Floats a) {
            for (int i = 0; i < a.x.length; i++) {
                a.y[i] = CELU.apply(a.x[i], a.alpha);
            }
        }

        @Override
        void run(Doubles a) {
            for (int i = 0; i < a.x.length; i++) {
                a.y[i] = CELU.apply(a.x[i], a.alpha);
            }
        }
    },
    /** {@link #GRADIENT} by a loop of scalar calls. */
    GRADIENT_SCALAR {
        @Override
        void run(Floats a) {
            for (int i = 0; i < a.x.length; i++) {
                a.dydx[i] = CELU.gradient(a.x[i], a.alpha);
            }
        }

        @Override
        void run(Doubles a) {
            for (int i = 0; i < a.x.length; i++) {
                a.dydx[i] = CELU.gradient(a.x[i], a.alpha);
            }
        }
    },

    /** CELU as one writes it without a library. */
    MATH_EXPM1 {
        @Override
        void run(Floats a) {
            float[] x = a.x;
            float[] y = a.y;
            float alpha = a.alpha;
            for (int i = 0; i < x.length; i++) {
                y[i] = x[i] < 0 ? alpha * (float) Math.expm1(x[i] / alpha) : x[i];
            }
        }

        @Override
        void run(Doubles a) {
            double[] x = a.x;
            double[] y = a.y;
            double alpha = a.alpha;
            for (int i = 0; i < x.length; i++) {
                y[i] = x[i] < 0 ? alpha * Math.expm1(x[i] / alpha) : x[i];
            }
        }
    },
    /** CELU as one writes it with the Vector API, for whole vectors. */
    VECTOR_EXPM1 {
        @Override
        void run(Floats a) {
            float[] x = a.x;
            float[] y = a.y;
            float alpha = a.alpha;
            for (int i = 0; i < x.length; i += FLOATS.length()) {
                FloatVector v = FloatVector.fromArray(FLOATS, x, i);
                FloatVector negative = v.div(alpha).lanewise(EXPM1).mul(alpha);
                v.blend(negative, v.compare(LT, 0)).intoArray(y, i);
            }
        }

        @Override
        void run(Doubles a) {
            double[] x = a.x;
            double[] y = a.y;
            double alpha = a.alpha;
            for (int i = 0; i < x.length; i += DOUBLES.length()) {
                DoubleVector v = DoubleVector.fromArray(DOUBLES, x, i);
                DoubleVector negative = v.div(alpha).lanewise(EXPM1).mul(alpha);
                v.blend(negative, v.compare(LT, 0)).intoArray(y, i);
            }
        }
    },
    /** What no code can beat once the arrays are in memory. */
    ARRAYCOPY {
        @Override
        void run(Floats a) {
            System.arraycopy(a.x, 0, a.y, 0, a.length);
        }

        @Override
        void run(Doubles a) {
            System.arraycopy(a.x, 0, a.y, 0, a.length);
        }
    };

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    /** At each length. */
    private static final int ELEMENTS = 20_000_000;

    private static boolean allUsed;

    abstract void run(Floats a);

    abstract void run(Doubles a);

    /** The one place that calls {@link #run(Floats)}: having seen all operations, it inlines none of them. */
    static void call(Operation operation, Floats a) {
        operation.run(a);
    }

    /** The one place that calls {@link #run(Doubles)}. */
    static void call(Operation operation, Doubles a) {
        operation.run(a);
    }

    /**
     * Runs every operation on arrays of several lengths until it has been compiled, once in a JVM. A JVM that has seen one loop
     * and one length only flatters it: all calls on the way to it are inlined, and every profile knows one type and one number.
     */
    static void useAll() {
        if (allUsed) {
            return;
        }
        allUsed = true;
        for (int length : new int[] {5 * 1024, 1024, 64 * 1024}) {
            Floats floats = Floats.of(length);
            Doubles doubles = Doubles.of(length);
            for (int i = 0; i < ELEMENTS / length; i++) {
                for (Operation operation : values()) {
                    call(operation, floats);
                    call(operation, doubles);
                }
            }
        }
    }
}
