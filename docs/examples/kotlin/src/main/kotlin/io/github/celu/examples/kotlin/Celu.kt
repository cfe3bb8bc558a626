package io.github.celu.examples.kotlin

import io.github.celu.CELU

/** The CELU of this number: `x.celu()`, or `x.celu(alpha = 2f)`. */
fun Float.celu(alpha: Float = 1f): Float = CELU.apply(this, alpha)

fun Double.celu(alpha: Double = 1.0): Double = CELU.apply(this, alpha)

/** The CELU of each element, in a new array; unlike a list, with the vector loops and without boxes. */
fun FloatArray.celu(alpha: Float = 1f): FloatArray = CELU.apply(this, alpha)

fun DoubleArray.celu(alpha: Double = 1.0): DoubleArray = CELU.apply(this, alpha)

/** Prints the CELU of four numbers; takes no arguments. */
fun main(args: Array<String>) {
    if ("--help" in args) {
        println("Prints the CELU of four numbers; takes no arguments.")
        return
    }
    for (x in floatArrayOf(-3f, -1f, 0f, 1f)) {
        println("CELU($x) = ${x.celu()}")
    }
}
