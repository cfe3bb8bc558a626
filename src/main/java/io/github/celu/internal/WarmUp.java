package io.github.celu.internal;

import io.github.celu.internal.vector.VectorFloatLoops;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * A background thread that runs vector loops until C2 has compiled them, and then hands over to them. Not yet compiled, they are
 * a thousand times slower than plain code, for the first hundred milliseconds or more.
 *
 * <p>A guest must not disturb its host. The thread works for a millisecond at a time and sleeps in between, so that it leaves a
 * single processor to the program; it gives up when nothing comes of it; nothing that it throws gets out.
 *
 * @param <L> the loops
 */
abstract class WarmUp<L> implements Runnable {
    /** A usual length: what is decided on. */
    static final int LENGTH = 1024;

    /** Some vectors: uncompiled ones take 30 µs an element. */
    private static final int SHORT = 32;

    private static final long SLICE_NANOS = 1_000_000;

    /** Without progress after this much work and so many rounds, or after twice the work, none is to be expected. */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private static final int PATIENCE_ROUNDS = 1_000;

    /** Enough calls for C2 to have compiled the plain loops, which the vector loops are compared with. */
    private static final int PLAIN_ROUNDS = 1_000;

    /** Whether a vector loop has been compiled in this JVM. */
    private static volatile boolean compilesVectors;

    /** Why none will ever be, once a warm-up has found that, or null. */
    private static volatile String hopeless;

    private final Handover<L> handover;
    private final String name;

    private String doubt;
    private long sliceStart;
    private long worked; // nanoseconds without progress
    private int rounds;
    private long plainNanos = Long.MAX_VALUE; // of the first operation on the usual length, at best

    WarmUp(Handover<L> handover, String name) {
        this.handover = handover;
        this.name = name;
    }

    /** What is found to speak against the vector loops. */
    static final class Obstacle extends Exception {
        private static final long serialVersionUID = 1;

        Obstacle(String reason) {
            super(reason);
        }
    }

    /** Loads the vector loops. */
    abstract L vector() throws Obstacle;

    /** Comes before the first use of the vector module, which needs vectors of so many bits. */
    final void require(int least) throws Obstacle {
        Backends.readVectorModule();
        if (bits() < least) {
            throw new Obstacle("vectors have only " + bits() + " bits");
        }
    }

    /** How many bits the vectors have. */
    int bits() {
        return VectorFloatLoops.bits();
    }

    /** How many operations there are; the first is the one that is decided on. */
    abstract int operations();

    /** Runs an operation on ranges of this length. */
    abstract void run(L loops, int operation, int length);

    /** Starts the thread, whose permissions are this library's: those of the caller would keep its classes in memory. */
    @SuppressWarnings("removal") // nothing is lost where it is gone
    final void start() {
        Thread thread;
        try {
            thread = AccessController.doPrivileged(new PrivilegedAction<Thread>() {
                @Override
                public Thread run() {
                    return thread();
                }
            });
        } catch (LinkageError e) {
            thread = thread();
        }
        thread.start();
    }

    private Thread thread() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread thread = new Thread(group, this, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    @Override
    public final void run() {
        L loops = handover.plain;
        String state = "plain: the warm-up failed";
        try {
            if (!handover.atOnce) {
                handover.state("plain: vector loops are being compiled");
                waitForC2();
            }
            if (!hasHeap()) {
                handover.postpone();
                return;
            }
            L vector = vector();
            String lanes = bits() + "-bit lanes";
            if (!handover.atOnce) {
                handover.state("plain: vector loops (" + lanes + ") are being compiled");
                compile(vector);
            }
            state = "vector: " + lanes;
            loops = vector;
        } catch (Obstacle e) {
            state = describe("plain", e.getMessage());
        } catch (Throwable e) {
            state = describe(state, e);
        }
        handover.end(loops, state);
    }

    /**
     * The vector module's static initialisers must not fail, for they would fail for good: see Headroom. Asked for, not tried: an
     * OutOfMemoryError, though caught, clears soft references, and some JVMs are told to exit at the first. What has not been collected
     * yet counts as used, so the answer may be no where a collection would make room: then it is asked again later.
     */
    static boolean hasHeap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory()) >= 1 << 22;
    }

    /** The beginning alone, if there is no memory for the rest. */
    static String describe(String beginning, Object reason) {
        try {
            return (beginning + ": " + reason).replace('\n', ' ');
        } catch (Throwable another) {
            return beginning;
        }
    }

    /**
     * C2 makes of {@link #increment} what takes no longer than a copy, all else twenty times as long or more. There are many ways to
     * have no C2, and no property of the JVM tells all of them.
     */
    private void waitForC2() throws Obstacle, InterruptedException {
        synchronized (WarmUp.class) { // the others wait for the answer, which is theirs, too
            timeIncrement();
        }
    }

    private void timeIncrement() throws Obstacle, InterruptedException {
        expect("no C2 compiler: a loop for its vectorizer was still slow");
        byte[] x = new byte[1 << 15];
        byte[] y = new byte[x.length];
        long copyNanos = Long.MAX_VALUE;
        long loopNanos = Long.MAX_VALUE;
        do {
            long start = System.nanoTime();
            System.arraycopy(x, 0, y, 0, x.length);
            long middle = System.nanoTime();
            increment(x, y);
            copyNanos = Math.min(copyNanos, middle - start);
            loopNanos = Math.min(loopNanos, System.nanoTime() - middle);
            rest();
        } while (loopNanos > 6 * copyNanos);
    }

    /** META-INF/proguard/celu.pro names it. */
    private static void increment(byte[] x, byte[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] = (byte) (x[i] + 1);
        }
    }

    /** One operation after the other, so that C2 need not compile all at once; at last, whether it was worth it. */
    private void compile(L vector) throws Obstacle, InterruptedException {
        expect("the plain loops were still slow");
        for (int i = 0; i < PLAIN_ROUNDS; i++) {
            timePlain();
            rest();
        }
        for (int operation = 0; operation < operations(); operation++) {
            expect("the vector loops were not faster");
            for (int wins = 0; wins < 3; ) {
                timePlain();
                wins = isCompiled(vector, operation) ? wins + 1 : 0;
                rest();
            }
            compilesVectors = true;
        }
        expect("the vector loops were not faster");
        for (int wins = 0; wins < 3; ) {
            wins = nanos(vector, 0, LENGTH, 20) < nanos(handover.plain, 0, LENGTH, 20) ? wins + 1 : 0;
            rest();
        }
    }

    private void timePlain() {
        plainNanos = Math.min(plainNanos, nanos(handover.plain, 0, LENGTH, 1));
    }

    /**
     * Runs an operation, and tells whether it is within a small factor of the plain loops' first one; one that is not compiled is
     * not by far. C2 compiles what has been called so often; as most of the calls are empty, this takes half the time.
     */
    private boolean isCompiled(L vector, int operation) {
        long nanos = nanos(vector, operation, SHORT, 4);
        nanos(vector, operation, 0, 28);
        return nanos < 2 * plainNanos && nanos(vector, operation, LENGTH, 4) < 16 * plainNanos;
    }

    private long nanos(L loops, int operation, int length, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            run(loops, operation, length);
        }
        return System.nanoTime() - start;
    }

    /** A JVM that does not compile the first vector loop will compile no other: all warm-ups stop. */
    void giveUp(String reason) {
        if (!compilesVectors) {
            hopeless = reason;
        }
    }

    /** There has been progress; without more, this doubt is confirmed. */
    private void expect(String doubt) {
        this.doubt = doubt;
        worked = 0;
        rounds = 0;
        sliceStart = System.nanoTime();
    }

    /**
     * After a slice of work, sleeps as long; where the program and C2 need all processors, 4 times as long on two and 16 times on
     * one, unless somebody waits for the end; and ever longer without progress. 3 and 8 times slowed some programs by more than a
     * third.
     */
    private void rest() throws Obstacle, InterruptedException {
        if (hopeless != null) {
            throw new Obstacle(hopeless);
        }
        rounds++;
        long slice = System.nanoTime() - sliceStart;
        if (slice < SLICE_NANOS) {
            return;
        }
        worked += slice;
        if (worked > 2 * PATIENCE_NANOS || worked > PATIENCE_NANOS && rounds > PATIENCE_ROUNDS) {
            String reason = doubt + " after " + worked / SLICE_NANOS + " ms of work";
            giveUp(reason);
            throw new Obstacle(reason);
        }
        int processors = Runtime.getRuntime().availableProcessors();
        int factor = handover.isAwaited() ? 1 : Math.max(1, 16 / (processors * processors));
        Thread.sleep(slice * factor * (1 + 4 * worked / PATIENCE_NANOS) / 1_000_000 + 1);
        sliceStart = System.nanoTime();
    }
}
