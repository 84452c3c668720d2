package io.costream.cli.imports;

import io.costream.avro.Call;
import io.costream.avro.PricedCall;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.kafka.LogReader;
import io.costream.schemas.AvroDeserializer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;

/**
 * What became of the calls that one writer wrote: counted where the processor posts and where it rejects, from the
 * moment this was made.
 */
final class Outcomes {
    /** Why the processor rejected a call. */
    record ProcessorRejection(String callId, String message) {}

    /** Counts, which with the duplicates sum to what was written. */
    record Counts(long accepted, List<ProcessorRejection> rejected) {}

    private final KafkaAccess kafka;
    private final String producerId;
    private final LogReader log;
    private final Map<TopicPartition, Long> from;

    Outcomes(KafkaAccess kafka, String producerId) {
        this.kafka = kafka;
        this.producerId = producerId;
        this.log = new LogReader(kafka);
        this.from = log.ends(topics());
    }

    private List<String> topics() {
        return List.of(kafka.topics().pricedCalls(), kafka.topics().rejectedCalls());
    }

    /** Counts once the totals hold all that was written. */
    Counts count(Map<Integer, Written> written) {
        Counting counting = new Counting(written);
        try (AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>()) {
            deserializer.configure(kafka.connection().registryKeys(), false);
            log.read(from, log.ends(topics()), entry -> counting.look(entry, deserializer));
        }
        return new Counts(counting.accepted, counting.rejected);
    }

    private final class Counting {
        private final Map<Integer, Written> written;
        private long accepted;
        private final List<ProcessorRejection> rejected = new ArrayList<>();

        Counting(Map<Integer, Written> written) {
            this.written = written;
        }

        void look(ConsumerRecord<String, byte[]> entry, AvroDeserializer<SpecificRecord> deserializer) {
            boolean posted = entry.topic().equals(kafka.topics().pricedCalls());
            // A row that an import refused itself has no position in a topic.
            if (!posted && header(entry, "source_partition").isEmpty()) {
                return;
            }
            SpecificRecord value;
            try {
                value = deserializer.deserialize(entry.topic(), entry.value());
            } catch (SerializationException unreadable) {
                return; // No call of ours: those can be read.
            }
            if (value instanceof PricedCall priced
                    && isOurs(priced.getCall(), entry.partition(), priced.getCallOffset())) {
                accepted++;
            } else if (value instanceof Call call
                    && isOurs(call, number(entry, "source_partition"), number(entry, "source_offset"))) {
                rejected.add(new ProcessorRejection(
                        call.getCallId(), header(entry, "message").orElse("")));
            }
        }

        private boolean isOurs(Call call, long partition, long offset) {
            Written range = written.get((int) partition);
            return producerId.equals(call.getProducerId())
                    && range != null
                    && offset >= range.first()
                    && offset <= range.last();
        }
    }

    private static Optional<String> header(ConsumerRecord<String, byte[]> entry, String name) {
        Header header = entry.headers().lastHeader(name);
        return header == null ? Optional.empty() : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static long number(ConsumerRecord<String, byte[]> entry, String name) {
        return header(entry, name).map(Long::parseLong).orElse(-1L);
    }
}
