package io.costream.schemas;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic into a table, forever. All state but the requests is confined to the thread that runs it; where
 * anything fails it goes on, with a new consumer, from where it was.
 */
final class TopicFollower<V> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final String topic;
    private final TableContents<V> contents;
    private final Clock clock;

    private final Queue<CompletableFuture<Void>> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, byte[]> current;
    private volatile @Nullable String problem;
    private volatile Instant lastAtEnd = Instant.EPOCH;

    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final List<CompletableFuture<Void>> unplaced = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private Instant nextProbe = Instant.EPOCH;

    /** Offsets to reach, and who waits for it. */
    private record Goal(Map<TopicPartition, Long> ends, List<CompletableFuture<Void>> waiting) {
        boolean isReached(Map<TopicPartition, Long> positions) {
            return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
        }
    }

    TopicFollower(Supplier<Consumer<String, byte[]>> consumers, String topic, TableContents<V> contents, Clock clock) {
        this.consumers = consumers;
        this.topic = topic;
        this.contents = contents;
        this.clock = clock;
    }

    /** Completed when what is committed now has been read. */
    CompletableFuture<Void> requestEnd() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        requests.add(reached);
        wakeUp();
        return reached;
    }

    /** When the table was last known to hold everything. */
    Instant lastAtEnd() {
        return lastAtEnd;
    }

    /** What keeps the table from going on, if anything does. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    void stop() {
        stopped.countDown();
        wakeUp();
    }

    private void wakeUp() {
        Consumer<String, byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void run() {
        while (!isStopped()) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                // Called while the topic was being found: look again, or leave.
                LOG.atTrace().addKeyValue("topic", topic).log("Woken up");
            } catch (RuntimeException e) {
                failed(e.toString());
            } finally {
                current = null;
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, TIMEOUT).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        if (partitions.isEmpty()) {
            failed("the topic does not exist");
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        positions.forEach(consumer::seek);
        while (!isStopped()) {
            try {
                place(consumer);
                read(consumer);
                finish();
            } catch (WakeupException e) {
                // Somebody waits for the end, or this is it.
                LOG.atTrace().addKeyValue("topic", topic).log("Woken up");
            }
        }
    }

    /** Finds out how far the topic goes for those who asked before. */
    private void place(Consumer<String, byte[]> consumer) {
        for (CompletableFuture<Void> next = requests.poll(); next != null; next = requests.poll()) {
            unplaced.add(next);
        }
        boolean probe = goals.isEmpty() && !clock.instant().isBefore(nextProbe);
        if (unplaced.isEmpty() && !probe) {
            return;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), TIMEOUT);
        goals.add(new Goal(ends, List.copyOf(unplaced)));
        unplaced.clear();
        nextProbe = clock.instant().plus(PROBE_INTERVAL);
    }

    private void read(Consumer<String, byte[]> consumer) {
        boolean reached = goals.stream().anyMatch(goal -> goal.isReached(positions));
        ConsumerRecords<String, byte[]> records = consumer.poll(reached ? Duration.ZERO : POLL);
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<String, byte[]>> batch = records.records(partition);
            int applied = contents.apply(batch);
            if (applied < batch.size()) {
                consumer.seek(partition, batch.get(applied).offset());
                failed("a record cannot be decoded now");
            }
        }
        for (TopicPartition partition : consumer.assignment()) {
            positions.put(partition, consumer.position(partition, TIMEOUT));
        }
        if (isAtStableEnd(consumer)) {
            contents.publish();
        }
    }

    /** Whether no committed record is left that the brokers have told of: no transaction is cut in two there. */
    private static boolean isAtStableEnd(Consumer<String, byte[]> consumer) {
        return consumer.assignment().stream()
                .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
    }

    private void finish() {
        for (Goal goal : List.copyOf(goals)) {
            if (goal.isReached(positions) && contents.isPublished()) {
                goals.remove(goal);
                lastAtEnd = clock.instant();
                problem = null;
                goal.waiting().forEach(waiting -> waiting.complete(null));
            }
        }
    }

    private void failed(String what) {
        if (!what.equals(problem)) {
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("problem", what)
                    .log("Table cannot go on");
        }
        problem = what;
        try {
            if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atDebug().addKeyValue("topic", topic).log("Table is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }
}
