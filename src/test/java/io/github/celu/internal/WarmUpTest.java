package io.github.celu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The hand-over from plain to vector loops; here loops are what is run to warm them up. */
class WarmUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /** Makes the vector loops. */
    private interface Vector {
        Runnable make() throws WarmUp.Obstacle;
    }

    private static void nothing() {}

    /** Busy, for no timer is as exact; short, so that the thousand plain rounds stay far below the patience on a busy machine, too. */
    private static void tenMicroseconds() {
        long end = System.nanoTime() + 10_000;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private static Handover<Runnable> handover(Runnable plain, String obstacle, boolean atOnce, Vector vector) {
        return new Handover<>(plain, obstacle, atOnce) {
            @Override
            WarmUp<Runnable> warmUp() {
                return new WarmUp<>(this, "celu test") {
                    @Override
                    Runnable vector() throws Obstacle {
                        return vector.make();
                    }

                    @Override
                    int bits() {
                        return 512;
                    }

                    @Override
                    int operations() {
                        return 1;
                    }

                    @Override
                    void run(Runnable loops, int operation, int length) {
                        loops.run();
                    }

                    /** These are no vectors. */
                    @Override
                    void probe() {}
                };
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is said of the loops once it is settled which ones serve. */
    private static String settled(Handover<Runnable> handover) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            while (!handover.await()) {
                // a slow machine
            }
        });
        return handover.state();
    }

    @Test
    void shortProgramsNeverStartTheThread() throws InterruptedException {
        CountDownLatch used = new CountDownLatch(1);
        Runnable plain = WarmUpTest::nothing;
        Handover<Runnable> handover = handover(plain, null, false, () -> used::countDown);
        assertSame(plain, handover.serving(Handover.WORTH_IT - 2));
        assertSame(plain, handover.serving(1));
        assertFalse(used.await(100, TimeUnit.MILLISECONDS));
        assertEquals("plain: vector loops are compiled once 16777216 elements have been processed", handover.state());
    }

    @Test
    void fasterVectorLoopsTakeOverAfterEnoughElements() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Runnable plain = WarmUpTest::tenMicroseconds;
        Runnable vector = () -> thread.set(Thread.currentThread());
        CountDownLatch served = new CountDownLatch(1);
        Handover<Runnable> handover = handover(plain, null, false, () -> {
            await(served);
            return vector;
        });
        handover.waiting(1);
        assertSame(plain, handover.serving(Handover.WORTH_IT));
        served.countDown();
        assertEquals("vector: 512-bit lanes", settled(handover));
        assertSame(vector, handover.serving(1));
        assertTrue(handover.isVector());
        assertTrue(thread.get().isDaemon());
        assertEquals("celu test", thread.get().getName());
        assertNull(thread.get().getContextClassLoader());
        thread.get().join();
    }

    @Test
    void slowerVectorLoopsDoNotTakeOver() {
        Runnable plain = WarmUpTest::nothing;
        Handover<Runnable> handover = handover(plain, null, false, () -> () -> LockSupport.parkNanos(1));
        handover.waiting(1);
        handover.start();
        String state = settled(handover);
        assertTrue(state.startsWith("plain: the vector loops were not faster after "), state);
        assertSame(plain, handover.serving(Handover.WORTH_IT));
        assertFalse(handover.isVector());
    }

    /** The machine was asleep, for example, or other threads had all its processors. */
    @Test
    void aPauseIsNotTakenForWork() {
        AtomicInteger runs = new AtomicInteger();
        Runnable vector = () -> {
            if (runs.incrementAndGet() == 2) { // the first is before the work begins
                LockSupport.parkNanos(2_500_000_000L);
            }
        };
        Handover<Runnable> handover = handover(WarmUpTest::tenMicroseconds, null, false, () -> vector);
        handover.waiting(1);
        handover.start();
        assertEquals("vector: 512-bit lanes", settled(handover));
    }

    @Test
    void anInterruptDoesNotEndTheWarmUp() {
        AtomicInteger runs = new AtomicInteger();
        Runnable plain = () -> {
            if (runs.incrementAndGet() == 2) { // there are hundreds of slices to come, and sleeps between them
                Thread.currentThread().interrupt();
            }
            tenMicroseconds();
        };
        Handover<Runnable> handover = handover(plain, null, false, () -> WarmUpTest::nothing);
        handover.waiting(1);
        handover.start();
        assertEquals("vector: 512-bit lanes", settled(handover));
    }

    @Test
    void whatSpeaksAgainstVectorLoopsFromTheStartIsSaid() throws InterruptedException {
        CountDownLatch used = new CountDownLatch(1);
        Runnable plain = WarmUpTest::nothing;
        Handover<Runnable> handover = handover(plain, "a reason", false, () -> used::countDown);
        assertSame(plain, handover.serving(Handover.WORTH_IT));
        assertEquals("plain: a reason", settled(handover));
        assertFalse(used.await(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void whatSpeaksAgainstVectorLoopsLaterIsSaid() {
        Handover<Runnable> handover = handover(WarmUpTest::nothing, null, false, () -> {
            throw new WarmUp.Obstacle("vectors have only 64 bits");
        });
        handover.serving(Handover.WORTH_IT);
        assertEquals("plain: vectors have only 64 bits", settled(handover));
    }

    @Test
    void noFailureOfTheWarmUpReachesACaller() {
        Runnable plain = WarmUpTest::nothing;
        Handover<Runnable> handover = handover(plain, null, false, () -> {
            throw new NoClassDefFoundError("a class");
        });
        assertSame(plain, handover.serving(Handover.WORTH_IT));
        assertEquals("plain: the warm-up failed: java.lang.NoClassDefFoundError: a class", settled(handover));
        assertSame(plain, handover.serving(Handover.WORTH_IT));
    }

    /** A heap that is full for a moment; where it happens again, as for metaspace, each try could cost a collection. */
    @Test
    void afterAnOutOfMemoryErrorItIsTriedOnceMore() {
        Runnable plain = WarmUpTest::nothing;
        Handover<Runnable> handover = handover(plain, null, false, () -> {
            throw new OutOfMemoryError("Java heap space");
        });
        handover.start();
        assertEquals(
                "plain: too little stack or heap for the warm-up, which is tried again after 16777216 elements",
                settled(handover));
        assertSame(plain, handover.serving(Handover.WORTH_IT));
        assertEquals("plain: the warm-up failed: java.lang.OutOfMemoryError: Java heap space", settled(handover));
        assertSame(plain, handover.serving(Handover.WORTH_IT));
    }

    /** And nobody tries again, because HotSpot prints a warning each time. */
    @Test
    void noFailureToStartItsThreadReachesACaller() throws ReflectiveOperationException {
        Runnable plain = WarmUpTest::nothing;
        Handover<Runnable> handover = new Handover<>(plain, null, false) {
            @Override
            WarmUp<Runnable> warmUp() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
        Handover<Runnable> another = handover(plain, null, false, () -> WarmUpTest::nothing);
        try {
            for (Handover<Runnable> h : List.of(handover, another)) {
                assertSame(plain, h.serving(Handover.WORTH_IT));
                assertEquals(
                        "plain: no thread for the warm-up: java.lang.OutOfMemoryError: unable to create native thread",
                        settled(h));
                assertSame(plain, h.serving(Handover.WORTH_IT));
            }
        } finally {
            Field noThread = Handover.class.getDeclaredField("noThread");
            noThread.setAccessible(true);
            noThread.set(null, null);
        }
    }

    @Test
    void vectorLoopsServeAtOnceWhereTheyAreAskedFor() {
        Runnable vector = WarmUpTest::tenMicroseconds;
        Handover<Runnable> handover = handover(WarmUpTest::nothing, null, true, () -> vector);
        assertSame(vector, assertTimeoutPreemptively(PATIENCE, () -> handover.serving(1)));
    }

    /** The caller may hold the lock of the class loader that the thread needs. */
    @Test
    void noCallWaitsForeverForVectorLoopsThatAreAskedFor() {
        Runnable plain = WarmUpTest::nothing;
        CountDownLatch served = new CountDownLatch(1);
        Runnable vector = WarmUpTest::tenMicroseconds;
        Handover<Runnable> handover = handover(plain, null, true, () -> {
            await(served);
            return vector;
        });
        assertSame(plain, assertTimeoutPreemptively(PATIENCE, () -> handover.serving(1)));
        served.countDown();
        assertEquals("vector: 512-bit lanes", settled(handover));
        assertSame(vector, handover.serving(1));
    }

    @Test
    void everyThreadWaitsForVectorLoopsThatAreAskedFor() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        Runnable plain = WarmUpTest::nothing;
        Runnable vector = WarmUpTest::tenMicroseconds;
        Handover<Runnable> handover = handover(plain, null, true, () -> {
            await(interrupted);
            return vector;
        });
        Thread impatient = new Thread(() -> {
            Thread.currentThread().interrupt();
            assertSame(plain, handover.serving(1));
            interrupted.countDown();
        });
        impatient.start();
        assertTrue(interrupted.await(100, TimeUnit.SECONDS));
        assertTimeoutPreemptively(PATIENCE, () -> assertEquals("vector: 512-bit lanes", handover.state()));
        assertSame(vector, handover.serving(1));
    }

    /** Both tools have the same rules. */
    @Test
    void theRulesForProGuardAndR8() throws IOException {
        assertEquals(resource("/META-INF/proguard/celu.pro"), resource("/META-INF/com.android.tools/r8/celu.pro"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = WarmUp.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        CountDownLatch waited = new CountDownLatch(1);
        Handover<Runnable> handover = handover(WarmUpTest::nothing, null, false, () -> {
            await(waited);
            throw new WarmUp.Obstacle("no longer waited for");
        });
        handover.start();
        Thread.currentThread().interrupt();
        assertTrue(handover.await(), "or else it waited as long as for the loading");
        assertTrue(Thread.interrupted());
        waited.countDown();
        assertEquals("plain: no longer waited for", settled(handover));
    }
}
