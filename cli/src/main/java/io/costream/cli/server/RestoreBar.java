package io.costream.cli.server;

import io.costream.cli.terminal.Terminal;
import io.costream.processor.state.RestoreState;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far totals are restored, how fast, and how long it will take; nothing elsewhere. */
final class RestoreBar implements AutoCloseable {
    /** Fewer are restored before a bar could be read. */
    private static final int FEW = 50_000;

    private @Nullable ProgressBar bar;
    private long before;

    /** Whether it has gone on since it was asked last. */
    boolean at(Optional<RestoreState> restoring) {
        long restored = restoring.map(RestoreState::restored).orElse(0L);
        boolean moves = restored != before;
        before = restored;
        restoring.filter(state -> Terminal.isInteractive()).ifPresent(this::show);
        return moves;
    }

    private void show(RestoreState state) {
        if (bar == null && state.total() > FEW) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Restoring totals")
                    .setInitialMax(state.total())
                    .setUnit(" records", 1)
                    .showSpeed()
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .build();
        }
        if (bar != null) {
            // Partitions may be added to those that are restored.
            bar.maxHint(state.total());
            bar.stepTo(state.restored());
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
