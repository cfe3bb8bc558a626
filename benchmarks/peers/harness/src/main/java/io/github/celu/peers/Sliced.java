package io.github.celu.peers;

import java.util.stream.IntStream;

/** A job in plain Java: slices of the arrays, one a thread, on the common pool. */
public abstract class Sliced implements Job {
    private final int length;
    private final int threads;

    protected Sliced(Work work) {
        length = work.length();
        threads = work.threads();
    }

    protected abstract void run(int from, int to);

    @Override
    public final void run() {
        if (threads == 1) {
            run(0, length);
        } else {
            IntStream.range(0, threads).parallel().forEach(i -> run(bound(i), bound(i + 1)));
        }
    }

    private int bound(int slice) {
        return (int) ((long) length * slice / threads);
    }
}
