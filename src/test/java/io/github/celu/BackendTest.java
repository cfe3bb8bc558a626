package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class BackendTest {
    @Test
    void isTheOneThisRunIsFor() {
        assertEquals(
                System.getProperty("celu.test.expectedBackend"),
                Backend.active().name());
    }

    /** Its name, a colon, and the reason. */
    @Test
    void descriptionIsOneLine() {
        String name = Backend.active().name().toLowerCase(Locale.ROOT);
        assertTrue(Backend.description().matches(name + ": [\\S ]*\\S"), Backend::description);
    }
}
