package io.github.celu.training;

import java.io.Console;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for each epoch, each going on where the last ended, so that it tells the time left of the training. */
final class Progress implements AutoCloseable {
    /** Columns of a terminal that the bar must fit into. */
    static final int COLUMNS = 80;

    private final ProgressBar bar;
    private final long before;

    /** @param start nanoseconds at the start of the training */
    Progress(int epoch, int epochs, int size, int firstEpoch, long start, boolean interactive) {
        before = (long) (epoch - firstEpoch) * size;
        // What a log is redirected to would be filled with the bar's repetitions.
        bar = interactive
                ? builder(epoch + 1 + "/" + epochs, (long) (epochs - firstEpoch) * size)
                        .setConsumer(new ConsoleProgressBarConsumer(System.out, COLUMNS - 1))
                        .startsFrom(before, Duration.ofNanos(System.nanoTime() - start))
                        .build()
                : null;
    }

    static ProgressBarBuilder builder(String task, long images) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(images)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500);
    }

    static String message(Score score) {
        return String.format(Locale.ROOT, "loss %.3f, %.1f%%", score.meanLoss(), 100 * score.accuracy());
    }

    void show(Score score) {
        if (bar != null) {
            bar.setExtraMessage(message(score));
            bar.stepTo(before + score.images());
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /** Whether somebody looks at the standard output. */
    static boolean interactive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is a console even where there is no terminal.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
