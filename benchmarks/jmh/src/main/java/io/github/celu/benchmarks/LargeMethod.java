package io.github.celu.benchmarks;

import io.github.celu.CELU;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Five operations of both types in one method of a program, with plain loops, at mixed lengths: C2 inlines into it what it can.
 * Where it then no longer vectorizes a loop, that takes up to ten times as long. Prints a row for each of several JVMs.
 */
public final class LargeMethod {
    private static final int[] LENGTHS = {4, 8, 16, 40, 100, 200, 500, 1000, 2000, 4096};
    private static final float ALPHA = 0.7f;
    private static final long WARM_UP = 3_000_000_000L;
    private static final long WARM_UP_OF_ONE = 300_000_000L;
    private static final int ROUNDS = 9;
    private static final int CALLS = 200;

    private LargeMethod() {}

    /** With a number starts that many JVMs, by default 8. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.println(
                    "Prints the times of five operations of each type in several JVMs; takes their number, 8 by default.");
        } else if (List.of(args).contains("row")) {
            row();
        } else {
            System.out.println("| ns per element | float: gradient | backward | applyAndGradient | gradientAlpha"
                    + " | backwardAlpha | double: gradient | backward | applyAndGradient | gradientAlpha"
                    + " | backwardAlpha |");
            System.out.println("|---|" + "--:|".repeat(10));
            int jvms = args.length > 0 ? Integer.parseInt(args[0]) : 8;
            for (int i = 0; i < jvms; i++) {
                System.out.print(ChildJvm.run(List.of(), LargeMethod.class, "row"));
            }
        }
    }

    private static void row() {
        Floats f = Floats.of(4096);
        Doubles d = Doubles.of(4096);
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP; ) {
            mixed(f, d);
        }
        System.out.printf(
                "| JDK %s |" + " %.2f |".repeat(10) + "%n",
                System.getProperty("java.version"),
                time(() -> CELU.gradient(f.x, f.dydx, ALPHA)),
                time(() -> CELU.backward(f.dy, f.x, f.y, ALPHA)),
                time(() -> CELU.applyAndGradient(f.x, f.y, f.dydx, ALPHA)),
                time(() -> CELU.gradientAlpha(f.x, f.y, ALPHA)),
                time(() -> f.sum = CELU.backwardAlpha(f.dy, f.x, ALPHA)),
                time(() -> CELU.gradient(d.x, d.dydx, ALPHA)),
                time(() -> CELU.backward(d.dy, d.x, d.y, ALPHA)),
                time(() -> CELU.applyAndGradient(d.x, d.y, d.dydx, ALPHA)),
                time(() -> CELU.gradientAlpha(d.x, d.y, ALPHA)),
                time(() -> d.sum = CELU.backwardAlpha(d.dy, d.x, ALPHA)));
    }

    private static void mixed(Floats f, Doubles d) {
        for (int length : LENGTHS) {
            CELU.gradient(f.x, 0, f.dydx, 0, length, ALPHA);
            CELU.backward(f.dy, 0, f.x, 0, f.y, 0, length, ALPHA);
            CELU.applyAndGradient(f.x, 0, f.y, 0, f.dydx, 0, length, ALPHA);
            CELU.gradientAlpha(f.x, 0, f.y, 0, length, ALPHA);
            f.sum = CELU.backwardAlpha(f.dy, 0, f.x, 0, length, ALPHA);
            CELU.gradient(d.x, 0, d.dydx, 0, length, ALPHA);
            CELU.backward(d.dy, 0, d.x, 0, d.y, 0, length, ALPHA);
            CELU.applyAndGradient(d.x, 0, d.y, 0, d.dydx, 0, length, ALPHA);
            CELU.gradientAlpha(d.x, 0, d.y, 0, length, ALPHA);
            d.sum = CELU.backwardAlpha(d.dy, 0, d.x, 0, length, ALPHA);
        }
    }

    /** Nanoseconds an element: the median, after the time that C2 needs where it has compiled the operation only in the method. */
    private static double time(Runnable operation) {
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_OF_ONE; ) {
            operation.run();
        }
        double[] times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                operation.run();
            }
            times[round] = (double) (System.nanoTime() - start) / CALLS / 4096;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }
}
