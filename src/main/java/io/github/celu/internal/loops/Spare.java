package io.github.celu.internal.loops;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The scratch of one call for the next: fresh memory would cost a short call more than its loops do. Calls at the same time
 * make their own, and a call that fails leaves none. (An AtomicReference would do, but on JDK 17 the first one in a JVM starts
 * its method handles, which takes 9 ms; AtomicInteger is there already.)
 *
 * @param <T> the scratch
 */
public final class Spare<T> {
    private final AtomicInteger lock = new AtomicInteger();
    private T spare;

    /** Returns the spare scratch, which is the caller's then, or null. */
    public T take() {
        if (!lock.compareAndSet(0, 1)) {
            return null;
        }
        T taken = spare;
        spare = null;
        lock.set(0);
        return taken;
    }

    public void giveBack(T scratch) {
        if (lock.compareAndSet(0, 1)) {
            spare = scratch;
            lock.set(0);
        }
    }
}
