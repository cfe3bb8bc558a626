package io.github.celu.examples.scala

import io.github.celu.CELU

/** The CELU of this number, so that collections read as they should: `List(-1f, 2f).map(_.celu(alpha = 2f))`. */
extension (x: Float) def celu(alpha: Float): Float = CELU.apply(x, alpha)

extension (x: Double) def celu(alpha: Double): Double = CELU.apply(x, alpha)

/** The CELU of each element, in a new array; unlike a collection, with the vector loops and without boxes. */
extension (x: Array[Float]) def celu(alpha: Float): Array[Float] = CELU.apply(x, alpha)

extension (x: Array[Double]) def celu(alpha: Double): Array[Double] = CELU.apply(x, alpha)

@main def printCelu(args: String*): Unit =
  if args.contains("--help") then println("Prints the CELU of four numbers; takes no arguments.")
  else for x <- Seq(-3f, -1f, 0f, 1f) do println(s"CELU($x) = ${x.celu(alpha = 1f)}")
