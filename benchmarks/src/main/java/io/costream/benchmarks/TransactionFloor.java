package io.costream.benchmarks;

import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    public Processing start(Course course) {
        PriceBook book = PriceBook.of(BuiltinCatalogue.load());
        return Work.start(course.threads(), (number, work) -> process(course, number, work, new LeanPricing(book)));
    }

    private static void process(Course course, int number, Work work, CallPricing pricing) {
        List<TopicPartition> share = new ArrayList<>(course.callPartitions());
        share.removeIf(partition -> partition.partition() % course.threads() != number);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(course);
                KafkaProducer<byte[], byte[]> producer = producer(course, number)) {
            producer.initTransactions();
            consumer.assign(share);
            consumer.seekToBeginning(share);
            while (work.goesOn()) {
                producer.beginTransaction();
                int processed = transaction(course, consumer, producer, pricing);
                producer.commitTransaction();
                work.done(processed);
            }
        }
    }

    private static int transaction(
            Course course,
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer,
            CallPricing pricing) {
        String output = course.topics().pricedCalls();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        long deadline = System.nanoTime()
                + Duration.ofMillis(Course.COMMIT_INTERVAL_MILLIS).toNanos();
        int processed = 0;
        while (System.nanoTime() < deadline) {
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
