package io.github.celu.peers;

/**
 * A way to compute the functions. The constructor does nothing; {@link #load} is the first to touch the library, and may end
 * with any exception or {@link LinkageError}. In one JVM only peers of one module
 * are loaded, and none with different numbers of threads.
 */
public interface Peer {
    /** As the tables call it. */
    String name();

    /** A class of the library, whose jar has its name and version; null if it is the JDK. */
    Class<?> library();

    /** What differs from a plain call, or nothing. */
    default String note() {
        return "";
    }

    /** By which the library's own tests compare numbers, or what it promises. */
    Tolerance tolerance(Type type);

    /** Loads the library, to use this many threads. */
    void load(int threads) throws Exception;

    /** The same answer before and after loading. */
    boolean offers(Operation operation, Type type);

    /** Whether its speed is of interest. */
    default boolean isTimed(Operation operation) {
        return true;
    }

    /**
     * Prepares what it offers.
     *
     * @throws UnsupportedOperationException if there is no such α
     */
    Job prepare(Work work) throws Exception;
}
