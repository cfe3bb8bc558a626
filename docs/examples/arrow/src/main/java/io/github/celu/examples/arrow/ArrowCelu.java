package io.github.celu.examples.arrow;

import io.github.celu.CELU;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.Float4Vector;

/**
 * CELU of an Arrow vector. Arrow keeps the values outside the heap, without gaps; CELU reads and writes them where they are,
 * through a FloatBuffer, so nothing is copied into Java arrays.
 */
public final class ArrowCelu {
    private ArrowCelu() {}

    /**
     * Returns a new vector with the CELU of each value, null where x is null. The caller closes it.
     *
     * <p>What lies in a slot that is null is computed like the rest, in one call; nobody reads it.
     */
    public static Float4Vector apply(Float4Vector x, float alpha) {
        int count = x.getValueCount();
        Float4Vector y = new Float4Vector(x.getField(), x.getAllocator());
        try {
            y.allocateNew(count);
            y.getValidityBuffer()
                    .setBytes(0, x.getValidityBuffer(), 0, BitVectorHelper.getValidityBufferSizeFromCount(count));
            CELU.apply(floats(x.getDataBuffer(), count), floats(y.getDataBuffer(), count), alpha);
            y.setValueCount(count);
            return y;
        } catch (RuntimeException | Error e) {
            y.close(); // an alpha that does not exist, or no memory: nobody else could
            throw e;
        }
    }

    /** The first count floats of an Arrow buffer; ArithmeticException beyond 2 GB, the most that a Java buffer holds. */
    private static FloatBuffer floats(ArrowBuf data, int count) {
        int bytes = Math.multiplyExact(count, Float4Vector.TYPE_WIDTH);
        // Without the order Java would read big-endian numbers.
        return data.nioBuffer(0, bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
