package io.github.celu.examples.jlink;

import io.github.celu.Backend;
import io.github.celu.CELU;
import java.util.List;

/**
 * Prints the active backend, then the CELU of each argument. The module needs the library only: whether the image has the
 * vector module is decided when it is linked, in pom.xml.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            System.out.println("Prints the active backend, then the CELU of each number: [NUMBER ...]");
            return;
        }
        System.out.println(Backend.warmUp());
        for (String x : args) {
            System.out.println(CELU.apply(Float.parseFloat(x)));
        }
    }
}
