package io.costream.processor.repricing;

import io.costream.avro.PricedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches and decodes priced-calls in a thread of its own, while those decoded before are looked at: decoding is most of
 * a pass. All partitions are read side by side, since a consumer fetches of one while it hands out those of another. Few
 * batches wait at a time. One thread takes them, and closes this before the consumer is used again.
 */
final class PostingsAhead implements AutoCloseable {
    /** Decoded calls of one batch, at most. */
    static final int AT_ONCE = 500;

    private static final int WAITING = 4;
    private static final Duration POLL = Duration.ofMillis(100);

    /** A posting, decoded. */
    record Read(ConsumerRecord<byte[], byte[]> record, PricedCall posted) {}

    /** Postings, each partition's in their order; nothing comes behind the last batch. */
    record Batch(List<Read> postings, boolean isLast) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, LedgerReach> left = new HashMap<>();
    private final LedgerDecoder<PricedCall> decoder;
    private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(WAITING);
    private final Future<?> reading;
    private volatile boolean closed;

    /** Begins to read at the beginning of each partition of the topic that is to be read. */
    PostingsAhead(
            ExecutorService thread,
            Consumer<byte[], byte[]> consumer,
            String topic,
            List<LedgerReach> reaches,
            LedgerDecoder<PricedCall> decoder) {
        this.consumer = consumer;
        reaches.forEach(reach -> left.put(new TopicPartition(topic, reach.partition()), reach));
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
        consumer.assign(left.keySet());
        consumer.seekToBeginning(left.keySet());
        left.entrySet().removeIf(this::isReached);
        offer(new Batch(List.of(), left.isEmpty()));
        while (!left.isEmpty() && !closed) {
            List<Read> postings = new ArrayList<>(AT_ONCE);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                readInto(postings, partition, records.records(partition));
            }
            left.entrySet().removeIf(this::isReached);
            offer(new Batch(postings, left.isEmpty()));
        }
        consumer.unsubscribe();
        return null;
    }

    private boolean isReached(Map.Entry<TopicPartition, LedgerReach> partition) {
        boolean reached =
                consumer.position(partition.getKey()) >= partition.getValue().postings();
        if (reached) {
            consumer.pause(List.of(partition.getKey()));
        }
        return reached;
    }

    private void readInto(List<Read> postings, TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        @Nullable LedgerReach reach = left.get(partition);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (reach == null || isBehind(record, reach)) {
                left.remove(partition);
                consumer.pause(List.of(partition));
                return;
            }
            if (!decoder.isBarrier(record)) {
                postings.add(new Read(record, decoder.decode(record)));
            }
        }
    }

    private boolean isBehind(ConsumerRecord<byte[], byte[]> record, LedgerReach reach) {
        return record.offset() >= reach.postings()
                || decoder.barrier(record)
                        .filter(barrier -> barrier.getRun().equals(reach.run()))
                        .isPresent();
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
