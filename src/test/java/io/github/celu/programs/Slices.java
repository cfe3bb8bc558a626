package io.github.celu.programs;

import io.github.celu.Backend;
import io.github.celu.CELU;
import java.util.Arrays;

/**
 * A program that calls {@code apply} on 65,536 elements without pause and prints, for each 0.4 s, nanoseconds per element and the
 * backend: what the warm-up takes from its host. The argument is the number of seconds.
 */
public final class Slices {
    private static final int LENGTH = 65_536;
    private static final long SLICE_NANOS = 400_000_000;

    private Slices() {}

    public static void main(String[] args) {
        if (Usage.printed(args, 1, "Prints the time of an element in each 0.4 s: SECONDS")) {
            return;
        }
        float[] x = new float[LENGTH];
        float[] y = new float[LENGTH];
        Arrays.setAll(new int[LENGTH], i -> {
            x[i] = i % 1000 / 100f - 5f;
            return i;
        });
        long start = System.nanoTime();
        long end = start + Long.parseLong(args[0]) * 1_000_000_000;
        for (long slice = start; slice < end; ) {
            int calls = 0;
            long now;
            do {
                CELU.apply(x, y, 0.7f);
                calls++;
                now = System.nanoTime();
            } while (now - slice < SLICE_NANOS);
            System.out.printf(
                    "%5.1f s  %6.3f ns  %s%n",
                    (slice - start) / 1e9, (double) (now - slice) / calls / LENGTH, Backend.active());
            slice = now;
        }
    }
}
