package io.github.celu.training;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
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
    private static final int ROOT = 0;

    private NativeCode() {}

    /**
     * Chooses the folder: the one that JavaCPP's property names, else ~/.javacpp/cache, else a new temporary one.
     *
     * @throws BadFileException if others can write to the folder that the property names or to what is in it, or to every other
     *     candidate, the one for temporary files included
     */
    static void chooseFolder() throws IOException {
        String chosen = System.getProperty(PROPERTY);
        if (chosen != null) {
            if (!isPrivate(Path.of(chosen))) {
                throw new BadFileException(
                        Path.of(chosen),
                        "native code is not unpacked where others can write to the folder or what is in it, or you cannot");
            }
            return;
        }
        Path folder = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
        if (!isPrivate(folder)) {
            folder = temporary();
            if (folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                    && othersCanReplace(folder.toRealPath(), owner(folder))) {
                throw new BadFileException(
                        folder, "native code is not unpacked where others can write; choose a folder by -D" + PROPERTY);
            }
        }
        System.setProperty(PROPERTY, folder.toString());
    }

    /** The folder that was chosen. */
    static String folder() {
        return System.getProperty(PROPERTY);
    }

    /**
     * Whether the user can write to a folder and nobody else can, neither to it nor to what is in it, nor replace it; makes it
     * if it is missing.
     */
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
            int user = user(real);
            return owner(real) == user
                    && !othersCanWrite(real)
                    && !othersCanReplace(real, user)
                    && isPrivateInside(real, user);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Who a new file belongs to: names do not tell, since a user may have none. */
    private static int user(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "celu-training-", null);
        try {
            return owner(file);
        } finally {
            Files.delete(file);
        }
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isPrivateInside(Path folder, int user) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
        boolean open = permissions.contains(PosixFilePermission.GROUP_EXECUTE)
                || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
        boolean[] isPrivate = {true};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            private FileVisitResult visit(Path path, BasicFileAttributes attributes) throws IOException {
                int owner = owner(path);
                // A link has no permissions of its own. Where those of the user or root lead is their choice.
                boolean writable = open && !attributes.isSymbolicLink() && othersCanWrite(path);
                isPrivate[0] = (owner == user || owner == ROOT) && !writable;
                return isPrivate[0] ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                return visit(path, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                try {
                    return visit(path, attributes);
                } catch (NoSuchFileException e) {
                    return visitFileFailed(path, e);
                }
            }

            /** The passing file of another program that starts does not matter. */
            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return isPrivate[0];
    }

    private static boolean othersCanReplace(Path real, int user) throws IOException {
        for (Path above = real.getParent(); above != null; above = above.getParent()) {
            // In a sticky folder, such as /tmp, only the owner can replace what is there.
            boolean sticky = ((int) Files.getAttribute(above, "unix:mode") & 01000) != 0;
            int owner = owner(above);
            if (othersCanWrite(above) && !sticky || owner != user && owner != ROOT) {
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
