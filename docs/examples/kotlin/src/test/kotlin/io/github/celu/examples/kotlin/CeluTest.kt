package io.github.celu.examples.kotlin

import io.github.celu.CELU
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class CeluTest {
    @Test
    fun numbers() {
        assertEquals(CELU.apply(-1.5f, 2f), (-1.5f).celu(alpha = 2f))
        assertEquals(CELU.apply(-1.5f), (-1.5f).celu())
        assertEquals(CELU.apply(-1.5, 2.0), (-1.5).celu(alpha = 2.0))
        assertEquals(CELU.apply(-1.5), (-1.5).celu())
    }

    @Test
    fun arrays() {
        val x = FloatArray(1000) { it / 100f - 5 }
        val y = x.celu(alpha = 2f)
        assertArrayEquals(FloatArray(1000) { CELU.apply(it / 100f - 5, 2f) }, y)
        val doubles = DoubleArray(1000) { it / 100.0 - 5 }.celu(alpha = 2.0)
        assertArrayEquals(DoubleArray(1000) { CELU.apply(it / 100.0 - 5, 2.0) }, doubles)
    }
}
