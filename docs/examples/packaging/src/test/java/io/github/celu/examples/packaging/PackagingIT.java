package io.github.celu.examples.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.CELU;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import proguard.Configuration;
import proguard.ConfigurationParser;
import proguard.ProGuard;

/** The results have the same bits in each package, with and without the vector module. */
class PackagingIT {
    private static final String PROGRAM = System.getProperty("program");
    private static final String RELOCATED = System.getProperty("relocated");
    private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    @TempDir
    static Path folder;

    private static String library;

    @BeforeAll
    static void findLibrary() throws URISyntaxException {
        library = Path.of(CELU.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    @Test
    void jars() throws Exception {
        assertSameBits(PROGRAM + File.pathSeparator + library);
    }

    @Test
    void relocated() throws Exception {
        assertSameBits(RELOCATED);
    }

    @Test
    void relocatedProperty() throws Exception {
        String description =
                run(RELOCATED, VECTOR_MODULE, "-Dmy.own.celu.backend=plain").get(1);
        assertEquals("plain: chosen by the system property my.own.celu.backend", description);
        description =
                run(RELOCATED, VECTOR_MODULE, "-Dio.github.celu.backend=plain").get(1);
        assertTrue(description.startsWith("vector"), description);
    }

    /** With the rules that the jar of the library brings. It reads jmods, which a JDK 25 may lack. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void proGuard() throws Exception {
        Path jar = folder.resolve("proguard.jar");
        Path rules = folder.resolve("celu.pro");
        try (InputStream in = CELU.class.getResourceAsStream("/META-INF/proguard/celu.pro")) {
            Files.copy(in, rules);
        }
        Configuration configuration = new Configuration();
        String[] options = {
            "-injars",
            PROGRAM,
            "-injars",
            library + "(!module-info.class,!META-INF/MANIFEST.MF)",
            "-outjars",
            jar.toString(),
            "-libraryjars",
            "<java.home>/jmods/java.base.jmod(!**.jar;!module-info.class)",
            "-keep",
            "class " + Main.class.getName() + " { public static void main(java.lang.String[]); }",
            "-include",
            rules.toString()
        };
        try (ConfigurationParser parser = new ConfigurationParser(options, System.getProperties())) {
            parser.parse(configuration);
        }
        new ProGuard(configuration).execute();
        assertSameBits(jar.toString());
    }

    private static void assertSameBits(String classPath) throws Exception {
        List<String> plain = run(classPath);
        assertEquals(Integer.toString(Main.hash()), plain.get(0));
        assertTrue(plain.get(1).startsWith("plain: no module"), plain.get(1));
        List<String> vector = run(classPath, VECTOR_MODULE);
        assertEquals(plain.get(0), vector.get(0));
        assertTrue(vector.get(1).startsWith("vector"), vector.get(1));
    }

    private static List<String> run(String classPath, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile())
                .start();
        List<String> lines = process.inputReader().lines().toList();
        assertEquals(0, process.waitFor(), Files.readString(folder.resolve("errors")));
        return lines;
    }
}
