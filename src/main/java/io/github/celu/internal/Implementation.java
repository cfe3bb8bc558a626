package io.github.celu.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Chooses, once, which array loops run. Without C2 or without hardware FMA the vector loops would be a thousand times
 * slower than plain ones, so every doubt ends in plain. The bits are the same either way.
 */
public final class Implementation {
    private static final String PROPERTY = "io.github.celu.backend";

    static final FloatBackend FLOAT;
    static final DoubleBackend DOUBLE;
    private static final boolean VECTOR_ASKED_FOR;

    /** What speaks against the vector backend even before its lanes are looked at, or null. */
    private static final String OBSTACLE;

    static {
        Logger logger = System.getLogger("io.github.celu");
        String request = System.getProperty(PROPERTY, "auto");
        if (!request.equals("auto") && !request.equals("plain") && !request.equals("vector")) {
            logger.log(
                    Level.WARNING,
                    "System property {0} is \"{1}\", not auto, plain or vector: auto is used",
                    PROPERTY,
                    request);
        }
        VECTOR_ASKED_FOR = request.equals("vector");
        OBSTACLE = request.equals("plain") ? "chosen by the system property " + PROPERTY : obstacle();
        if (OBSTACLE == null && !VECTOR_ASKED_FOR) {
            FLOAT = new WarmingFloat();
            DOUBLE = new WarmingDouble();
        } else if (isVector()) {
            FLOAT = new VectorFloat();
            DOUBLE = new VectorDouble();
        } else {
            // The plain loops are written for a compiler, and for fused multiply-adds.
            boolean loops = Fma.HARDWARE && !vmInfo().contains("interpreted");
            FLOAT = loops ? new PlainFloat() : new ScalarFloat();
            DOUBLE = loops ? new PlainDouble() : new ScalarDouble();
        }
        if (logger.isLoggable(Level.DEBUG)) {
            logger.log(Level.DEBUG, description());
        }
    }

    /** Apart, because the Vector API takes some 20 ms to start: nobody waits for it who does not ask for it. */
    private static final class Lanes {
        private static final int BITS;

        /** What speaks against them, or null. */
        private static final String OBSTACLE;

        static {
            int bits = 0;
            String obstacle;
            try {
                bits = VectorFloat.bits();
                obstacle = bits >= 128 ? null : "vectors have only " + bits + " bits";
            } catch (LinkageError e) {
                obstacle = "this JDK's vector module does not fit: " + e;
            }
            BITS = bits;
            OBSTACLE = obstacle;
        }
    }

    private Implementation() {}

    public static boolean isVector() {
        return OBSTACLE == null && Lanes.OBSTACLE == null;
    }

    public static String description() {
        String obstacle = OBSTACLE != null ? OBSTACLE : Lanes.OBSTACLE;
        return (obstacle == null ? "vector: " + Lanes.BITS + "-bit lanes" : "plain: " + obstacle)
                + (obstacle != null && VECTOR_ASKED_FOR ? "; vector was asked for" : "")
                + (Fma.HARDWARE ? "" : "; fused multiply-add in software");
    }

    private static String obstacle() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return "no module jdk.incubator.vector (switch it on with --add-modules jdk.incubator.vector)";
        }
        String vm = System.getProperty("java.vm.name", "");
        String mode = vmInfo();
        // "Server VM" is HotSpot with C2; -XX:TieredStopAtLevel=1 calls itself "emulated-client", -Xint "interpreted
        // mode".
        if (!vm.endsWith("Server VM") || mode.contains("emulated-client") || mode.contains("interpreted")) {
            return "no C2 compiler in " + vm + ", " + mode;
        }
        return Fma.HARDWARE ? null : "no fused multiply-add instruction";
    }

    private static String vmInfo() {
        return System.getProperty("java.vm.info", "");
    }
}
