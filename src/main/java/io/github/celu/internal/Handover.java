package io.github.celu.internal;

import io.github.celu.internal.kernel.Headroom;

/**
 * The array loops of one type: plain ones, until a {@link WarmUp} hands over to the vector loops. The bits are the same, so nobody
 * sees when. Whatever fails on the way, the plain loops go on serving, and {@link #state} says why.
 *
 * @param <L> the loops
 */
abstract class Handover<L> {
    /** 16 million elements, which take plain code some 10 ms: seconds of a warm-up are not for a short program. */
    static final int WORTH_IT = 1 << 24;

    private static final String LATER =
            "plain: vector loops are compiled once " + WORTH_IT + " elements have been processed";

    private static final String AGAIN =
            "plain: too little stack or heap for the warm-up, which is tried again after " + WORTH_IT + " elements";

    private static final String AT_ONCE = "plain: vector loops are loaded by the next call";

    /** Then nobody waits any more, and plain goes on: a caller may hold the lock of the class loader that the warm-up needs. */
    private static final long LONGEST_LOADING_NANOS = 5_000_000_000L;

    /** Why one warm-up could not start its thread; the others do not try, for HotSpot itself prints a warning each time. */
    private static volatile String noThread;

    final L plain;

    /** Whether the vector loops serve from the first call on, compiled or not. */
    final boolean atOnce;

    private volatile L serving;
    private volatile String state;
    private volatile int waiting;

    private boolean counting; // an outdated value does no harm
    private long elements; // nor do lost updates of concurrent calls

    // guarded by this
    private boolean started;
    private boolean loaded;
    private boolean failed;
    private boolean ended;

    /** @param obstacle what speaks against vector loops, or null */
    Handover(L plain, String obstacle, boolean atOnce) {
        this.plain = plain;
        this.atOnce = atOnce;
        serving = plain;
        state = obstacle != null ? "plain: " + obstacle : atOnce ? AT_ONCE : LATER;
        ended = started = obstacle != null;
        counting = !ended;
    }

    abstract WarmUp<L> warmUp();

    /** The loops for a call of this length, whose elements are counted. */
    final L serving(int length) {
        if (counting) {
            try {
                count(length);
            } catch (StackOverflowError e) {
                elements = 0; // later, and not with another call, here at the end of the stack
            }
        }
        return serving;
    }

    private void count(int length) {
        elements += length;
        if (atOnce || elements >= WORTH_IT) {
            start();
            if (atOnce && !await()) {
                counting = false;
            }
        }
    }

    /** Whether the next call gets vector loops. */
    final boolean isVector() {
        return state().startsWith("vector"); // so they agree, whenever they are asked
    }

    /** Which loops serve, why, and whether that may change. */
    final String state() {
        serving(0);
        return state;
    }

    /** Starts the warm-up, if it has not been started. No failure gets out, for the call that does it has elements to process. */
    final synchronized void start() {
        if (started) {
            return;
        }
        if (noThread != null) {
            end(plain, noThread);
            return;
        }
        try {
            Headroom.require();
            if (WarmUp.hasHeap()) {
                warmUp().start();
                started = true;
                counting = atOnce; // then other threads wait for it, too
            } else {
                postpone();
            }
        } catch (StackOverflowError e) {
            postpone();
        } catch (Throwable e) {
            if (WarmUp.hasHeap()) {
                // The operating system's limit of threads, for example, or a security manager.
                noThread = WarmUp.describe("plain: no thread for the warm-up", e);
                end(plain, noThread);
            } else {
                postpone();
            }
        }
    }

    /** Until as many elements have been processed again: stack or heap are nearly full. */
    final synchronized void postpone() {
        state = atOnce ? AT_ONCE : AGAIN;
        elements = 0;
        started = false;
        counting = true;
        notifyAll();
    }

    /** The same after an OutOfMemoryError; false if that was not the first, so that the next will hardly be the last. */
    final synchronized boolean postponeOnce() {
        if (failed) {
            return false;
        }
        failed = true;
        postpone();
        return true;
    }

    /** One more waits for its end, or one less with −1. */
    final synchronized void waiting(int more) {
        waiting += more;
    }

    final boolean isAwaited() {
        return waiting > 0;
    }

    /**
     * Waits until the warm-up has ended, or this thread is interrupted, which it stays; false if the warm-up takes too long to load
     * its classes.
     */
    final synchronized boolean await() {
        long end = System.nanoTime() + LONGEST_LOADING_NANOS;
        try {
            while (started && !ended) {
                long left = loaded ? Long.MAX_VALUE : end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** The warm-up has loaded its classes. */
    final synchronized void loaded() {
        loaded = true;
    }

    final void state(String state) {
        this.state = state;
    }

    final synchronized void end(L loops, String state) {
        serving = loops;
        this.state = state;
        ended = started = true;
        counting = false;
        notifyAll();
    }
}
