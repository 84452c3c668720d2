package io.costream.cli.imports;

import io.costream.avro.ImportCheckpoint;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.kafka.LogReader;
import io.costream.schemas.AvroDeserializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far each source has been read. */
final class Checkpoints {
    private final KafkaAccess kafka;

    Checkpoints(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /** The newest committed checkpoint of a source. */
    Optional<ImportCheckpoint> find(String source) {
        String topic = kafka.topics().imports();
        LogReader log = new LogReader(kafka);
        Map<TopicPartition, Long> ends = log.ends(List.of(topic));
        Newest newest = new Newest();
        log.read(new HashMap<>(), ends, entry -> {
            if (source.equals(entry.key())) {
                newest.value = entry.value();
            }
        });
        byte[] value = newest.value;
        return value == null ? Optional.empty() : Optional.of(decode(topic, value));
    }

    private ImportCheckpoint decode(String topic, byte[] value) {
        try (AvroDeserializer<ImportCheckpoint> deserializer = new AvroDeserializer<>()) {
            deserializer.configure(kafka.connection().registryKeys(), false);
            ImportCheckpoint checkpoint = deserializer.deserialize(topic, value);
            if (checkpoint == null) {
                throw new IllegalStateException("a checkpoint in " + topic + " is empty");
            }
            return checkpoint;
        }
    }

    private static final class Newest {
        private byte @Nullable [] value;
    }
}
