package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Benchmarks and examples, which do not inherit from the library, build with the library's plugins. */
class PluginVersionsTest {
    private static final Pattern VERSION = Pattern.compile(
            "<plugin>(?:\\s*<groupId>[^<]*</groupId>)?\\s*<artifactId>([^<]*)</artifactId>\\s*<version>([^<]*)<");

    @Test
    void aPluginHasOneVersion() throws IOException {
        Map<String, String> library = versions("pom.xml");
        Map<String, String> others = versions("benchmarks/parent/pom.xml");
        Map<String, String> common = new TreeMap<>(library);
        common.keySet().retainAll(others.keySet());
        assertTrue(common.containsKey("maven-compiler-plugin"), "the pattern finds plugins");
        others.keySet().retainAll(common.keySet());
        assertEquals(common, others);
    }

    private static Map<String, String> versions(String pom) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        Matcher plugin = VERSION.matcher(Files.readString(Path.of(pom)));
        while (plugin.find()) {
            versions.put(plugin.group(1), plugin.group(2));
        }
        return versions;
    }
}
