package io.github.celu.testing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Decisions made of a fuzzer's bytes, and after the last one of random ones: it tries short inputs, most of the time. */
public final class Bytes {
    private final ByteBuffer data;
    private final Random rest;

    public Bytes(byte[] data) {
        this.data = ByteBuffer.wrap(data);
        rest = new Random(Arrays.hashCode(data));
    }

    public int below(int bound) {
        return Integer.remainderUnsigned(number(bound <= 256 ? 1 : 2), bound);
    }

    public int number(int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | (data.hasRemaining() ? data.get() : rest.nextInt()) & 0xFF;
        }
        return number;
    }

    public double anyOf(Type type) {
        int high = number(4);
        return type == Type.FLOAT
                ? Float.intBitsToFloat(high)
                : Double.longBitsToDouble((long) high << 32 | number(4) & 0xFFFF_FFFFL);
    }
}
