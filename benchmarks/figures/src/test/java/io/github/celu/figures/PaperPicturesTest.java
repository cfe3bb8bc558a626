package io.github.celu.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
                assertEquals(Files.readString(kept), Files.readString(file), "draw it again: " + kept);
            } else {
                assertArrayEquals(pixels(kept), pixels(file), "draw it again: " + kept);
            }
        }
    }

    @Test
    void noSuchFolder(@TempDir Path folder) {
        assertEquals(2, Main.run("paper", "--docs", folder.resolve("none").toString()));
    }

    private static int[] pixels(Path png) throws IOException {
        BufferedImage image = ImageIO.read(png.toFile());
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
