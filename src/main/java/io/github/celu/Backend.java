package io.github.celu;

import io.github.celu.internal.Backends;

/**
 * Which implementation of the array methods runs; the results have the same bits with each. By default, it is plain loops at
 * first. Where the JVM has the module {@code jdk.incubator.vector}, HotSpot's C2 compiler, hardware fused multiply-add, and
 * vectors of at least 128 bits ({@code float}) or 256 bits ({@code double}), vector loops take over once a program has
 * processed some 16 million elements of that type and a background thread has had the JVM compile them; calls with an α for each
 * channel and short runs have vector loops of their own, which come in the same way and of which this class does not tell. Whatever
 * goes wrong there, plain loops go on.
 *
 * <p>The system property {@code io.github.celu.backend} overrides this: {@code auto} is the default, {@code plain} never uses
 * vector loops, and {@code vector} uses them from the first call on, though they are slow until they have been compiled; if they are
 * not loaded within five seconds, plain loops go on.
 *
 * <pre>{@code
 * System.out.println(Backend.description());  // which loops run, and why
 * Backend backend = Backend.warmUp();         // in a service, before its first request
 * }</pre>
 */
public enum Backend {
    /** Loops that the JVM's own vectorizer compiles. */
    PLAIN,
    /** Loops written with the JDK's Vector API. */
    VECTOR;

    /**
     * Returns what the next array call of usual length will use: {@link #VECTOR} if vector loops serve for {@code float} arrays,
     * for {@code double} arrays or for both; {@link #description} tells which. It may change from {@link #PLAIN}, but not back.
     *
     * @return the implementation in use
     */
    public static Backend active() {
        return Backends.isVector() ? VECTOR : PLAIN;
    }

    /** {@return one line that names the implementation in use, the reason for it, and whether it may change} */
    public static String description() {
        return Backends.description();
    }

    /**
     * Has the vector loops compiled now, without any elements processed before, and waits until they serve or until it is clear that
     * they will not: seconds, or no time where it is clear already. For services that want this before their first request; the
     * property must not be {@code vector}, with which they are only loaded, and compiled later. If the thread is interrupted, the wait
     * ends, and the thread stays interrupted. It ends, too, where the classes cannot be loaded within five seconds, as when the caller
     * holds the lock of their class loader, and where the stack or the free heap is too small for now; a later call tries again.
     *
     * @return the implementation in use then
     */
    public static Backend warmUp() {
        Backends.warmUp();
        return active();
    }
}
