package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The jar as it is published: a program, a module, and a bundle that does without the vector package. */
class JarIT {
    private static final Path JAR = Path.of(System.getProperty("celu.test.jar"));

    @Test
    void manifest() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertEquals("io.github.celu.Main", manifest.getValue("Main-Class"));
            assertEquals("io.github.celu", manifest.getValue("Bundle-SymbolicName"));
            assertEquals(
                    "",
                    manifest.getValue("Export-Package").replaceFirst("^io\\.github\\.celu;version=\"[^\"]*\"$", ""));
            assertEquals("jdk.incubator.vector;resolution:=optional", manifest.getValue("Import-Package"));
        }
    }

    @Test
    void module() {
        assertTrue(ModuleFinder.of(JAR).find("io.github.celu").isPresent());
    }

    /** The framework of this JVM, which has no vector module. */
    @Test
    void bundleResolvesWithoutTheVectorPackage(@TempDir Path storage) throws Exception {
        Framework framework =
                new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        try {
            framework.start();
            Bundle bundle =
                    framework.getBundleContext().installBundle(JAR.toUri().toString());
            bundle.start();
            Class<?> loaded = bundle.loadClass("io.github.celu.CELU");
            assertEquals(
                    CELU.apply(-1.5f), loaded.getMethod("apply", float.class).invoke(null, -1.5f));
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }
}
