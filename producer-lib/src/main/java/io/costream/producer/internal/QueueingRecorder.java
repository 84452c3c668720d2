package io.costream.producer.internal;

import static java.util.Objects.requireNonNull;

import io.costream.producer.Call;
import io.costream.producer.CallMetrics;
import io.costream.producer.CallRecorder;
import io.costream.producer.DropReason;
import io.costream.producer.MeasuredCall;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A recorder whose part on the caller's thread is to check a call, encode it and offer it to the queue. */
final class QueueingRecorder implements CallRecorder {
    /** How long the last clean-up may take when the time to close is over already. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private static final Duration LONGEST = Duration.ofDays(1);

    private final CallRing ring;
    private final Intake intake;
    private final Drive drive;
    private final CallMetrics metrics;
    private final Losses losses;
    private final Clock clock;
    private final int largestEvent;
    private final Duration closeTimeout;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ShutdownHook hook = new ShutdownHook();

    QueueingRecorder(
            CallRing ring,
            Intake intake,
            Drive drive,
            CallMetrics metrics,
            Losses losses,
            Clock clock,
            int largestEvent,
            Duration closeTimeout) {
        this.ring = ring;
        this.intake = intake;
        this.drive = drive;
        this.metrics = metrics;
        this.losses = losses;
        this.clock = clock;
        this.largestEvent = largestEvent;
        this.closeTimeout = closeTimeout;
    }

    void closeOnShutdown() {
        hook.register(this::close);
    }

    @Override
    public void record(@Nullable Call call) {
        try {
            if (call == null) {
                losses.count(DropReason.INVALID, "the call is null");
            } else if (isSound(call)) {
                offer(call);
            }
        } catch (RuntimeException | LinkageError failure) {
            losses.count(DropReason.INTERNAL_ERROR, failure.toString());
        }
    }

    private boolean isSound(Call call) {
        Optional<String> problem = call.problem();
        if (problem.isPresent()) {
            losses.count(DropReason.INVALID, problem.get());
            return false;
        }
        if (call.approximateBytes() > largestEvent) {
            losses.count(DropReason.TOO_LARGE, "a call has about " + call.approximateBytes() + " bytes");
            return false;
        }
        return true;
    }

    private void offer(Call call) {
        switch (intake.offer(call)) {
            case TAKEN -> {
                metrics.recorded();
                drive.wake();
            }
            case FULL -> losses.count(DropReason.QUEUE_FULL, "Kafka is slower than the service, or unreachable");
            case CLOSED -> losses.count(DropReason.CLOSED, "the recorder is closed");
        }
    }

    @Override
    public MeasuredCall call(Call template) {
        return new MeasuredCall(this::record, requireNonNull(template, "template"), clock);
    }

    @Override
    public boolean flush(Duration timeout) {
        return drive.awaitSettled(ring.offered(), bounded(timeout));
    }

    @Override
    public boolean close(Duration timeout) {
        if (!closed.compareAndSet(false, true)) {
            return drive.awaitSettled(ring.offered(), Duration.ZERO);
        }
        hook.cancel();
        long start = System.nanoTime();
        Duration limit = bounded(timeout);
        ring.close();
        boolean sent = drive.awaitSettled(ring.offered(), limit);
        Duration left = limit.minusNanos(System.nanoTime() - start);
        drive.stop(sent && left.compareTo(GRACE) > 0 ? left : GRACE);
        return sent;
    }

    @Override
    public void close() {
        close(closeTimeout);
    }

    private static Duration bounded(Duration timeout) {
        requireNonNull(timeout, "timeout");
        return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }
}
