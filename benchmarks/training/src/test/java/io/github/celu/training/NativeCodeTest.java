package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native code is never loaded from where others could have put theirs. */
class NativeCodeTest {
    private static final String CACHE = "org.bytedeco.javacpp.cachedir";

    private final String cache = System.getProperty(CACHE);
    private final String home = System.getProperty("user.home");

    @TempDir
    private Path folder;

    @BeforeEach
    void onlyWithPermissions() {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
    }

    @AfterEach
    void restore() {
        System.setProperty("user.home", home);
        if (cache == null) {
            System.clearProperty(CACHE);
        } else {
            System.setProperty(CACHE, cache);
        }
    }

    private static Path permit(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aFolderOfOnesOwnIsPrivate() {
        assertTrue(NativeCode.isPrivate(folder.resolve("new").resolve("cache")));
        assertTrue(NativeCode.isPrivate(folder.resolve("new").resolve("cache")));
    }

    @Test
    void aFolderThatOthersCanWriteIsNot() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Path inside = permit(Files.createDirectory(shared.resolve("inside")), "rwxr-xr-x");
        permit(shared, "rwxrwxrwx");
        assertFalse(NativeCode.isPrivate(shared));
        assertFalse(NativeCode.isPrivate(inside));
        assertFalse(NativeCode.isPrivate(Files.createSymbolicLink(folder.resolve("link"), inside)));
        permit(shared, "rwxrwxr-x");
        assertFalse(NativeCode.isPrivate(inside));
        permit(shared, "rwxr-xr-x");
        assertTrue(NativeCode.isPrivate(inside));
        assertFalse(NativeCode.isPrivate(Files.createFile(folder.resolve("file"))));
    }

    @Test
    void whatIsInItCountsToo() throws IOException {
        Path cache = permit(Files.createDirectory(folder.resolve("cache")), "rwxr-xr-x");
        Path jar = permit(Files.createDirectory(cache.resolve("jar")), "rwxr-xr-x");
        Path library = permit(Files.createFile(jar.resolve("library.so")), "rw-r--r--");
        Files.createSymbolicLink(cache.resolve("nowhere"), cache.resolve("missing"));
        assertTrue(NativeCode.isPrivate(cache));
        permit(library, "rw-rw-rw-");
        assertFalse(NativeCode.isPrivate(cache));
        permit(cache, "rwx------");
        assertTrue(NativeCode.isPrivate(cache), "others cannot get at what is in it");
        permit(cache, "rwxr-xr-x");
        permit(library, "rw-r--r--");
        permit(jar, "rwxrwxrwx");
        assertFalse(NativeCode.isPrivate(cache));
    }

    @Test
    void whoHasNoNameHasFoldersOfTheirOwn() throws IOException {
        String name = System.getProperty("user.name");
        System.setProperty("user.name", "?");
        try {
            assertTrue(NativeCode.isPrivate(folder.resolve("cache")));
        } finally {
            System.setProperty("user.name", name);
        }
    }

    @Test
    void ifTheHomeCannotBeUsedATemporaryFolderIs() throws IOException {
        System.clearProperty(CACHE);
        System.setProperty("user.home", folder.toString());
        NativeCode.chooseFolder();
        assertEquals(folder.resolve(".javacpp").resolve("cache").toString(), System.getProperty(CACHE));
        System.clearProperty(CACHE);
        permit(folder.resolve(".javacpp"), "rwxrwxrwx");
        NativeCode.chooseFolder();
        Path chosen = Path.of(System.getProperty(CACHE));
        assertFalse(chosen.startsWith(folder), chosen.toString());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(chosen)));
    }

    @Test
    void aSharedFolderIsRefusedEvenIfTheUserNamesIt() throws IOException {
        permit(folder, "rwxrwxrwx");
        System.setProperty(CACHE, folder.toString());
        BadFileException e = assertThrows(BadFileException.class, NativeCode::chooseFolder);
        assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
        permit(folder, "rwx------");
    }
}
