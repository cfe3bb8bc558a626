package io.github.celu.figures;

/** What the benchmarks time, under their names there, in the order of the tables. */
enum Operation {
    APPLY("apply"),
    GRADIENT("gradient"),
    BACKWARD("backward"),
    APPLY_AND_GRADIENT("applyAndGradient"),
    SECOND_DERIVATIVE("secondDerivative"),
    CELU_BACKWARD_FROM_OUTPUT("CELU.backwardFromOutput"),
    ELU_BACKWARD_FROM_OUTPUT("ELU.backwardFromOutput"),
    CELU_GRADIENT_ALPHA("CELU.gradientAlpha"),
    ELU_GRADIENT_ALPHA("ELU.gradientAlpha"),
    CELU_BACKWARD_ALPHA("CELU.backwardAlpha"),
    ELU_BACKWARD_ALPHA("ELU.backwardAlpha"),
    CELU_BACKWARD_WITH_ALPHA("CELU.backwardWithAlpha"),
    APPLY_CHANNELS("apply, one α per channel"),
    APPLY_CHANNELS_LAST("apply, channels last"),
    BACKWARD_CHANNELS_LAST("backward, channels last"),
    BACKWARD_WITH_ALPHA_CHANNELS_LAST("CELU.backwardWithAlpha, channels last"),
    APPLY_BUFFERS("apply on direct buffers"),
    APPLY_SCALAR("a loop over scalar apply"),
    GRADIENT_SCALAR("a loop over scalar gradient"),
    MATH_EXPM1("a loop over Math.expm1"),
    VECTOR_EXPM1("the Vector API's EXPM1"),
    ARRAYCOPY("System.arraycopy");

    /** What readers know it by. */
    final String title;

    Operation(String title) {
        this.title = title;
    }

    /** Whether it is a loop of the library over arrays, and not something to compare these with. */
    boolean isArrayOperation() {
        return compareTo(APPLY_BUFFERS) < 0;
    }
}
