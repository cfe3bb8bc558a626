package io.github.celu.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.celu.Backend;
import io.github.celu.CELU;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The library twice more, once with each backend, because it chooses its backend only once. */
public final class Libraries {
    private static final List<ClassLoader> BACKENDS =
            Stream.of("plain", "vector").map(Libraries::load).toList();

    private Libraries() {}

    /** The same method of each of them. */
    public static List<Api> other(Api api) {
        List<Api> others = new ArrayList<>();
        for (ClassLoader backend : BACKENDS) {
            try {
                others.add(new Api(backend.loadClass(api.owner().getName())
                        .getMethod(api.name(), api.method().getParameterTypes())));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return others;
    }

    private static ClassLoader load(String backend) {
        String property = "io.github.celu.backend";
        String before = System.getProperty(property, "auto");
        System.setProperty(property, backend);
        try {
            URL classes = CELU.class.getProtectionDomain().getCodeSource().getLocation();
            // no parent: even the platform's class loader would find the module under test
            ClassLoader loader = new URLClassLoader(new URL[] {classes}, null);
            Object active = loader.loadClass(Backend.class.getName())
                    .getMethod("active")
                    .invoke(null);
            String expected = backend.equals("vector") ? System.getProperty("celu.test.expectedBackend") : "PLAIN";
            assertEquals(expected, active.toString(), Backend::description);
            return loader;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        } finally {
            System.setProperty(property, before);
        }
    }
}
