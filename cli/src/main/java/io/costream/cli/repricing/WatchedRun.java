package io.costream.cli.repricing;

import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Terminal;
import io.costream.processor.repricing.RunObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A run with a person beside it: on a terminal a bar with its rate and the time left, and a clean stop when the process
 * is told to end. The bar belongs to the run's thread; the stop comes from another.
 */
final class WatchedRun implements RunObserver, AutoCloseable {
    /** What it takes to end a transaction and to say what to do next. */
    private static final int STOP_SECONDS = 8;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-run");
    private volatile boolean stopping;
    private String name = "";
    private @Nullable ProgressBar bar;

    WatchedRun() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void begun(String run) {
        name = run;
    }

    boolean isBegun() {
        return !name.isEmpty();
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }

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
            bar.maxHint(of);
            bar.stepTo(read);
        }
    }

    /** Why the run has not ended, and what to do about it. */
    CommandFailure failure(Throwable cause) {
        String message = isBegun()
                ? "run " + name + " has not ended (" + cause.getMessage()
                        + "); what it has posted stays, and no other run may begin. Go on with: costream reprice resume "
                        + name
                : "nothing was begun: " + cause.getMessage();
        if (stopping) {
            // The process ends with the hook; whoever prints failures may come too late.
            System.err.println("costream: " + message);
        }
        return CommandFailure.unreachable(message, cause);
    }

    private void stop() {
        stopping = true;
        try {
            if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("costream: the run could not be stopped in time; it can be resumed all the same");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process is ending: the hook is running, or was just about to.
            stopping = true;
        }
    }
}
