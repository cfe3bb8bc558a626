package io.github.celu.peers.loops;

import io.github.celu.peers.Peer;
import io.github.celu.peers.Peers;
import java.util.List;

/** The library itself, and what a loop in Java can call. */
public final class Loops implements Peers {
    @Override
    public List<Peer> list() {
        return List.of(
                new Celu("celu", "auto", ""),
                new Celu("celu, plain", "plain", "without the vector module"),
                new ExpmLoop("Math.expm1", null, t -> Math.expm1(t), t -> Math.exp(t)),
                new ExpmLoop(
                        "Jafama",
                        net.jafama.FastMath.class,
                        t -> net.jafama.FastMath.expm1(t),
                        t -> net.jafama.FastMath.exp(t)),
                new ExpmLoop(
                        "Commons Math",
                        org.apache.commons.math3.util.FastMath.class,
                        t -> org.apache.commons.math3.util.FastMath.expm1(t),
                        t -> org.apache.commons.math3.util.FastMath.exp(t)),
                new ExpmLoop(
                        "Hipparchus",
                        org.hipparchus.util.FastMath.class,
                        t -> org.hipparchus.util.FastMath.expm1(t),
                        t -> org.hipparchus.util.FastMath.exp(t)),
                new VectorApi("Vector API, EXPM1", true),
                new VectorApi("Vector API, EXP − 1", false));
    }
}
