package io.github.celu.internal;

/** Plain loops until {@link WarmUp} finds that the vector loops have been compiled; then those. */
final class WarmingFloat implements FloatBackend {
    private static final int LENGTH = 1024;

    private final FloatBackend plain = new PlainFloat();
    private final WarmUp warmUp =
            new WarmUp("celu warm-up float", () -> useEverything(Vector.LOOPS), () -> useEverything(plain));

    @Override
    public int minLength() {
        return current(0).minLength();
    }

    @Override
    public void run(
            FloatKernel k,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            float[] dy,
            int dyOffset,
            float[] d,
            int dOffset,
            int length) {
        current(length).run(k, x, xOffset, y, yOffset, dy, dyOffset, d, dOffset, length);
    }

    private FloatBackend current(int length) {
        return warmUp.isDone(length) ? Vector.LOOPS : plain;
    }

    /** Loaded in the background, for it starts the Vector API; plain where the lanes turn out to be too short. */
    private static final class Vector {
        static final FloatBackend LOOPS = Implementation.isVector() ? new VectorFloat() : new PlainFloat();
    }

    /** All shapes of calls, lest one that C2 has never seen throw the compiled loop away. */
    static void useEverything(FloatBackend backend) {
        FloatKernel k = FloatKernel.celu(1f);
        float[] x = new float[LENGTH];
        float[] y = new float[LENGTH];
        backend.run(k, x, 0, y, 0, null, 0, null, 0, LENGTH);
        backend.run(k, x, 0, null, 0, null, 0, y, 0, LENGTH);
        backend.run(k, x, 0, null, 0, x, 0, y, 0, LENGTH);
        backend.run(k, x, 0, y, 0, null, 0, x, 0, LENGTH - 1);
    }
}
