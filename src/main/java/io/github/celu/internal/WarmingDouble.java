package io.github.celu.internal;

/** Plain loops until {@link WarmUp} finds that the vector loops have been compiled; then those. */
final class WarmingDouble implements DoubleBackend {
    private static final int LENGTH = 1024;

    private final DoubleBackend plain = new PlainDouble();
    private final WarmUp warmUp =
            new WarmUp("celu warm-up double", () -> useEverything(Vector.LOOPS), () -> useEverything(plain));

    @Override
    public int minLength() {
        return current(0).minLength();
    }

    @Override
    public void run(
            DoubleKernel k,
            double[] x,
            int xOffset,
            double[] y,
            int yOffset,
            double[] dy,
            int dyOffset,
            double[] d,
            int dOffset,
            int length) {
        current(length).run(k, x, xOffset, y, yOffset, dy, dyOffset, d, dOffset, length);
    }

    private DoubleBackend current(int length) {
        return warmUp.isDone(length) ? Vector.LOOPS : plain;
    }

    /** Loaded in the background, for it starts the Vector API; plain where the lanes turn out to be too short. */
    private static final class Vector {
        static final DoubleBackend LOOPS = Implementation.isVector() ? new VectorDouble() : new PlainDouble();
    }

    /** All shapes of calls, lest one that C2 has never seen throw the compiled loop away. */
    static void useEverything(DoubleBackend backend) {
        DoubleKernel k = DoubleKernel.celu(1.0);
        double[] x = new double[LENGTH];
        double[] y = new double[LENGTH];
        backend.run(k, x, 0, y, 0, null, 0, null, 0, LENGTH);
        backend.run(k, x, 0, null, 0, null, 0, y, 0, LENGTH);
        backend.run(k, x, 0, null, 0, x, 0, y, 0, LENGTH);
        backend.run(k, x, 0, y, 0, null, 0, x, 0, LENGTH - 1);
    }
}
