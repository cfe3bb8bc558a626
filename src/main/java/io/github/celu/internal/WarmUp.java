package io.github.celu.internal;

/**
 * Lets plain code serve until the vector loops have been compiled. Not yet compiled ones are a thousand times slower than
 * plain code, for the first hundred milliseconds or more. So, once a program has processed enough elements, a
 * background thread runs them until they are faster than the plain ones. The bits are the same, so nobody sees the switch.
 *
 * @param <L> the loops
 */
abstract class WarmUp<L> {
    static final int LENGTH = 1024;

    /**
     * 16 million elements, which take plain code some 15 ms. Warming up takes two seconds of other cores, and where there is only
     * one other, a call now and then waits some milliseconds for its time slice. Neither is for a short program.
     */
    private static final long WORTH_IT = 1 << 24;

    /** A machine that cannot compile the loops in this time stays with plain code. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final String name;
    private volatile L serving;
    private boolean decided;
    private long elements; // lost updates of concurrent calls do no harm

    WarmUp(String name, L plain) {
        this.name = name;
        serving = plain;
    }

    /** The vector loops, or null if there are none; loads them. */
    abstract L vector();

    /** Runs each loop once. */
    abstract void use(L loops);

    /** Decides without a warm-up. */
    final void decide(boolean forVector) {
        decided = true;
        L vector = forVector ? vector() : null;
        if (vector != null) {
            serving = vector;
        }
    }

    /** The loops for a call of this length, which is taken note of. */
    final L serving(int length) {
        if (!decided) {
            elements += length;
            if (elements >= WORTH_IT) {
                start();
            }
        }
        return serving;
    }

    private synchronized void start() {
        if (!decided) {
            decided = true;
            Thread thread = new Thread(null, this::warmUp, name, 0, false);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void warmUp() {
        L plain = serving;
        L vector = vector();
        if (vector == null) {
            return;
        }
        long start = System.nanoTime();
        for (int wins = 0; wins < 3; ) {
            wins = time(vector) < time(plain) ? wins + 1 : 0;
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                return;
            }
        }
        serving = vector;
    }

    private long time(L loops) {
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            use(loops);
        }
        return System.nanoTime() - start;
    }
}
