package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.celu.testing.Api;
import io.github.celu.testing.Samples;
import io.github.celu.testing.Type;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The longest arrays that HotSpot makes, where an index that is advanced too far overflows. Needs some 12 GB of free memory:
 * {@code mvn -B test -Pexhaustive -Dtest=LargestTest}.
 */
@Tag("exhaustive")
class LargestTest {
    private static final int LENGTH = Integer.MAX_VALUE - 2;

    /** The inputs repeat after so many; prime, so that no block or vector sees the same ones again soon. */
    private static final int PERIOD = 4099;

    private static final float ALPHA = 0.7f;

    private static final float[] X = new float[LENGTH];

    /** One range to one, and back-propagation; all ranges are the same one. */
    static Stream<Api> inPlace() {
        return Api.ranges().stream().filter(api -> api.type() == Type.FLOAT && api.outputs() == 1);
    }

    @ParameterizedTest
    @MethodSource("inPlace")
    void inPlace(Api api) {
        float[] inputs = fill();
        double[] x = Type.doubles(inputs);
        double[] expected =
                api.elementByElement(ALPHA, api.inputs() == 1 ? new double[][] {x} : new double[][] {x, x})[0];
        if (api.inputs() == 1) {
            api.call(X, 0, X, 0, LENGTH, ALPHA);
        } else {
            api.call(X, 0, X, 0, X, 0, LENGTH, ALPHA);
        }
        assertRepeats((float[]) Type.FLOAT.array(expected), 0, LENGTH);
    }

    static Stream<Api> channels() {
        return Api.CHANNELS.stream().filter(api -> api.type() == Type.FLOAT && api.isRange());
    }

    /** Channels last; all ranges are the same one. */
    @ParameterizedTest
    @MethodSource("channels")
    void channelsInPlace(Api api) {
        float[] alpha = {0.7f, 2.5f, 1, 0.01f, 30};
        assertEquals(0, LENGTH % alpha.length);
        double[] x = Type.doubles(fill());
        float[] expected = new float[alpha.length * PERIOD];
        for (int c = 0; c < alpha.length; c++) {
            double[] y =
                    api.elementByElement(alpha[c], api.inputs() == 1 ? new double[][] {x} : new double[][] {x, x})[0];
            for (int i = c; i < expected.length; i += alpha.length) {
                expected[i] = (float) y[i % PERIOD];
            }
        }
        Object[] arguments = api.parameters().stream()
                .map(parameter -> switch (parameter.getName()) {
                    case "alpha" -> alpha;
                    case "dalpha" -> new double[alpha.length];
                    case "inner" -> 1;
                    case "length" -> LENGTH;
                    default -> parameter.getType() == int.class ? 0 : X;
                })
                .toArray();
        api.call(arguments);
        assertRepeats(expected, 0, LENGTH);
    }

    /** One element up, which goes through blocks from the end. */
    @Test
    void overlapping() {
        float[] inputs = fill();
        float[] expected = CELU.apply(inputs, ALPHA);
        CELU.apply(X, 0, X, 1, LENGTH - 1, ALPHA);
        assertEquals(inputs[0], X[0]);
        assertRepeats(expected, 1, LENGTH - 1);
    }

    private static float[] fill() {
        float[] inputs = Samples.floats(1, PERIOD, ALPHA);
        for (long start = 0; start < LENGTH; start += PERIOD) {
            System.arraycopy(inputs, 0, X, (int) start, (int) Math.min(PERIOD, LENGTH - start));
        }
        return inputs;
    }

    /** All of them, not only those at the ends. Not by Arrays.mismatch: JDK 17 crashed in it. */
    private static void assertRepeats(float[] expected, int offset, int length) {
        for (int i = 0, k = 0; i < length; i++, k = k + 1 < expected.length ? k + 1 : 0) {
            if (Float.floatToIntBits(expected[k]) != Float.floatToIntBits(X[offset + i])) {
                assertEquals(expected[k], X[offset + i], "element " + (offset + i));
            }
        }
    }
}
