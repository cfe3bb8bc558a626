package io.github.celu.internal;

import io.github.celu.internal.vector.VectorFloatLoops;
import io.github.celu.internal.vector.VectorProbe;
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

    /** As many as take about a step of a coarse clock. */
    private static final int CALLS = 20;

    /** A coarse clock's step: what takes less counts as this, for it may read 0. */
    private static final long COARSE_NANOS = 1_000;

    private static final long SLICE_NANOS = 1_000_000;

    /** In a longer one this thread, or the whole JVM, had to wait for a processor, which is not work. */
    private static final long LONGEST_SLICE_NANOS = 4_000_000;

    /** Times the factors of {@link #rest}. */
    private static final long LONGEST_REST_NANOS = 20_000_000;

    /** Without progress after this much work and so many rounds, or after twice the work, none is to be expected. */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private static final int PATIENCE_ROUNDS = 1_000;

    /** Enough calls for C2 to have compiled the plain loops, which the vector loops are compared with. */
    private static final int PLAIN_ROUNDS = 1_000;

    /** Whether C2 has compiled the probe; guarded by the class. */
    private static boolean compilesVectors;

    /** Why it never will, once a warm-up has found that, or null; guarded by the class. */
    private static String hopeless;

    private final Handover<L> handover;
    private final String name;

    /** Whether it is known that C2 compiles vectors: then more time may help, though not more work. */
    private boolean patient;

    private String doubt;
    private long sliceStart;
    private long worked; // nanoseconds without progress
    private int rounds; // likewise
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
        VectorProbe.increment(new float[0], 0); // loads it
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
            if (!hasHeap()) {
                handover.postpone();
                return;
            }
            if (!handover.atOnce) {
                handover.state("plain: vector loops are being compiled");
            }
            L vector = vector();
            String lanes = bits() + "-bit lanes";
            if (!initialize(vector)) {
                handover.postpone();
                return;
            }
            handover.loaded();
            if (!handover.atOnce) {
                handover.state("plain: vector loops (" + lanes + ") are being compiled");
                probe();
                compile(vector);
            }
            state = "vector: " + lanes;
            loops = vector;
        } catch (Obstacle e) {
            state = describe("plain", e.getMessage());
        } catch (OutOfMemoryError e) {
            if (handover.postponeOnce()) {
                return;
            }
            state = describe(state, e);
        } catch (Throwable e) {
            state = describe(state, e);
        }
        handover.end(loops, state);
    }

    /**
     * The vector module initialises classes with the first call of an operation: here, where the stack is empty. False if there is
     * too little heap.
     */
    private boolean initialize(L vector) {
        for (int operation = 0; operation < operations(); operation++) {
            if (!hasHeap()) {
                return false;
            }
            run(vector, operation, SHORT + 3); // whole vectors of any width, and a rest
        }
        return true;
    }

    /**
     * The vector module's static initialisers must not fail, for they would fail for good: see Headroom. Asked for, not tried: an
     * OutOfMemoryError, though caught, clears soft references, and some JVMs are told to exit at the first. What has not been collected
     * yet counts as used, so the answer may be no where a collection would make room: then it is asked again later. Half of these 8 MB
     * were too little in a heap of 8 MB that filled up and emptied in turns.
     */
    static boolean hasHeap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory()) >= 1 << 23;
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
     * Whether C2 compiles vectors: there are many ways to have no C2, or one that does not, and no property of the JVM tells all of
     * them. Of {@link VectorProbe#increment} C2 makes what takes no longer than two copies; all else takes thirty
     * times as long or more.
     */
    void probe() throws Obstacle {
        synchronized (WarmUp.class) { // the others wait for the answer, which is theirs, too
            if (hopeless != null) {
                throw new Obstacle(hopeless);
            }
            if (!compilesVectors) {
                try {
                    timeProbe();
                } catch (Obstacle e) {
                    hopeless = e.getMessage();
                    throw e;
                }
                compilesVectors = true;
            }
            patient = true;
        }
    }

    private void timeProbe() throws Obstacle {
        expect("no C2 compiler that makes a small vector loop fast");
        float[] x = new float[LENGTH];
        float[] y = new float[LENGTH];
        long copyNanos = Long.MAX_VALUE;
        while (true) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                System.arraycopy(x, 0, y, 0, LENGTH);
            }
            copyNanos = Math.min(copyNanos, Math.max(System.nanoTime() - start, COARSE_NANOS));
            if (probeNanos(x, SHORT) < 6 * copyNanos && probeNanos(x, LENGTH) < 6 * copyNanos) {
                return;
            }
            probeNanos(x, 0); // C2 compiles what has been called so often
            rest();
        }
    }

    private static long probeNanos(float[] x, int length) {
        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            VectorProbe.increment(x, length);
        }
        return System.nanoTime() - start;
    }

    /** One operation after the other, so that C2 need not compile all at once; at last, whether it was worth it. */
    private void compile(L vector) throws Obstacle {
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
        }
        expect("the vector loops were not faster");
        for (int wins = 0; wins < 3; ) {
            wins = nanos(vector, 0, LENGTH, CALLS) < nanos(handover.plain, 0, LENGTH, CALLS) ? wins + 1 : 0;
            rest();
        }
    }

    private void timePlain() {
        plainNanos = Math.min(plainNanos, Math.max(nanos(handover.plain, 0, LENGTH, 1), COARSE_NANOS));
    }

    /**
     * Runs an operation, and tells whether it is within a small factor of the plain loops' first one, or of a microsecond; one that
     * is not compiled is not by far. C2 compiles what has been called so often; as most of the calls are empty, this takes half the time.
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

    /** There has been progress; without more, this doubt is confirmed. */
    private void expect(String doubt) {
        this.doubt = doubt;
        worked = 0;
        rounds = 0;
        sliceStart = System.nanoTime();
    }

    /**
     * After a slice of work, sleeps as long; where the program and C2 need all processors, 4 times as long on two and 32 times on
     * one, unless somebody waits for the end; and ever longer without progress, for C2 may have to wait for a busy processor: by
     * the factor 1 some 19 s in all before it gives up, or 3 s where C2 may compile no vectors at all. 3 and 16 times slowed some
     * programs by more than allowed, 15 % and 40 % for 0.4 s.
     */
    private void rest() throws Obstacle {
        rounds++;
        long slice = System.nanoTime() - sliceStart;
        if (slice < SLICE_NANOS) {
            return;
        }
        worked += Math.min(slice, LONGEST_SLICE_NANOS);
        if (worked > 2 * PATIENCE_NANOS || worked > PATIENCE_NANOS && rounds > PATIENCE_ROUNDS) {
            throw new Obstacle(doubt + " after " + worked / 1_000_000 + " ms of work");
        }
        int processors = Runtime.getRuntime().availableProcessors();
        int factor = processors > 2 || handover.isAwaited() ? 1 : processors == 2 ? 4 : 32;
        double part = Math.min(1, (double) worked / PATIENCE_NANOS);
        double longer = 1 + 4 * part + (patient ? 64 * part * part * part : 0);
        long nanos = (long) (Math.min(slice, LONGEST_REST_NANOS) * factor * longer);
        try {
            Thread.sleep(nanos / 1_000_000 + 1);
        } catch (InterruptedException e) {
            // Not by us: there is nothing to end early.
        }
        sliceStart = System.nanoTime();
    }
}
