package io.github.celu.internal;

import io.github.celu.Backend;
import io.github.celu.CELU;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A program that calls array methods until other loops serve, or for a minute, then waits for what is left, and prints which
 * loops it has seen. It is in this package because {@link Backends} tells no other.
 */
final class TakeOver {
    private static final int LENGTH = 1024;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private TakeOver() {}

    public static void main(String[] args) {
        Set<String> floats = new LinkedHashSet<>();
        Set<String> doubles = new LinkedHashSet<>();
        float[] x = new float[LENGTH];
        double[] u = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            u[i] = x[i] = (i - 1000) * 0x1p-8f;
        }
        float[] y = CELU.apply(x, 0.7f);
        double[] v = CELU.apply(u, 0.7);
        float[] alphas = {0.7f, 0.7f};
        double[] wideAlphas = {0.7, 0.7};
        float[] z = new float[LENGTH];
        double[] w = new double[LENGTH];
        long start = System.nanoTime();
        while ((floats.size() < 2
                        || doubles.size() < 2 && !Backend.description().contains("double plain: vectors have"))
                && System.nanoTime() - start < PATIENCE_NANOS) {
            floats.add(Backends.floats(LENGTH).getClass().getSimpleName());
            doubles.add(Backends.doubles(LENGTH).getClass().getSimpleName());
            if (!Arrays.equals(y, CELU.apply(x, 0.7f)) || !Arrays.equals(v, CELU.apply(u, 0.7))) {
                throw new AssertionError("other bits of " + floats + " and " + doubles);
            }
        }
        Backend backend = Backend.warmUp();
        CELU.apply(x, z, alphas, 1);
        CELU.apply(u, w, wideAlphas, 1);
        if (!Arrays.equals(y, z) || !Arrays.equals(v, w)) {
            throw new AssertionError("other bits of channels");
        }
        floats.add(Backends.floats(LENGTH).getClass().getSimpleName());
        doubles.add(Backends.doubles(LENGTH).getClass().getSimpleName());
        System.out.println(backend);
        System.out.println(Backends.floatColumns(LENGTH).getClass().getSimpleName());
        System.out.println(Backends.doubleColumns(LENGTH).getClass().getSimpleName());
        System.out.println(floats);
        System.out.println(doubles);
        System.out.println(Backend.description());
    }
}
