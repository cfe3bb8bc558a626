package io.github.celu.internal.kernel;

/**
 * Where the kernel of an α is kept for the next call with the same α; another α with the same slot takes its place. Kernels are
 * immutable, so a race does no harm.
 */
final class Slots {
    static final int COUNT = 256;

    private Slots() {}

    /** Comes before the first kernel of its kind: initialises {@link Fma}, which all of them use, where there is room for it. */
    static void prepare() {
        Headroom.require();
        Fma.initialize();
    }

    static int of(float alpha) {
        return of(Float.floatToRawIntBits(alpha));
    }

    static int of(double alpha) {
        long bits = Double.doubleToRawLongBits(alpha);
        return of((int) (bits >>> 32) ^ (int) bits);
    }

    /** The first bits of a product with the golden ratio, which spreads any numbers. */
    private static int of(int bits) {
        return bits * 0x9E3779B9 >>> 24;
    }
}
