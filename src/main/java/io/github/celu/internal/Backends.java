package io.github.celu.internal;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.kernel.Fma;
import io.github.celu.internal.loops.DoubleLoops;
import io.github.celu.internal.loops.FloatLoops;
import io.github.celu.internal.loops.PlainDoubleLoops;
import io.github.celu.internal.loops.PlainFloatLoops;
import io.github.celu.internal.loops.ScalarDoubleLoops;
import io.github.celu.internal.loops.ScalarFloatLoops;
import io.github.celu.internal.vector.VectorDoubleLoops;
import io.github.celu.internal.vector.VectorFloatLoops;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Chooses which array loops run. Without C2 or without hardware FMA the vector loops would be a thousand times
 * slower than plain ones, so every doubt ends in plain. The bits are the same either way.
 */
public final class Backends {
    private static final String PROPERTY = "io.github.celu.backend";

    private static final WarmUp<FloatLoops> FLOAT;
    private static final WarmUp<DoubleLoops> DOUBLE;
    private static final boolean VECTOR_ASKED_FOR;

    /** What speaks against the vector loops even before their lanes are looked at, or null. */
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
        // The plain loops are written for a compiler, and for fused multiply-adds.
        boolean plain = Fma.HARDWARE && !vmInfo().contains("interpreted");
        FLOAT = new FloatWarmUp(plain ? new PlainFloatLoops() : new ScalarFloatLoops());
        DOUBLE = new DoubleWarmUp(plain ? new PlainDoubleLoops() : new ScalarDoubleLoops());
        if (OBSTACLE != null || VECTOR_ASKED_FOR) {
            FLOAT.decide(isVector());
            DOUBLE.decide(isVector());
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
                bits = VectorFloatLoops.bits();
                obstacle = bits >= 128 ? null : "vectors have only " + bits + " bits";
            } catch (LinkageError e) {
                obstacle = "this JDK's vector module does not fit: " + e;
            }
            BITS = bits;
            OBSTACLE = obstacle;
        }
    }

    private static final class FloatWarmUp extends WarmUp<FloatLoops> {
        FloatWarmUp(FloatLoops plain) {
            super("celu warm-up float", plain);
        }

        @Override
        FloatLoops vector() {
            return isVector() ? new VectorFloatLoops() : null;
        }

        @Override
        void use(FloatLoops loops) {
            FloatKernel k = FloatKernel.celu(1f);
            float[] x = new float[LENGTH];
            float[] y = new float[LENGTH];
            loops.value(k, x, 0, y, 0, LENGTH);
            loops.leftValue(k, x, 0, y, 0, LENGTH);
            loops.derivative(k, x, 0, y, 0, LENGTH);
            loops.valueAndDerivative(k, x, 0, y, 0, x, 0, LENGTH);
            loops.backward(k, x, 0, x, 0, y, 0, LENGTH);
            loops.backwardFromOutput(k, x, 0, x, 0, y, 0, LENGTH);
            loops.alphaDerivative(FloatAlphaKernel.celu(1f), x, 0, y, 0, LENGTH);
            loops.addProducts(x, 0, y, new double[LENGTH], LENGTH);
        }
    }

    private static final class DoubleWarmUp extends WarmUp<DoubleLoops> {
        DoubleWarmUp(DoubleLoops plain) {
            super("celu warm-up double", plain);
        }

        /** Of lanes of 128 bits C2 cannot blend two doubles. */
        @Override
        DoubleLoops vector() {
            return isVector() && Lanes.BITS >= 256 ? new VectorDoubleLoops() : null;
        }

        @Override
        void use(DoubleLoops loops) {
            DoubleKernel k = DoubleKernel.celu(1.0);
            double[] x = new double[LENGTH];
            double[] y = new double[LENGTH];
            loops.value(k, x, 0, y, 0, LENGTH);
            loops.leftValue(k, x, 0, y, 0, LENGTH);
            loops.derivative(k, x, 0, y, 0, LENGTH);
            loops.valueAndDerivative(k, x, 0, y, 0, x, 0, LENGTH);
            loops.backward(k, x, 0, x, 0, y, 0, LENGTH);
            loops.backwardFromOutput(k, x, 0, x, 0, y, 0, LENGTH);
            loops.alphaDerivative(DoubleAlphaKernel.celu(1.0), x, 0, y, 0, LENGTH);
            loops.addProducts(x, 0, y, new double[LENGTH], LENGTH);
        }
    }

    private Backends() {}

    static FloatLoops floats(int length) {
        return FLOAT.serving(length);
    }

    static DoubleLoops doubles(int length) {
        return DOUBLE.serving(length);
    }

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
