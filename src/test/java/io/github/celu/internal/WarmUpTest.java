package io.github.celu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The change from plain loops to vector loops; here the loops are anything that can be run. */
@Timeout(120)
class WarmUpTest {
    private static final int ENOUGH = 1 << 24;

    private static final Runnable PLAIN = () -> LockSupport.parkNanos(20_000);

    private interface Loader {
        Runnable load() throws WarmUp.Obstacle;
    }

    private static final class TestHandover extends Handover<Runnable> {
        private final Loader vector;

        TestHandover(String obstacle, boolean atOnce, Loader vector) {
            super(PLAIN, obstacle, atOnce);
            this.vector = vector;
        }

        @Override
        WarmUp<Runnable> warmUp() {
            return new WarmUp<>(this, "celu test") {
                @Override
                Runnable vector() throws Obstacle {
                    return vector.load();
                }

                @Override
                int bits() {
                    return 512;
                }

                @Override
                int operations() {
                    return 2;
                }

                @Override
                void run(Runnable loops, int operation, int length) {
                    loops.run();
                }
            };
        }
    }

    @Test
    void shortProgramsNeverStartTheThread() throws InterruptedException {
        CountDownLatch loaded = new CountDownLatch(1);
        TestHandover handover = new TestHandover(null, false, () -> {
            loaded.countDown();
            return PLAIN;
        });
        assertSame(PLAIN, handover.serving(ENOUGH - 2));
        assertSame(PLAIN, handover.serving(1));
        assertFalse(loaded.await(100, TimeUnit.MILLISECONDS));
        assertEquals("plain: vector loops are compiled once 16777216 elements have been processed", handover.state());
    }

    @Test
    void fasterVectorLoopsTakeOverAfterEnoughElements() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Runnable vector = () -> thread.set(Thread.currentThread());
        TestHandover handover = new TestHandover(null, false, () -> vector);
        assertSame(PLAIN, handover.serving(ENOUGH));
        handover.await();
        assertSame(vector, handover.serving(1));
        assertTrue(handover.isVector());
        assertEquals("vector: 512-bit lanes", handover.state());
        assertTrue(thread.get().isDaemon());
        assertEquals("celu test", thread.get().getName());
        assertEquals(null, thread.get().getContextClassLoader());
        thread.get().join();
    }

    @Test
    void slowerOnesDoNot() {
        Runnable vector = () -> LockSupport.parkNanos(10_000_000);
        TestHandover handover = new TestHandover(null, false, () -> vector);
        assertSame(PLAIN, handover.serving(ENOUGH));
        handover.await();
        assertSame(PLAIN, handover.serving(ENOUGH));
        assertFalse(handover.isVector());
        assertTrue(
                handover.state().matches("plain: the vector loops were not faster after \\d+ ms of work"),
                handover::state);
    }

    @Test
    void anObstacleIsNamed() {
        TestHandover known = new TestHandover("a reason", false, () -> PLAIN);
        assertSame(PLAIN, known.serving(ENOUGH));
        assertEquals("plain: a reason", known.state());
        TestHandover found = new TestHandover(null, true, () -> {
            throw new WarmUp.Obstacle("another reason");
        });
        assertSame(PLAIN, found.serving(1));
        assertEquals("plain: another reason", found.state());
    }

    @Test
    void nothingThatIsThrownGetsOut() {
        TestHandover handover = new TestHandover(null, true, () -> {
            throw new LinkageError("a JDK\nfrom the future");
        });
        assertSame(PLAIN, handover.serving(1));
        assertEquals("plain: the warm-up failed: java.lang.LinkageError: a JDK from the future", handover.state());
    }

    @Test
    void vectorLoopsServeAtOnceIfAskedFor() {
        Runnable vector = () -> {};
        TestHandover handover = new TestHandover(null, true, () -> vector);
        assertSame(vector, handover.serving(1));
        assertEquals("vector: 512-bit lanes", handover.state());
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        TestHandover handover = new TestHandover(null, false, () -> {
            LockSupport.parkNanos(1_000_000_000);
            throw new WarmUp.Obstacle("interrupted");
        });
        handover.start();
        Thread.currentThread().interrupt();
        handover.await();
        assertTrue(Thread.interrupted());
        assertSame(PLAIN, handover.serving(1));
    }
}
