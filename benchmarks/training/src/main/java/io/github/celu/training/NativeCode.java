package io.github.celu.training;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder that JavaCPP unpacks OpenBLAS to and loads it from. Whoever can write there can have the program run code of
 * theirs; so it is one that only its user can write to.
 */
final class NativeCode {
    private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

    private NativeCode() {}

    /**
     * Chooses the folder: the one that JavaCPP's property names, else ~/.javacpp/cache, else a new temporary one.
     *
     * @throws BadFileException if others can write to the folder that the property names, or to every other candidate, the one for
     *     temporary files included
     */
    static void chooseFolder() throws IOException {
        String chosen = System.getProperty(PROPERTY);
        if (chosen != null) {
            if (!isPrivate(Path.of(chosen))) {
                throw new BadFileException(
                        Path.of(chosen),
                        "native code is not unpacked to a folder that others can write to, or you cannot");
            }
            return;
        }
        Path folder = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
        if (!isPrivate(folder)) {
            folder = temporary();
            if (folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                    && othersCanReplace(folder.toRealPath())) {
                throw new BadFileException(
                        folder, "native code is not unpacked where others can write; choose a folder by -D" + PROPERTY);
            }
        }
        System.setProperty(PROPERTY, folder.toString());
    }

    /** Whether the user can write to a folder and nobody else can, nor replace it; makes it if it is missing. */
    static boolean isPrivate(Path folder) {
        try {
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
            Path real = folder.toRealPath();
            if (!Files.isWritable(real)) {
                return false;
            }
            if (!posix) {
                return true;
            }
            return !othersCanWrite(real) && isOwn(real) && !othersCanReplace(real);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean othersCanReplace(Path real) throws IOException {
        for (Path above = real.getParent(); above != null; above = above.getParent()) {
            // In a sticky folder, such as /tmp, only the owner can replace what is there.
            boolean sticky = ((int) Files.getAttribute(above, "unix:mode") & 01000) != 0;
            if (othersCanWrite(above) && !sticky || !isOwn(above) && !isRoots(above)) {
                return true;
            }
        }
        return false;
    }

    private static boolean othersCanWrite(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static boolean isOwn(Path path) throws IOException {
        return Files.getOwner(path).getName().equals(System.getProperty("user.name"));
    }

    private static boolean isRoots(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid") == 0;
    }

    /** Only the user can read or write it, and it is deleted at the end. */
    private static Path temporary() throws IOException {
        Path folder = Files.createTempDirectory("celu-training-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // A leftover in the folder for temporary files does no harm.
        }
    }
}
