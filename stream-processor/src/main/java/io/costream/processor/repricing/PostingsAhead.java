package io.costream.processor.repricing;

import io.costream.avro.Barrier;
import io.costream.avro.PricedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches and decodes one partition of priced-calls in a thread of its own, while those decoded before are looked at:
 * decoding is most of a pass. Few batches wait at a time. One thread takes them, and closes this before the consumer is
 * used again.
 */
final class PostingsAhead implements AutoCloseable {
    /** Decoded calls of one batch, at most. */
    static final int AT_ONCE = 250;

    private static final int WAITING = 2;
    private static final Duration POLL = Duration.ofMillis(100);

    /** A posting, decoded. */
    record Read(ConsumerRecord<byte[], byte[]> record, PricedCall posted) {}

    /** Postings in their order; nothing comes behind the last batch. */
    record Batch(List<Read> postings, boolean isLast) {}

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final LedgerReach reach;
    private final LedgerDecoder<PricedCall> decoder;
    private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(WAITING);
    private final Future<?> reading;
    private volatile boolean closed;

    /** Begins to read at the beginning of the partition. */
    PostingsAhead(
            ExecutorService thread,
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            LedgerReach reach,
            LedgerDecoder<PricedCall> decoder) {
        this.consumer = consumer;
        this.partition = partition;
        this.reach = reach;
        this.decoder = decoder;
        this.reading = thread.submit(this::read);
    }

    /** The next batch, waited for a moment; empty where there is none yet. What reading failed with is thrown. */
    Optional<Batch> next() {
        try {
            @Nullable Batch batch = ready.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
            if (batch == null && reading.isDone()) {
                reading.get();
            }
            return Optional.ofNullable(batch);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private Void read() throws InterruptedException {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        boolean last = consumer.position(partition) >= reach.postings();
        offer(new Batch(List.of(), last));
        while (!last && !closed) {
            List<Read> postings = new ArrayList<>(AT_ONCE);
            last = readInto(postings);
            offer(new Batch(postings, last));
        }
        consumer.unsubscribe();
        return null;
    }

    /** True where that was all. */
    private boolean readInto(List<Read> postings) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (isBehind(record)) {
                return true;
            }
            if (!decoder.isBarrier(record)) {
                postings.add(new Read(record, decoder.decode(record)));
            }
        }
        return consumer.position(partition) >= reach.postings();
    }

    private boolean isBehind(ConsumerRecord<byte[], byte[]> record) {
        Optional<Barrier> barrier = decoder.barrier(record);
        return record.offset() >= reach.postings()
                || (barrier.isPresent() && barrier.get().getRun().equals(reach.run()));
    }

    private void offer(Batch batch) throws InterruptedException {
        boolean taken = batch.postings().isEmpty() && !batch.isLast();
        while (!taken && !closed) {
            taken = ready.offer(batch, POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Returns when nothing is read any more. */
    @Override
    public void close() {
        closed = true;
        ready.clear();
        boolean interrupted = false;
        while (!reading.isDone()) {
            interrupted |= isInterruptedWaiting();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isInterruptedWaiting() {
        try {
            reading.get();
            return false;
        } catch (InterruptedException e) {
            return true;
        } catch (ExecutionException e) {
            // Whoever takes the batches has been told; who closes earlier does not ask.
            return false;
        }
    }
}
