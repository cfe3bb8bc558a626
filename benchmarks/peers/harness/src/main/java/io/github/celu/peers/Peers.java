package io.github.celu.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceLoader;

/** The peers of a module, found as a service. */
public interface Peers {
    List<Peer> list();

    /** All peers on the class path. */
    static List<Peer> all() {
        List<Peer> peers = new ArrayList<>();
        ServiceLoader.load(Peers.class).forEach(module -> peers.addAll(module.list()));
        return peers;
    }

    static Peer named(String name) {
        if (name.equals(Copy.NAME)) {
            return new Copy();
        }
        return all().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no peer \"" + name + "\" on the class path"));
    }
}
