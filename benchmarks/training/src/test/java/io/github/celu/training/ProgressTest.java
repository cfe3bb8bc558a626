package io.github.celu.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import org.junit.jupiter.api.Test;

class ProgressTest {
    /** The longest that a training of CIFAR-10 can show. */
    @Test
    void theBarFitsATerminalOf80Columns() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Score score = new Score(2.3 * 50_000, 50_000, 50_000);
        try (ProgressBar bar = Progress.builder("51/51", 51 * 50_000)
                .setConsumer(new ConsoleProgressBarConsumer(
                        new PrintStream(bytes, true, StandardCharsets.UTF_8), Progress.COLUMNS - 1))
                .build()) {
            bar.setExtraMessage(Progress.message(score));
            bar.stepTo(50 * 50_000);
        }
        String[] lines = bytes.toString(StandardCharsets.UTF_8).split("[\r\n]+");
        String last = lines[lines.length - 1];
        assertTrue(last.length() <= Progress.COLUMNS, last);
        assertTrue(last.contains("51/51"), last);
        assertTrue(last.contains("loss 2.300, 100.0%"), last);
        assertTrue(last.contains("[===="), "no bar is left: " + last);
    }

    @Test
    void withoutATerminalThereIsNoBar() {
        PrintStream standard = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try (Progress progress = new Progress(0, 1, 10, 0, System.nanoTime(), false)) {
            progress.show(new Score(1, 1, 1));
        } finally {
            System.setOut(standard);
        }
        assertEquals("", bytes.toString(StandardCharsets.UTF_8));
        assertFalse(Progress.interactive(), "Maven's tests have no terminal");
    }
}
