package io.github.celu.examples.jlink;

import io.github.celu.Backend;
import io.github.celu.CELU;

/**
 * Prints the active backend, then the CELU of each argument. The module needs the library only: whether the image has the
 * vector module is decided when it is linked, in pom.xml.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println(Backend.warmUp());
        for (String x : args) {
            System.out.println(CELU.apply(Float.parseFloat(x)));
        }
    }
}
