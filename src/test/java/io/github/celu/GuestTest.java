package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.celu.programs.Bits;
import io.github.celu.programs.FirstCalls;
import io.github.celu.programs.Guest;
import io.github.celu.testing.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the host lacks or does, the calculation goes on, and the library says what is so. */
@Tag("jvm")
class GuestTest {
    private static final String VECTOR = "--add-modules=jdk.incubator.vector";

    /** The threshold of the warm-up lies in the middle. */
    private static final int LENGTH = 20_000_000;

    @BeforeAll
    static void onceIsEnough() {
        assumeTrue("PLAIN".equals(System.getProperty("celu.test.expectedBackend")));
    }

    /** Each first call fails many times, and is right afterwards. */
    @ParameterizedTest
    @CsvSource({
        "stack, -Dio.github.celu.backend=auto, PLAIN plain: vector loops are compiled once .*",
        "stack, -Dio.github.celu.backend=vector, VECTOR vector: .*",
        "stack, -XX:-UseFMA, PLAIN plain: no fused multiply-add instruction; .*",
        "later, -Dio.github.celu.backend=auto, PLAIN plain: vector loops are compiled once .*",
        "heap, -Dio.github.celu.backend=auto, PLAIN plain: vector loops are compiled once .*",
        "heap, -Dio.github.celu.backend=plain, PLAIN plain: chosen by .*",
        "heap, -XX:-UseFMA, PLAIN plain: no fused multiply-add instruction; .*",
    })
    void aFirstCallThatFailsDoesNoLastingHarm(String what, String option, String description) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(what));
        List<String> expected = new ArrayList<>();
        for (FirstCalls.Call call : FirstCalls.Call.values()) {
            arguments.add(call.name());
            expected.add(call + " " + call.run());
        }
        List<String> out = Jvm.run(
                        FirstCalls.class, arguments, VECTOR, option, "-Xmx24m", "-XX:+UseSerialGC", "-Xlog:disable")
                .out();
        assertTrue(out.get(0).matches("[1-9]\\d+ failed"), out::toString);
        assertEquals(expected, out.subList(1, 1 + expected.size()));
        assertTrue(out.get(1 + expected.size()).matches(description), out::toString);
    }

    @Test
    void aLoggerThatThrows() throws Exception {
        assertGuest("plain: no module .*", "logger", "-Dio.github.celu.backend=nonsense");
    }

    /** The system's limit of memory stands for that of threads, which does not bind the superuser. */
    @Test
    void noMoreThreads() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit");
        Path java = Files.createTempFile("celu", ".sh");
        try {
            Files.writeString(
                    java, "#!/bin/sh\nexec prlimit --as=8000000000 " + Jvm.current() + " -Xlog:disable \"$@\"\n");
            assertTrue(java.toFile().setExecutable(true));
            List<String> out = Jvm.run(
                            java.toString(),
                            Guest.class,
                            List.of("threads", "" + LENGTH),
                            VECTOR,
                            "-Xss200m",
                            "-Xmx200m",
                            "-XX:+UseSerialGC",
                            "-XX:ReservedCodeCacheSize=64m",
                            "-XX:CompressedClassSpaceSize=64m")
                    .out();
            assertEquals("20000000 right", out.get(0));
            assertTrue(
                    out.get(1).matches("plain: no thread for the warm-up: .*OutOfMemoryError: unable .*"),
                    out::toString);
        } finally {
            Files.delete(java);
        }
    }

    /** The warm-up is put off, and to find that out throws nothing: this JVM exits at the first OutOfMemoryError, caught or not. */
    @Test
    void aHeapThatIsNearlyFull() throws Exception {
        assertGuest(
                "plain: too little stack or heap for the warm-up, which .*",
                "memory",
                VECTOR,
                "-Xmx32m",
                "-XX:MaxDirectMemorySize=100m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void noPermissions(@TempDir Path directory) throws Exception {
        assumeTrue(Runtime.version().feature() < 24, "there were security managers");
        Path policy = Files.writeString(directory.resolve("policy"), "");
        assertGuest(
                "plain: no permission to read system properties",
                "manager",
                VECTOR,
                "-Djava.security.manager",
                "-Djava.security.policy==" + policy);
    }

    @Test
    void aVectorModuleThatCannotBeLinked(@TempDir Path directory) throws Exception {
        Path broken = directory.resolve("jdk/incubator/vector/FloatVector.class");
        Files.createDirectories(broken.getParent());
        Files.write(broken, new byte[] {1, 2, 3});
        assertGuest(
                "plain: the warm-up failed: java.lang.ClassFormatError.*",
                "vector",
                VECTOR,
                "--patch-module",
                "jdk.incubator.vector=" + directory);
    }

    /** That there is none the JVM does not say at all levels. At level 0 it interprets, and an element takes a microsecond. */
    @ParameterizedTest
    @CsvSource({"0, 20000", "1, 20000000", "2, 20000000", "3, 20000000"})
    void noC2(String level, int length) throws Exception {
        assertGuest("plain: no C2 compiler.*", "level", length, VECTOR, "-XX:TieredStopAtLevel=" + level);
    }

    @Test
    void aC2WithoutVectors() throws Exception {
        assertGuest(
                "plain: no C2 compiler that makes a small vector loop fast after [0-9]+ ms of work",
                "level",
                VECTOR,
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:-EnableVectorSupport");
    }

    @Test
    void theThreadKeepsNothingOfItsCaller() throws Exception {
        List<String> out =
                Jvm.run(Guest.class, List.of("loader", "" + LENGTH), VECTOR).out();
        assertEquals("celu warm-up of float vector loops, daemon true, loader null, group system", out.get(0));
    }

    @Test
    void loggingIsNotTouched() throws Exception {
        List<String> classes =
                Jvm.run(Bits.class, List.of("20"), VECTOR, "-Xlog:class+load").out();
        List<String> logging = classes.stream()
                .filter(line -> line.contains("java.util.logging.") || line.contains("System$LoggerFinder"))
                .toList();
        assertEquals(List.of(), logging);
    }

    private static void assertGuest(String description, String argument, String... options) throws Exception {
        assertGuest(description, argument, LENGTH, options);
    }

    private static void assertGuest(String description, String argument, int length, String... options)
            throws Exception {
        String[] quiet =
                Stream.concat(Stream.of(options), Stream.of("-Xlog:disable")).toArray(String[]::new);
        List<String> out =
                Jvm.run(Guest.class, List.of(argument, "" + length), quiet).out();
        assertEquals(length + " right", out.get(0));
        assertTrue(out.get(1).matches(description), out::toString);
    }
}
