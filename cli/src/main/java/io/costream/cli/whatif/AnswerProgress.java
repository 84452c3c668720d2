package io.costream.cli.whatif;

import io.costream.cli.terminal.Terminal;
import io.costream.processor.repricing.RunObserver;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how many calls have been read, how fast, and how long it will take; nothing elsewhere. */
final class AnswerProgress implements RunObserver, AutoCloseable {
    private @Nullable ProgressBar bar;

    @Override
    public void progress(long read, long of) {
        if (bar == null && Terminal.isInteractive()) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Pricing")
                    .setInitialMax(of)
                    .setUnit(" calls", 1)
                    .showSpeed()
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .build();
        }
        if (bar != null) {
            bar.stepTo(read);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
