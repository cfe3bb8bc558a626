package io.github.celu.training;

/** The blog's four cases; the first trained on MNIST, the others on CIFAR-10. */
enum Case {
    A("automatic differentiation, Adam", true, false, 11),
    B("automatic differentiation, Adam", true, false, 51),
    C("manual back-propagation, AMSGrad", false, true, 51),
    D("dilated back-propagation, AMSGrad", false, true, 51);

    static final double BLOG_LEARNING_RATE = 8e-4;

    final String description;
    final boolean automatic;
    final boolean amsgrad;
    final int epochs;

    Case(String description, boolean automatic, boolean amsgrad, int epochs) {
        this.description = description;
        this.automatic = automatic;
        this.amsgrad = amsgrad;
        this.epochs = epochs;
    }

    Optimizer optimizer(Network network, float beta2, boolean tensorMaximum) {
        int parameters = network.parameters.length;
        if (tensorMaximum) {
            return Optimizer.amsgradByTensor(network.tensors(), beta2);
        }
        return amsgrad ? Optimizer.amsgrad(parameters, beta2) : Optimizer.adam(parameters, beta2);
    }
}
