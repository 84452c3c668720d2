package io.costream.alerts.ledger;

import io.costream.alerts.domain.SumKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scans one after the other in a thread of its own, with a consumer for each that belongs to no group. Thread-safe. */
public final class ConsumerLedgerScanner implements LedgerScanner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLedgerScanner.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final Map<String, Object> consumerConfig;
    private final LedgerReader reader;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "ledger-scan");
        made.setDaemon(true);
        return made;
    });

    /** @param consumerConfig how to reach the brokers */
    public ConsumerLedgerScanner(Map<String, ?> consumerConfig, LedgerReader reader) {
        this.consumerConfig = new HashMap<>(consumerConfig);
        this.consumerConfig.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumerConfig.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumerConfig.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumerConfig.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.reader = reader;
    }

    @Override
    public CompletableFuture<Map<SumKey, BigDecimal>> scan(LedgerScan scan) {
        CompletableFuture<Map<SumKey, BigDecimal>> answer = new CompletableFuture<>();
        thread.execute(() -> run(scan, answer));
        return answer;
    }

    private void run(LedgerScan scan, CompletableFuture<Map<SumKey, BigDecimal>> answer) {
        while (!answer.isDone() && !thread.isShutdown()) {
            try {
                read(scan, answer);
            } catch (InterruptException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RetriableException e) {
                LOG.atWarn().addKeyValue("cause", e.toString()).log("the ledger cannot be read now, trying again");
                LockSupport.parkNanos(BACKOFF.toNanos());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    private void read(LedgerScan scan, CompletableFuture<Map<SumKey, BigDecimal>> answer) {
        LedgerScan.Sums sums = scan.start();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(scan.ends().keySet());
            consumer.seekToBeginning(scan.ends().keySet());
            warnOfMissingPast(consumer, scan);
            while (!isAtEnd(consumer, scan)) {
                if (answer.isDone() || thread.isShutdown()) {
                    return;
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < scan.ends().getOrDefault(partition, 0L)) {
                        reader.read(record.topic(), record.value()).ifPresent(posting -> sums.add(posting.spend()));
                    }
                }
            }
        }
        answer.complete(sums.found());
    }

    private static void warnOfMissingPast(Consumer<byte[], byte[]> consumer, LedgerScan scan) {
        consumer.beginningOffsets(scan.ends().keySet()).forEach((partition, beginning) -> {
            if (beginning > 0) {
                LOG.atWarn()
                        .addKeyValue("partition", partition)
                        .addKeyValue("beginning", beginning)
                        .log("the ledger does not reach back to its start: sums of new budgets lack what was deleted");
            }
        });
    }

    private static boolean isAtEnd(Consumer<byte[], byte[]> consumer, LedgerScan scan) {
        return scan.ends().entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Leaves unfinished scans unanswered. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
