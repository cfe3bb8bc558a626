package io.github.celu.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
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

    @Test
    void shortProgramsNeverStartTheThread() throws InterruptedException {
        CountDownLatch used = new CountDownLatch(1);
        WarmUp warmUp = new WarmUp("test", used::countDown, WarmUpTest::aMillisecond);
        assertFalse(warmUp.isDone(ENOUGH - 2));
        assertFalse(warmUp.isDone(1));
        assertFalse(used.await(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void fasterVectorLoopsTakeOverAfterEnoughElements() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        WarmUp warmUp = new WarmUp("celu test", () -> thread.set(Thread.currentThread()), WarmUpTest::aMillisecond);
        assertFalse(warmUp.isDone(ENOUGH));
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            while (!warmUp.isDone(0)) {
                Thread.onSpinWait();
            }
            thread.get().join();
        });
        assertTrue(thread.get().isDaemon());
        assertTrue(thread.get().getName().equals("celu test"));
    }

    @Test
    void slowerOnesDoNot() throws InterruptedException {
        CountDownLatch calls = new CountDownLatch(100);
        WarmUp warmUp = new WarmUp(
                "test",
                () -> {
                    aMillisecond();
                    calls.countDown();
                },
                WarmUpTest::nothing);
        assertFalse(warmUp.isDone(ENOUGH));
        assertTrue(calls.await(60, TimeUnit.SECONDS));
        assertFalse(warmUp.isDone(ENOUGH));
    }
}
