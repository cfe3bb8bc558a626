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
    private static final boolean VECTOR;
    private static final String DESCRIPTION;

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
        FloatBackend floats = null;
        DoubleBackend doubles = null;
        String reason = request.equals("plain") ? "chosen by the system property " + PROPERTY : obstacle();
        if (reason == null) {
            try {
                boolean atOnce = request.equals("vector");
                floats = atOnce ? new VectorFloat() : new WarmingFloat();
                doubles = atOnce ? new VectorDouble() : new WarmingDouble();
                if (VectorFloat.bits() >= 128) {
                    reason = VectorFloat.bits() + "-bit lanes";
                } else {
                    reason = "vectors have only " + VectorFloat.bits() + " bits";
                    floats = null;
                }
            } catch (LinkageError e) {
                reason = "this JDK's vector module does not fit: " + e;
                floats = null;
            }
        }
        VECTOR = floats != null;
        // The plain loops are written for a compiler, and for fused multiply-adds.
        boolean loops = Fma.HARDWARE && !vmInfo().contains("interpreted");
        FLOAT = VECTOR ? floats : loops ? new PlainFloat() : new ScalarFloat();
        DOUBLE = VECTOR ? doubles : loops ? new PlainDouble() : new ScalarDouble();
        DESCRIPTION = (VECTOR ? "vector: " : "plain: ")
                + reason
                + (!VECTOR && request.equals("vector") ? "; vector was asked for" : "")
                + (Fma.HARDWARE ? "" : "; fused multiply-add in software");
        logger.log(Level.DEBUG, DESCRIPTION);
    }

    private Implementation() {}

    public static boolean isVector() {
        return VECTOR;
    }

    public static String description() {
        return DESCRIPTION;
    }

    /** What speaks against the vector backend, or null. */
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
