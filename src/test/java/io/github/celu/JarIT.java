package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
            assertEquals(results(CELU.class), results(bundle.loadClass("io.github.celu.CELU")));
            assertEquals(results(ELU.class), results(bundle.loadClass("io.github.celu.ELU")));
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    /** Of each method that makes a new array of an array and α, by its name and type. */
    private static Map<String, String> results(Class<?> functions) throws ReflectiveOperationException {
        double[] doubles = new SplittableRandom(1).doubles(1000, -5, 5).toArray();
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        Map<String, String> results = new TreeMap<>();
        for (String name : List.of("apply", "gradient", "gradientAlpha", "secondDerivative")) {
            Object ofFloats =
                    functions.getMethod(name, float[].class, float.class).invoke(null, floats, 0.7f);
            Object ofDoubles =
                    functions.getMethod(name, double[].class, double.class).invoke(null, doubles, 0.7);
            results.put(name + " of floats", Arrays.toString((float[]) ofFloats));
            results.put(name + " of doubles", Arrays.toString((double[]) ofDoubles));
        }
        return results;
    }
}
