package io.github.celu.peers;

/** What is computed of every element; for backward, the incoming derivative times that of the function. */
public enum Operation {
    ELU(1),
    CELU(0.7),
    ELU_BACKWARD(1),
    CELU_BACKWARD(0.7);

    /** The α that speed and accuracy are measured with. Of ELU 1, since TensorFlow has no other. */
    final double alpha;

    Operation(double alpha) {
        this.alpha = alpha;
    }

    public boolean isBackward() {
        return this == ELU_BACKWARD || this == CELU_BACKWARD;
    }

    public boolean isCelu() {
        return this == CELU || this == CELU_BACKWARD;
    }
}
