package io.github.celu.internal;

import io.github.celu.internal.kernel.Fma;
import io.github.celu.internal.kernel.Headroom;
import io.github.celu.internal.loops.DoubleColumnLoops;
import io.github.celu.internal.loops.DoubleLoops;
import io.github.celu.internal.loops.FloatColumnLoops;
import io.github.celu.internal.loops.FloatLoops;
import io.github.celu.internal.loops.PlainDoubleColumnLoops;
import io.github.celu.internal.loops.PlainDoubleLoops;
import io.github.celu.internal.loops.PlainFloatColumnLoops;
import io.github.celu.internal.loops.PlainFloatLoops;
import io.github.celu.internal.loops.ScalarDoubleColumnLoops;
import io.github.celu.internal.loops.ScalarDoubleLoops;
import io.github.celu.internal.loops.ScalarFloatColumnLoops;
import io.github.celu.internal.loops.ScalarFloatLoops;
import java.lang.System.Logger.Level;

/**
 * Chooses which array loops run. Without C2 or without hardware FMA the vector loops would be a thousand times
 * slower than plain ones, so every doubt ends in plain. The bits are the same either way.
 *
 * <p>The first call of a type chooses, not a static initialiser, which could fail for good.
 */
public final class Backends {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private static volatile Choice choice;
    private static volatile FloatHandover floats;
    private static volatile DoubleHandover doubles;
    private static volatile FloatColumnHandover floatColumns;
    private static volatile DoubleColumnHandover doubleColumns;

    /** What the user and the JVM say. */
    private static final class Choice {
        /** The value of the property, or "auto". */
        final String request;

        /** A value of the property that says nothing, or null. */
        final String unknown;

        /** What speaks against the vector loops, as far as is known without loading them; or null. */
        final String obstacle;

        /** Whether the plain loops are faster than scalar ones: they are written for a compiler, and for fused multiply-adds. */
        final boolean plain;

        Choice() {
            String property = property(Backends.property(), "auto");
            boolean known = property.equals("auto") || property.equals("plain") || property.equals("vector");
            request = known ? property : "auto";
            unknown = known ? null : property;
            obstacle = request.equals("plain") ? "chosen by the system property " + Backends.property() : obstacle();
            plain = Fma.HARDWARE && !property("java.vm.info", "").contains("interpreted");
        }

        private static String obstacle() {
            if (vectorModule() == null) {
                return "no module " + VECTOR_MODULE + " (switch it on with --add-modules " + VECTOR_MODULE + ")";
            }
            String vm = property("java.vm.name", "");
            String mode = property("java.vm.info", "");
            if (vm.isEmpty() || mode.isEmpty()) {
                return "no permission to read system properties";
            }
            // "Server VM" is HotSpot with C2. -XX:TieredStopAtLevel=1 calls itself "emulated-client", -Xint
            // "interpreted mode". Whether C2 is at work the warm-up will see.
            if (!vm.endsWith("Server VM") || mode.contains("emulated-client") || mode.contains("interpreted")) {
                return "no C2 compiler in " + vm + ", " + mode;
            }
            return Fma.HARDWARE ? null : "no fused multiply-add instruction";
        }

        private static String property(String name, String otherwise) {
            try {
                return System.getProperty(name, otherwise);
            } catch (SecurityException e) {
                return otherwise;
            }
        }
    }

    private static final class FloatHandover extends Handover<FloatLoops> {
        FloatHandover(Choice c) {
            super(c.plain ? new PlainFloatLoops() : new ScalarFloatLoops(), c.obstacle, c.request.equals("vector"));
        }

        @Override
        WarmUp<FloatLoops> warmUp() {
            return FloatWarmUp.of(this);
        }
    }

    private static final class FloatColumnHandover extends Handover<FloatColumnLoops> {
        FloatColumnHandover(Choice c) {
            super(
                    c.plain ? new PlainFloatColumnLoops() : new ScalarFloatColumnLoops(),
                    c.obstacle,
                    c.request.equals("vector"));
        }

        @Override
        WarmUp<FloatColumnLoops> warmUp() {
            return FloatColumnWarmUp.of(this);
        }
    }

    private static final class DoubleHandover extends Handover<DoubleLoops> {
        DoubleHandover(Choice c) {
            super(c.plain ? new PlainDoubleLoops() : new ScalarDoubleLoops(), c.obstacle, c.request.equals("vector"));
        }

        @Override
        WarmUp<DoubleLoops> warmUp() {
            return DoubleWarmUp.of(this);
        }
    }

    private static final class DoubleColumnHandover extends Handover<DoubleColumnLoops> {
        DoubleColumnHandover(Choice c) {
            super(
                    c.plain ? new PlainDoubleColumnLoops() : new ScalarDoubleColumnLoops(),
                    c.obstacle,
                    c.request.equals("vector"));
        }

        @Override
        WarmUp<DoubleColumnLoops> warmUp() {
            return DoubleColumnWarmUp.of(this);
        }
    }

    private Backends() {}

    /** Not a constant: javac would make it a part of longer strings, where a plugin that relocates packages does not find it. */
    private static String property() {
        return "io.github.celu.backend";
    }

    static FloatLoops floats(int length) {
        return floats().serving(length);
    }

    static DoubleLoops doubles(int length) {
        return doubles().serving(length);
    }

    static FloatColumnLoops floatColumns(int length) {
        return floatColumns().serving(length);
    }

    static DoubleColumnLoops doubleColumns(int length) {
        return doubleColumns().serving(length);
    }

    /** What serves where the vector loops cannot. */
    static FloatColumnLoops plainFloatColumns() {
        return floatColumns().plain;
    }

    static DoubleColumnLoops plainDoubleColumns() {
        return doubleColumns().plain;
    }

    private static FloatHandover floats() {
        FloatHandover h = floats;
        return h != null ? h : newFloats(choice());
    }

    /** Made outside the lock, here and below: classes are loaded, whose loader's lock another caller may hold. */
    private static FloatHandover newFloats(Choice c) {
        FloatHandover made = new FloatHandover(c);
        synchronized (Backends.class) {
            if (floats == null) {
                floats = made;
            }
            return floats;
        }
    }

    private static DoubleHandover doubles() {
        DoubleHandover h = doubles;
        return h != null ? h : newDoubles(choice());
    }

    private static DoubleHandover newDoubles(Choice c) {
        DoubleHandover made = new DoubleHandover(c);
        synchronized (Backends.class) {
            if (doubles == null) {
                doubles = made;
            }
            return doubles;
        }
    }

    private static FloatColumnHandover floatColumns() {
        FloatColumnHandover h = floatColumns;
        return h != null ? h : newFloatColumns(choice());
    }

    private static FloatColumnHandover newFloatColumns(Choice c) {
        FloatColumnHandover made = new FloatColumnHandover(c);
        synchronized (Backends.class) {
            if (floatColumns == null) {
                floatColumns = made;
            }
            return floatColumns;
        }
    }

    private static DoubleColumnHandover doubleColumns() {
        DoubleColumnHandover h = doubleColumns;
        return h != null ? h : newDoubleColumns(choice());
    }

    private static DoubleColumnHandover newDoubleColumns(Choice c) {
        DoubleColumnHandover made = new DoubleColumnHandover(c);
        synchronized (Backends.class) {
            if (doubleColumns == null) {
                doubleColumns = made;
            }
            return doubleColumns;
        }
    }

    private static Choice choice() {
        Choice c = choice;
        if (c != null) {
            return c;
        }
        Headroom.require();
        Choice made = new Choice();
        synchronized (Backends.class) {
            if (choice != null) {
                return choice;
            }
            choice = made;
        }
        if (made.unknown != null) {
            warn(made.unknown);
        }
        return made;
    }

    /** The only use of a logger: merely asking for one starts the JDK's logging, and takes longer than all the rest. */
    private static void warn(String value) {
        try {
            System.getLogger("io.github.celu")
                    .log(
                            Level.WARNING,
                            "System property {0} is \"{1}\", not auto, plain or vector: auto is used",
                            property(),
                            value);
        } catch (Throwable e) {
            // No calculation fails because nobody can be told of a wrong property.
        }
    }

    /** The vector module, or null. (ModuleLayer.findModule would start the JDK's lambdas where there is none.) */
    private static Module vectorModule() {
        for (Module module : ModuleLayer.boot().modules()) {
            if (VECTOR_MODULE.equals(module.getName())) {
                return module;
            }
        }
        return null;
    }

    /** The module declaration does not name the vector module: javac would warn every user of ours that it is incubating. */
    static void readVectorModule() {
        Backends.class.getModule().addReads(vectorModule());
    }

    /** Whether the next array call of usual length, of one type or the other, gets vector loops. */
    public static boolean isVector() {
        boolean floats = floats().isVector();
        return doubles().isVector() || floats;
    }

    public static String description() {
        String floats = floats().state();
        String doubles = doubles().state();
        String both;
        if (floats.equals(doubles)) {
            both = floats;
        } else if (doubles.startsWith("vector")) { // begins with what isVector tells
            both = doubles + "; float " + floats;
        } else {
            both = floats + "; double " + doubles;
        }
        return both
                + (choice.request.equals("vector") && !both.startsWith("vector") ? "; vector was asked for" : "")
                + (Fma.HARDWARE ? "" : "; fused multiply-add in software");
    }

    /**
     * Waits until it is settled which loops serve from now on, the thread is interrupted, or the classes cannot be loaded. Those for
     * channels come last: if the JVM compiles none of the others, they cost nothing.
     */
    public static void warmUp() {
        Handover<?>[] all = {floats(), doubles(), floatColumns(), doubleColumns()};
        for (Handover<?> handover : all) {
            handover.waiting(1); // one that has been started may keep the others waiting
        }
        try {
            warmUp(all[0], all[1]);
            warmUp(all[2], all[3]);
        } finally {
            for (Handover<?> handover : all) {
                handover.waiting(-1);
            }
        }
    }

    private static void warmUp(Handover<?> one, Handover<?> other) {
        one.start();
        other.start();
        one.await();
        other.await();
    }
}
