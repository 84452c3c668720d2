package io.costream.cli.imports;

import io.costream.cli.terminal.Terminal;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far an import is; nothing elsewhere. */
final class Progress implements AutoCloseable {
    private static final int MEGABYTE = 1024 * 1024;

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static Progress start(long size, long from) {
        // A small file is done before a bar could be read.
        if (!Terminal.isInteractive() || (size >= 0 && size - from < 4 * MEGABYTE)) {
            return new Progress(null);
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("Importing")
                .setInitialMax(size)
                .setUnit(" MiB", MEGABYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .startsFrom(from, Duration.ZERO)
                .build();
        return new Progress(bar);
    }

    void at(long offset) {
        if (bar != null) {
            bar.stepTo(offset);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
