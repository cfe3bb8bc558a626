/**
 * The activation functions {@link io.github.celu.CELU CELU} and {@link io.github.celu.ELU ELU}.
 *
 * <p>The module {@code jdk.incubator.vector} is optional: with it, whole arrays are computed with vector instructions;
 * without it, the same results come from plain Java. Nothing else is needed.
 */
module io.github.celu {
    // Present at run time only if the application asks for it, with --add-modules or in its own module-info.
    requires static jdk.incubator.vector;

    exports io.github.celu;
}
