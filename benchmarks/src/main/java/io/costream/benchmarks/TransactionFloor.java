package io.costream.benchmarks;

import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Reads, prices and writes exactly once with plain clients: a transaction for every commit interval that holds the
 * postings and the offsets. No totals, no duplicates: faster than this no exactly-once processor can be.
 */
final class TransactionFloor implements Entrant {
    private static final Duration POLL = Duration.ofMillis(50);

    @Override
    public void run(Course course, Stopwatch watch) throws Exception {
        PriceBook book = PriceBook.of(BuiltinCatalogue.load());
        Map<TopicPartition, Long> ends = endOffsets(course);
        ExecutorService pool = Executors.newFixedThreadPool(course.threads());
        try {
            watch.begin();
            List<Callable<Integer>> parts = new ArrayList<>();
            for (int thread = 0; thread < course.threads(); thread++) {
                int number = thread;
                Map<TopicPartition, Long> share = new HashMap<>(ends);
                share.keySet().removeIf(partition -> partition.partition() % course.threads() != number);
                parts.add(() -> process(course, number, share, new LeanPricing(book)));
            }
            int processed = 0;
            for (Future<Integer> part : pool.invokeAll(parts)) {
                processed += part.get();
            }
            watch.end(processed);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Map<TopicPartition, Long> endOffsets(Course course) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(course)) {
            return consumer.endOffsets(course.callPartitions());
        }
    }

    private static int process(Course course, int number, Map<TopicPartition, Long> ends, CallPricing pricing) {
        int processed = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(course);
                KafkaProducer<byte[], byte[]> producer = producer(course, number)) {
            producer.initTransactions();
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            long total = ends.values().stream().mapToLong(Long::longValue).sum();
            while (processed < total) {
                producer.beginTransaction();
                processed += transaction(course, consumer, producer, pricing, total - processed);
                producer.commitTransaction();
            }
        }
        return processed;
    }

    private static int transaction(
            Course course,
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer,
            CallPricing pricing,
            long left) {
        String output = course.topics().pricedCalls();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        long deadline = System.nanoTime()
                + Duration.ofMillis(Course.COMMIT_INTERVAL_MILLIS).toNanos();
        int processed = 0;
        while (processed < left && System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                byte[] posting = pricing.price(record.value(), record.offset());
                // The commit fails if the sending of any record did.
                var unused = producer.send(new ProducerRecord<>(output, record.partition(), record.key(), posting));
                offsets.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1));
                processed++;
            }
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        return processed;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Course course) {
        Map<String, Object> config = course.clients();
        config.put("group.id", course.applicationId());
        config.put("enable.auto.commit", false);
        config.put("isolation.level", "read_committed");
        config.put("max.poll.records", 2_000);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static KafkaProducer<byte[], byte[]> producer(Course course, int number) {
        Map<String, Object> config = course.clients();
        config.put("transactional.id", course.applicationId() + '-' + number);
        config.put("compression.type", "lz4");
        config.put("linger.ms", 20);
        config.put("batch.size", 1 << 18);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
