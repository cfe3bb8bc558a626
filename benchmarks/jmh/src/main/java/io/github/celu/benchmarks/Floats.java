package io.github.celu.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Inputs and outputs of every operation. */
@State(Scope.Thread)
public class Floats {
    /** This length fits into the second-level cache of most processors, and no branch predictor learns its signs. */
    @Param("65536")
    public int length;

    @Param("0.7")
    public float alpha;

    float[] dy;
    float[] x;
    float[] y;

    /** What CELU makes of x. */
    float[] output;

    float[] dydx;
    float[] alphas;
    float[] manyAlphas;
    double[] manySums;
    double sum;
    FloatBuffer xBuffer;
    FloatBuffer yBuffer;

    static Floats of(int length) {
        Floats floats = new Floats();
        floats.length = length;
        floats.alpha = 0.7f;
        floats.fill();
        return floats;
    }

    @Setup
    public void fill() {
        dy = new float[length];
        x = new float[length];
        y = new float[length];
        output = new float[length];
        dydx = new float[length];
        SplittableRandom random = new SplittableRandom(170407483);
        for (int i = 0; i < length; i++) {
            dy[i] = (float) random.nextDouble(-1, 1);
            x[i] = (float) random.nextDouble(-5, 5);
            output[i] = x[i] < 0 ? alpha * (float) Math.expm1(x[i] / alpha) : x[i];
        }
        alphas = new float[] {alpha / 2, alpha, 1.5f * alpha, 2 * alpha};
        manyAlphas = new float[64];
        manySums = new double[64];
        for (int c = 0; c < manyAlphas.length; c++) {
            manyAlphas[c] = alpha * (c + 1) / 32;
        }
        xBuffer = buffer().put(x);
        yBuffer = buffer();
    }

    private FloatBuffer buffer() {
        return ByteBuffer.allocateDirect(Float.BYTES * length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
