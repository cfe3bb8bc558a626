package io.github.celu.benchmarks;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Inputs and outputs: from a few vectors to what goes through memory. */
@State(Scope.Thread)
public class Floats {
    @Param({"16", "64", "1024", "4096", "65536", "1048576", "16777216"})
    public int length;

    @Param("0.7")
    public float alpha;

    float[] dy;
    float[] x;
    float[] y;
    float[] dydx;

    @Setup
    public void fill() {
        dy = new float[length];
        x = new float[length];
        y = new float[length];
        dydx = new float[length];
        SplittableRandom random = new SplittableRandom(170407483);
        for (int i = 0; i < length; i++) {
            dy[i] = (float) random.nextDouble(-1, 1);
            x[i] = (float) random.nextDouble(-5, 5);
        }
    }
}
