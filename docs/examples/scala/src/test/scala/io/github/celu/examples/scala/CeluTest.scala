package io.github.celu.examples.scala

import io.github.celu.CELU
import org.junit.jupiter.api.Assertions.{assertArrayEquals, assertEquals}
import org.junit.jupiter.api.Test

class CeluTest:
  private val x = Array.tabulate(1000)(i => i / 100f - 5)

  @Test def numbers(): Unit =
    val y = x.toList.map(_.celu(alpha = 2f))
    assertEquals(List.tabulate(1000)(i => CELU.apply(i / 100f - 5, 2f)), y)
    assertEquals(List(CELU.apply(-1.5, 2.0)), List(-1.5).map(_.celu(alpha = 2.0)))
    assertEquals(-2f, Float.NegativeInfinity.celu(alpha = 2f))

  @Test def arrays(): Unit =
    assertArrayEquals(x.map(CELU.apply(_, 2f)), x.celu(alpha = 2f))
    val doubles = x.map(_.toDouble)
    assertArrayEquals(doubles.map(CELU.apply(_, 2.0)), doubles.celu(alpha = 2.0))
