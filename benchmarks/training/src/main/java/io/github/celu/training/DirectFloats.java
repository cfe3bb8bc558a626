package io.github.celu.training;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Numbers outside the Java heap, where OpenBLAS can reach them without a copy. */
final class DirectFloats {
    final FloatPointer pointer;
    private final FloatBuffer buffer;

    DirectFloats(int length) {
        pointer = new FloatPointer(length);
        buffer = pointer.asBuffer();
    }

    void put(int at, float[] from, int start, int length) {
        buffer.put(at, from, start, length);
    }

    void get(int at, float[] to, int start, int length) {
        buffer.get(at, to, start, length);
    }

    void clear() {
        pointer.zero();
    }
}
