package io.github.celu.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Inputs and outputs of every operation. */
@State(Scope.Thread)
public class Doubles {
    /** This length fits into the second-level cache of most processors, and no branch predictor learns its signs. */
    @Param("65536")
    public int length;

    @Param("0.7")
    public double alpha;

    double[] dy;
    double[] x;
    double[] y;

    /** What CELU makes of x. */
    double[] output;

    double[] dydx;
    double[] alphas;
    double[] manyAlphas;
    double[] manySums;
    double sum;
    DoubleBuffer xBuffer;
    DoubleBuffer yBuffer;

    static Doubles of(int length) {
        Doubles doubles = new Doubles();
        doubles.length = length;
        doubles.alpha = 0.7;
        doubles.fill();
        return doubles;
    }

    @Setup
    public void fill() {
        dy = new double[length];
        x = new double[length];
        y = new double[length];
        output = new double[length];
        dydx = new double[length];
        SplittableRandom random = new SplittableRandom(170407483);
        for (int i = 0; i < length; i++) {
            dy[i] = random.nextDouble(-1, 1);
            x[i] = random.nextDouble(-5, 5);
            output[i] = x[i] < 0 ? alpha * Math.expm1(x[i] / alpha) : x[i];
        }
        alphas = new double[] {alpha / 2, alpha, 1.5 * alpha, 2 * alpha};
        manyAlphas = new double[64];
        manySums = new double[64];
        for (int c = 0; c < manyAlphas.length; c++) {
            manyAlphas[c] = alpha * (c + 1) / 32;
        }
        xBuffer = buffer().put(x);
        yBuffer = buffer();
    }

    private DoubleBuffer buffer() {
        return ByteBuffer.allocateDirect(Double.BYTES * length)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }
}
