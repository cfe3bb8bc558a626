package io.github.celu.benchmarks;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Inputs and outputs: from a few vectors to what goes through memory. */
@State(Scope.Thread)
public class Doubles {
    @Param({"16", "64", "1024", "4096", "65536", "1048576", "16777216"})
    public int length;

    @Param("0.7")
    public double alpha;

    double[] dy;
    double[] x;
    double[] y;
    double[] dydx;

    @Setup
    public void fill() {
        dy = new double[length];
        x = new double[length];
        y = new double[length];
        dydx = new double[length];
        SplittableRandom random = new SplittableRandom(170407483);
        for (int i = 0; i < length; i++) {
            dy[i] = random.nextDouble(-1, 1);
            x[i] = random.nextDouble(-5, 5);
        }
    }
}
