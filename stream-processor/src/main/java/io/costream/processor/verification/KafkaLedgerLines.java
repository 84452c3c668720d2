package io.costream.processor.verification;

import io.costream.processor.domain.verification.LedgerLines;
import io.costream.processor.domain.verification.Posted.PostedCharge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The postings of one partition of priced-calls. Cells are written back just before their transaction is committed, so
 * the postings of the last calls may become readable a moment later than the cells. For one thread.
 */
final class KafkaLedgerLines implements LedgerLines {
    /** Longer than a commit, and than the transaction of an instance that was killed in it. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final long PAUSE_MILLIS = 100;

    private final PartitionLog log;
    private final PostedLines lines;
    private final LongSupplier currentEnd;
    private long end;
    private long waitedNanos;
    private @Nullable PostedCharge next;

    KafkaLedgerLines(PartitionLog log, PostedLines lines, LongSupplier currentEnd) {
        this.log = log;
        this.lines = lines;
        this.currentEnd = currentEnd;
        this.end = currentEnd.getAsLong();
    }

    @Override
    public @Nullable PostedCharge peek() {
        while (next == null) {
            ConsumerRecord<byte[], byte[]> record = log.peek(end);
            if (record == null) {
                return null;
            }
            log.take();
            if (!lines.isBarrier(record)) {
                next = lines.charge(record);
            }
        }
        return next;
    }

    @Override
    public @Nullable PostedCharge await() {
        while (peek() == null && waitedNanos < PATIENCE.toNanos()) {
            long began = System.nanoTime();
            pause();
            end = currentEnd.getAsLong();
            waitedNanos += System.nanoTime() - began;
        }
        return next;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void take() {
        next = null;
    }
}
