package io.github.celu.peers;

/** A task that a peer has been given, its inputs in the peer's own storage; only {@link #run} is timed. */
public interface Job extends AutoCloseable {
    void run() throws Exception;

    /** The result of the last run. */
    double[] result() throws Exception;

    @Override
    default void close() throws Exception {}
}
