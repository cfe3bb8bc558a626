/** A program that is delivered together with its Java run time. */
module io.github.celu.examples.jlink {
    requires io.github.celu;
}
