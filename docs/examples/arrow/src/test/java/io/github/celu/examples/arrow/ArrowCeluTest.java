package io.github.celu.examples.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.CELU;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.util.TransferPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrowCeluTest {
    private static final float ALPHA = 0.7f;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 64, 100_003})
    void valuesAndNulls(int count) {
        try (BufferAllocator allocator = new RootAllocator();
                Float4Vector x = vector(allocator, count)) {
            assertCelu(x);
        }
    }

    /** A slice that does not start at a byte of the validity bits. */
    @Test
    void slice() {
        try (BufferAllocator allocator = new RootAllocator();
                Float4Vector x = vector(allocator, 1000)) {
            TransferPair transfer = x.getTransferPair(allocator);
            transfer.splitAndTransfer(3, 500);
            try (Float4Vector slice = (Float4Vector) transfer.getTo()) {
                assertCelu(slice);
            }
        }
    }

    @Test
    void aRefusedAlphaLeavesNoMemoryBehind() {
        try (BufferAllocator allocator = new RootAllocator();
                Float4Vector x = vector(allocator, 1000)) {
            long before = allocator.getAllocatedMemory();
            assertThrows(IllegalArgumentException.class, () -> ArrowCelu.apply(x, -1));
            assertEquals(before, allocator.getAllocatedMemory());
        }
    }

    /** Every fifth is null. */
    private static Float4Vector vector(BufferAllocator allocator, int count) {
        Float4Vector x = new Float4Vector("x", allocator);
        x.allocateNew(count);
        for (int i = 0; i < count; i++) {
            if (i % 5 == 2) {
                x.setNull(i);
            } else {
                x.set(i, (i % 2001 - 1000) / 100f);
            }
        }
        x.setValueCount(count);
        return x;
    }

    private static void assertCelu(Float4Vector x) {
        try (Float4Vector y = ArrowCelu.apply(x, ALPHA)) {
            assertEquals(x.getField(), y.getField());
            assertEquals(x.getValueCount(), y.getValueCount());
            assertEquals(x.getNullCount(), y.getNullCount());
            for (int i = 0; i < x.getValueCount(); i++) {
                if (x.isNull(i)) {
                    assertTrue(y.isNull(i));
                } else {
                    assertEquals(CELU.apply(x.get(i), ALPHA), y.get(i));
                }
            }
        }
    }
}
