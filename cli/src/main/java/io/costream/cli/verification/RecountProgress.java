package io.costream.cli.verification;

import io.costream.cli.terminal.Terminal;
import io.costream.processor.verification.VerificationProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far the recount is, how fast, and how long it will take; nothing elsewhere. */
final class RecountProgress implements VerificationProgress, AutoCloseable {
    /** Fewer are done before a bar could be read. */
    private static final int FEW = 50_000;

    private static final int STEP = 1_024;

    private @Nullable ProgressBar bar;

    @Override
    public void begin(long records) {
        if (Terminal.isInteractive() && records > FEW) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Verifying")
                    .setInitialMax(records)
                    .setUnit(" calls", 1)
                    .showSpeed()
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .build();
        }
    }

    @Override
    public void at(long records) {
        if (bar != null && records % STEP == 0) {
            bar.stepTo(records);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
