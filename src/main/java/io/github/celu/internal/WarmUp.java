package io.github.celu.internal;

/**
 * Lets plain code serve until the vector loops have been compiled. Not yet compiled ones are a thousand times slower than
 * plain code, for the first hundred milliseconds or more. So, once a program has processed enough elements, a
 * background thread runs them until they are faster than the plain ones. The bits are the same, so nobody sees the switch.
 */
final class WarmUp {
    /**
     * 16 million elements, which take plain code some 15 ms. Warming up takes two seconds of other cores, and where there is only
     * one other, a call now and then waits some milliseconds for its time slice. Neither is for a short program.
     */
    private static final long WORTH_IT = 1 << 24;

    /** A machine that cannot compile the loops in this time stays with plain code. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final String name;
    private final Runnable vector;
    private final Runnable plain;
    private long elements; // lost updates of concurrent calls do no harm
    private boolean started;
    private volatile boolean done;

    WarmUp(String name, Runnable vector, Runnable plain) {
        this.name = name;
        this.vector = vector;
        this.plain = plain;
    }

    /** Whether the vector loops are ready; takes note of the length of a call. */
    boolean isDone(int length) {
        if (done) {
            return true;
        }
        elements += length;
        if (elements >= WORTH_IT) {
            start();
        }
        return false;
    }

    private synchronized void start() {
        if (!started) {
            started = true;
            Thread thread = new Thread(null, this::warmUp, name, 0, false);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void warmUp() {
        long start = System.nanoTime();
        for (int wins = 0; wins < 3; ) {
            wins = time(vector) < time(plain) ? wins + 1 : 0;
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                return;
            }
        }
        done = true;
    }

    private static long time(Runnable task) {
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            task.run();
        }
        return System.nanoTime() - start;
    }
}
