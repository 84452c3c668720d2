package io.costream.it;

import io.costream.avro.Alert;
import io.costream.avro.Budget;
import io.costream.avro.BudgetStatuses;
import io.costream.avro.Call;
import io.costream.avro.Charge;
import io.costream.avro.ChargeStatus;
import io.costream.avro.PricedCall;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.TopicTable;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics around the alert consumer, written and read as the other parts of Costream do. Not thread-safe. */
final class Ledger implements AutoCloseable {
    private final Map<String, Object> keys;
    private final Topics topics;
    private final SchemaRegistry registry;
    private final KafkaProducer<String, byte[]> producer;
    private final TopicTable<BudgetStatuses> statuses;
    private final List<Future<?>> sent = new ArrayList<>();
    private int posted;

    Ledger(String bootstrapServers, String registryUrl, Topics topics) {
        this.keys = Map.of("bootstrap.servers", bootstrapServers);
        this.topics = topics;
        this.registry = HttpSchemaRegistry.of(Map.of("schema.registry.url", registryUrl));
        try (Admin admin = Admin.create(keys)) {
            TopicsAdmin.createOrVerify(admin, topics, (short) 1);
        }
        producer = new KafkaProducer<>(keys, new StringSerializer(), new ByteArraySerializer());
        statuses = TopicTable.start(
                keys,
                topics.budgetStatus(),
                bytes -> AvroSerde.of(BudgetStatuses.class, registry)
                        .deserializer()
                        .deserialize(topics.budgetStatus(), bytes));
    }

    /** Spread over the partitions, as a tenant with shards is. */
    void post(String tenant, Instant at, int calls, String usdEach) {
        for (int i = 0; i < calls; i++, posted++) {
            Call call = Call.newBuilder()
                    .setCallId("call-" + posted)
                    .setEventTime(at)
                    .setTenant(tenant)
                    .setModel("gpt-4")
                    .build();
            Charge charge = Charge.newBuilder()
                    .setStatus(ChargeStatus.PRICED)
                    .setTotal(new BigDecimal(usdEach).setScale(12, RoundingMode.UNNECESSARY))
                    .build();
            send(topics.pricedCalls(), tenant + "#" + posted % 7, new PricedCall(call, charge, (long) posted, false));
        }
        awaitSent();
    }

    void apply(Budget budget) {
        send(topics.budgets(), budget.getId(), budget);
        awaitSent();
    }

    private <T extends SpecificRecord> void send(String topic, String key, T value) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) value.getClass();
        byte[] bytes = AvroSerde.of(type, registry).serializer().serialize(topic, value);
        sent.add(producer.send(new ProducerRecord<>(topic, key, bytes)));
    }

    private void awaitSent() {
        producer.flush();
        for (Future<?> record : sent) {
            try {
                record.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        sent.clear();
    }

    /** STARTING or ACTIVE; empty where nothing is told of the budget. */
    String state(String budget) {
        return statuses.get(budget + "/").map(BudgetStatuses::getState).orElse("");
    }

    BigDecimal spent(String budget) {
        return statuses.get(budget + "/")
                .map(standing -> standing.getWindows().get(0).getSpent().stripTrailingZeros())
                .orElse(BigDecimal.ZERO);
    }

    /** All committed alerts. */
    List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topics.alerts(), 0);
        Map<String, Object> committed =
                Map.of("bootstrap.servers", keys.get("bootstrap.servers"), "isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(committed, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    alerts.add(AvroSerde.of(Alert.class, registry)
                            .deserializer()
                            .deserialize(record.topic(), record.value()));
                }
            }
        }
        return alerts;
    }

    @Override
    public void close() {
        statuses.close();
        producer.close(Duration.ofSeconds(5));
    }
}
