package io.github.celu;

import io.github.celu.internal.Backends;

/**
 * Which implementation of the array methods runs; the results have the same bits with each. It is chosen when the library
 * is first used: the vector one if the JVM has the module {@code jdk.incubator.vector}, HotSpot's C2 compiler, lanes of at
 * least 128 bits and hardware fused multiply-add; else the plain one. The system property {@code io.github.celu.backend}
 * overrides this: {@code auto} (the default), {@code plain} or {@code vector}.
 *
 * <p>Chosen by {@code auto}, the vector loops take over from plain ones once a program has processed some 16 million
 * elements and a background thread has had the JVM compile them; {@code vector} uses them from the first call on.
 */
public enum Backend {
    /** Loops that the JVM's own vectorizer compiles. */
    PLAIN,
    /** Loops written with the JDK's Vector API. */
    VECTOR;

    /** {@return the implementation in use} */
    public static Backend active() {
        return Backends.isVector() ? VECTOR : PLAIN;
    }

    /** {@return one line that names the implementation in use and the reason for it} */
    public static String description() {
        return Backends.description();
    }
}
