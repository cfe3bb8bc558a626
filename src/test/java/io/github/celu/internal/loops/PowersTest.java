package io.github.celu.internal.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.kernel.FloatKernel;
import org.junit.jupiter.api.Test;

/** {@link Powers} gives exact powers of two for every integer that its methods promise to take. */
class PowersTest {
    @Test
    void ofFloatValues() {
        for (int n = -26; n <= 0; n++) {
            assertEquals(-Math.scalb(1f, n), Powers.minusPower((float) n), "n = " + n);
        }
    }

    @Test
    void ofFloatDerivatives() {
        for (int n = -176; n <= 0; n++) {
            assertEquals(Math.scalb(FloatKernel.BIAS, n), Powers.biasedPower((float) n), "n = " + n);
        }
    }

    @Test
    void ofDoubleValues() {
        for (int n = -62; n <= 0; n++) {
            assertEquals(-Math.scalb(1.0, n), Powers.minusPower((double) n), "n = " + n);
        }
    }

    @Test
    void ofDoubleDerivatives() {
        for (int n = -1168; n <= 0; n++) {
            assertEquals(Math.scalb(DoubleKernel.BIAS, n), Powers.biasedPower((double) n), "n = " + n);
        }
    }
}
