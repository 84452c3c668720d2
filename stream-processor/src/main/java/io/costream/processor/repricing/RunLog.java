package io.costream.processor.repricing;

import io.costream.avro.Repricing;
import io.costream.avro.RepricingState;
import io.costream.processor.ledger.TopicReader;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What is known of all re-pricing runs, read when it is asked for. Safe for use by many threads. */
public final class RunLog {
    private final TopicReader reader;
    private final Topics topics;
    private final AvroSerde<Repricing> serde;

    /**
     * A reader.
     *
     * @param clientConfig how to connect
     */
    public RunLog(Map<String, Object> clientConfig, SchemaRegistry registry, Topics topics) {
        this.reader = new TopicReader(clientConfig);
        this.topics = topics;
        this.serde = AvroSerde.of(Repricing.class, registry);
    }

    /** Every run that ever began, the oldest first. */
    public List<Repricing> all() {
        Map<String, Repricing> newest = new HashMap<>();
        reader.read(List.of(new TopicPartition(topics.repricings(), 0)), record -> {
            Repricing run = decode(record.value());
            newest.put(run.getRun(), run);
            return true;
        });
        return newest.values().stream()
                .sorted(Comparator.comparing(Repricing::getStarted).thenComparing(Repricing::getRun))
                .toList();
    }

    /** One record of the topic. */
    public Repricing decode(byte[] value) {
        return Objects.requireNonNull(serde.deserializer().deserialize(topics.repricings(), value));
    }

    public Optional<Repricing> find(String run) {
        return all().stream().filter(known -> known.getRun().equals(run)).findFirst();
    }

    /** The one run that has begun and not ended. */
    public Optional<Repricing> unfinished() {
        return all().stream()
                .filter(run -> run.getState() == RepricingState.RUNNING)
                .findFirst();
    }
}
