package io.github.celu.programs;

import io.github.celu.Backend;
import io.github.celu.CELU;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A program in odd hosts: elements in place in a direct buffer. Prints how many were processed once, and the backend after a
 * warm-up. The first argument is what is odd about the host, the second the number of elements.
 */
public final class Guest {
    private static final List<byte[]> KEPT = new ArrayList<>();

    private Guest() {}

    public static void main(String[] args) {
        int length = Integer.parseInt(args[1]);
        switch (args[0]) {
            case "logger" -> Logger.getLogger("io.github.celu").addHandler(new Thrower());
            case "threads" -> startAsManyThreadsAsThereCanBe();
            case "memory" -> fillHeap();
            case "loader" -> {
                runWithContext(length);
                return;
            }
            default -> {}
        }
        FloatBuffer x = ByteBuffer.allocateDirect(4 * length).asFloatBuffer();
        for (int i = 0; i < length; i++) {
            x.put(i, -1f);
        }
        CELU.apply(x, x, 1f);
        int right = 0;
        float expected = CELU.apply(-1f);
        for (int i = 0; i < length; i++) {
            right += x.get(i) == expected ? 1 : 0;
        }
        System.out.println(right + " right");
        Backend.warmUp();
        System.out.println(Backend.description());
    }

    /** Up to 3 MB, without an error on the way. */
    private static void fillHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        while (runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory()) > 3_000_000) {
            KEPT.add(new byte[100_000]);
        }
    }

    private static void startAsManyThreadsAsThereCanBe() {
        try {
            while (true) {
                Thread thread = new Thread(() -> {
                    try {
                        Thread.sleep(Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
        } catch (OutOfMemoryError e) {
            // That was the last one.
        }
    }

    /** From a thread that has a class loader and a thread group of its own, and a value that threads inherit. */
    private static void runWithContext(int length) {
        ThreadGroup group = new ThreadGroup("caller");
        Thread caller = new Thread(group, () -> {
            Thread.currentThread().setContextClassLoader(new ClassLoader() {});
            float[] x = new float[length];
            CELU.apply(x, x, 1f);
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("celu")) {
                    System.out.println(thread.getName() + ", daemon " + thread.isDaemon() + ", loader "
                            + thread.getContextClassLoader() + ", group "
                            + thread.getThreadGroup().getName());
                }
            }
        });
        caller.start();
        try {
            caller.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Thrower extends Handler {
        @Override
        public void publish(LogRecord entry) {
            throw new IllegalStateException("the handler's fault");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
