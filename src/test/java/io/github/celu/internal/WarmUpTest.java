package io.github.celu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final int ENOUGH = 1 << 24;

    private static void nothing() {}

    private static void aMillisecond() {
        LockSupport.parkNanos(1_000_000);
    }

    /** The loops are what is run to warm them up. */
    private static WarmUp<Runnable> warmUp(Runnable plain, Runnable vector) {
        return new WarmUp<>("celu test", plain) {
            @Override
            Runnable vector() {
                return vector;
            }

            @Override
            void use(Runnable loops) {
                loops.run();
            }
        };
    }

    @Test
    void shortProgramsNeverStartTheThread() throws InterruptedException {
        CountDownLatch used = new CountDownLatch(1);
        Runnable plain = WarmUpTest::aMillisecond;
        WarmUp<Runnable> warmUp = warmUp(plain, used::countDown);
        assertSame(plain, warmUp.serving(ENOUGH - 2));
        assertSame(plain, warmUp.serving(1));
        assertFalse(used.await(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void fasterVectorLoopsTakeOverAfterEnoughElements() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Runnable plain = WarmUpTest::aMillisecond;
        Runnable vector = () -> thread.set(Thread.currentThread());
        WarmUp<Runnable> warmUp = warmUp(plain, vector);
        assertSame(plain, warmUp.serving(ENOUGH));
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            while (warmUp.serving(0) != vector) {
                Thread.onSpinWait();
            }
            thread.get().join();
        });
        assertTrue(thread.get().isDaemon());
        assertEquals("celu test", thread.get().getName());
    }

    @Test
    void slowerOnesDoNot() throws InterruptedException {
        CountDownLatch calls = new CountDownLatch(100);
        Runnable plain = WarmUpTest::nothing;
        Runnable vector = () -> {
            aMillisecond();
            calls.countDown();
        };
        WarmUp<Runnable> warmUp = warmUp(plain, vector);
        assertSame(plain, warmUp.serving(ENOUGH));
        assertTrue(calls.await(60, TimeUnit.SECONDS));
        assertSame(plain, warmUp.serving(ENOUGH));
    }

    @Test
    void plainOnesStayWhereThereAreNoVectorLoops() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Runnable plain = WarmUpTest::nothing;
        WarmUp<Runnable> warmUp = new WarmUp<>("celu test", plain) {
            @Override
            Runnable vector() {
                asked.countDown();
                return null;
            }

            @Override
            void use(Runnable loops) {
                throw new AssertionError("nothing to warm up");
            }
        };
        assertSame(plain, warmUp.serving(ENOUGH));
        assertTrue(asked.await(60, TimeUnit.SECONDS));
        assertSame(plain, warmUp.serving(ENOUGH));
    }

    @Test
    void decidesAtOnceIfTold() {
        Runnable plain = WarmUpTest::nothing;
        Runnable vector = WarmUpTest::aMillisecond;
        WarmUp<Runnable> forVector = warmUp(plain, vector);
        forVector.decide(true);
        assertSame(vector, forVector.serving(1));
        WarmUp<Runnable> forPlain = warmUp(plain, vector);
        forPlain.decide(false);
        assertSame(plain, forPlain.serving(ENOUGH));
    }
}
