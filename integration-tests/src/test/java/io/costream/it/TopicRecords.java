package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The bytes of a topic, read and tampered with. */
final class TopicRecords {
    private final Map<String, Object> keys;
    private final String topic;
    private final int partitions;

    TopicRecords(String bootstrapServers, String topic, int partitions) {
        this.keys = Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        this.topic = topic;
        this.partitions = partitions;
    }

    /** Every committed record, in the order of its partition. */
    List<ConsumerRecord<byte[], byte[]>> all() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<TopicPartition> assigned = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(keys, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
            while (assigned.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Puts a value behind all others of a partition. */
    void append(int partition, byte[] key, byte[] value) {
        append(List.of(new ProducerRecord<>(topic, partition, key, value)));
    }

    /** Puts copies behind all others of their partitions. */
    void appendCopies(List<ConsumerRecord<byte[], byte[]>> records) {
        append(records.stream()
                .map(record -> new ProducerRecord<>(topic, record.partition(), record.key(), record.value()))
                .toList());
    }

    private void append(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(keys, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
            for (ProducerRecord<byte[], byte[]> record : records) {
                var unused = producer.send(record, (written, failure) -> {
                    if (failure != null) {
                        failures.add(failure);
                    }
                });
            }
            producer.flush();
            assertThat(failures).as("what could not be written to %s", topic).isEmpty();
        }
    }
}
