package io.github.celu.peers.libraries;

import io.github.celu.peers.ExpmLoop;
import io.github.celu.peers.Peer;
import io.github.celu.peers.Peers;
import java.util.List;

/** Loops over the exponentials of numerical libraries. */
public final class Libraries implements Peers {
    @Override
    public List<Peer> list() {
        return List.of(
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
                        t -> org.hipparchus.util.FastMath.exp(t)));
    }
}
