package io.github.celu.peers.jdk;

import io.github.celu.peers.ExpmLoop;
import io.github.celu.peers.Peer;
import io.github.celu.peers.Peers;
import java.util.List;

/** The library itself, and what the JDK has. */
public final class Jdk implements Peers {
    @Override
    public List<Peer> list() {
        return List.of(
                new Celu("celu", false, ""),
                new Celu("celu, plain", true, "as without the vector module"),
                new ExpmLoop("Math.expm1", null, t -> Math.expm1(t), t -> Math.exp(t)),
                new VectorApi("Vector API, EXPM1", true),
                new VectorApi("Vector API, EXP − 1", false));
    }
}
