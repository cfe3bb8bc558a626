package io.github.celu.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures in the documentation are those that the program draws. */
class PaperPicturesTest {
    private static final Path KEPT = Path.of("../../docs/figures");

    @Test
    void sameAsInTheDocumentation(@TempDir Path docs) throws IOException {
        assertEquals(0, Main.run("paper", "--docs", docs.toString()));
        List<Path> files;
        try (Stream<Path> list = Files.list(docs.resolve("figures"))) {
            files = list.toList();
        }
        assertEquals(6, files.size());
        for (Path file : files) {
            Path kept = KEPT.resolve(file.getFileName());
            if (file.toString().endsWith(".svg")) {
                assertTrue(Files.readString(kept).equals(Files.readString(file)), () -> "draw it again: " + kept);
            } else {
                assertEquals(size(kept), size(file), "draw it again: " + kept);
            }
        }
    }

    @Test
    void noSuchFolder(@TempDir Path folder) {
        assertEquals(2, Main.run("paper", "--docs", folder.resolve("none").toString()));
    }

    /** The pixels are those of the SVG, drawn by a library with the fonts of the machine. */
    private static Dimension size(Path png) throws IOException {
        BufferedImage image = ImageIO.read(png.toFile());
        return new Dimension(image.getWidth(), image.getHeight());
    }
}
