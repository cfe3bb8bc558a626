package io.github.celu.internal.kernel;

/**
 * Room for what happens once in a JVM. A class whose static initialiser fails cannot be used ever again, and where stack or heap
 * are nearly full any initialiser can fail. So the classes of this library have none but for constants that the compilers must
 * know, and the first calls, which need those, ask for room before: if there is too little, they fail here, and the next call
 * tries again.
 */
public final class Headroom {
    private static final int FRAMES = 200; // some 20 kB of stack, several times what is needed
    private static final int BYTES = 1 << 14;

    private Headroom() {}

    /**
     * Throws the StackOverflowError or the OutOfMemoryError that may otherwise come later, at a worse place. The result means nothing;
     * compilers could leave out what has none.
     */
    public static int require() {
        return frames(FRAMES) + new byte[BYTES].length;
    }

    /** Comes before the first kernel of its kind: all of them use {@link Fma}. */
    static void initializeFma() {
        require();
        Fma.initialize();
    }

    private static int frames(int more) {
        return more == 0 ? 0 : frames(more - 1) + 1;
    }
}
