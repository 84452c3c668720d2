package io.costream.processor.ledger;

import io.costream.avro.Alert;
import io.costream.avro.BudgetStatuses;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the alert consumer has written, read when it is asked for. Safe for use by many threads. */
public final class BudgetTopics {
    private final TopicReader reader;
    private final Topics topics;
    private final Deserializer<BudgetStatuses> statuses;
    private final Deserializer<Alert> alerts;

    public BudgetTopics(TopicReader reader, SchemaRegistry registry, Topics topics) {
        this.reader = reader;
        this.topics = topics;
        this.statuses = AvroSerde.of(BudgetStatuses.class, registry).deserializer();
        this.alerts = AvroSerde.of(Alert.class, registry).deserializer();
    }

    /** The newest status of each budget and scope value, by their key. */
    public SortedMap<String, BudgetStatuses> statuses() {
        SortedMap<String, BudgetStatuses> newest = new TreeMap<>();
        reader.read(List.of(new TopicPartition(topics.budgetStatus(), 0)), record -> {
            String key = new StringDeserializer().deserialize(record.topic(), record.key());
            if (record.value() == null) {
                newest.remove(key);
            } else {
                newest.put(key, statuses.deserialize(record.topic(), record.value()));
            }
            return true;
        });
        return newest;
    }

    /** Every alert, in the order in which they were written. */
    public List<Alert> alerts() {
        List<Alert> all = new ArrayList<>();
        reader.read(List.of(new TopicPartition(topics.alerts(), 0)), record -> {
            all.add(alerts.deserialize(record.topic(), record.value()));
            return true;
        });
        return all;
    }
}
