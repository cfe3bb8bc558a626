/**
 * The activation functions {@link io.github.celu.CELU CELU} and {@link io.github.celu.ELU ELU}.
 *
 * <p>The module {@code jdk.incubator.vector} is optional: with it, whole arrays are computed with vector instructions;
 * without it, the same results come from plain Java. Nothing else is needed.
 */
module io.github.celu {
    // Not "requires static jdk.incubator.vector": javac would warn whoever requires this module, and fail with -Werror.
    // The library reads that module at run time, where there is one.

    exports io.github.celu;
}
