package io.costream.cli.budgets;

import io.costream.alerts.BudgetChanges;
import io.costream.avro.Budget;
import io.costream.avro.BudgetStatuses;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.kafka.LogReader;
import io.costream.schemas.AvroDeserializer;
import io.costream.schemas.AvroSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** The budgets that hold, and the one way to change them: one writer at a time, all of a change or nothing. */
public final class BudgetTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 200;

    private final KafkaAccess kafka;

    public BudgetTopic(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /** What holds now, by id. */
    Map<String, Budget> read() {
        return table(kafka.topics().budgets(), Budget.class);
    }

    /** Takes the writer's place, reads what holds, and writes what is to change. */
    public BudgetChanges change(Function<Map<String, Budget>, BudgetChanges> change) {
        String topic = kafka.topics().budgets();
        try (Producer<String, byte[]> producer = kafka.transactionalProducer(topic + "-writer");
                AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>()) {
            serializer.configure(kafka.connection().registryKeys(), false);
            BudgetChanges changes = change.apply(read());
            if (changes.written().isEmpty() && changes.deleted().isEmpty()) {
                return changes;
            }
            Map<String, byte @Nullable []> entries = new HashMap<>();
            changes.written().forEach(budget -> entries.put(budget.getId(), serializer.serialize(topic, budget)));
            changes.deleted().forEach(id -> entries.put(id, null));
            producer.beginTransaction();
            entries.forEach((id, value) -> {
                // The commit fails where the sending of any entry has.
                var unused = producer.send(new ProducerRecord<>(topic, id, value));
            });
            producer.commitTransaction();
            return changes;
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        }
    }

    /** Waits until every task applies what was written; false where that has not come about in time. */
    public boolean awaitApplied(BudgetChanges changes) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isApplied(changes)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
        return true;
    }

    private boolean isApplied(BudgetChanges changes) {
        Map<String, Long> applied = new HashMap<>();
        table(kafka.topics().budgetStatus(), BudgetStatuses.class).values().stream()
                .filter(status ->
                        status.getScopeValue().isEmpty() && !status.getState().equals("STARTING"))
                .forEach(status -> applied.put(status.getBudget(), status.getBudgetRevision()));
        return changes.written().stream()
                .allMatch(budget -> applied.getOrDefault(budget.getId(), -1L) >= budget.getRevision());
    }

    private <T extends SpecificRecord> Map<String, T> table(String topic, Class<T> type) {
        LogReader log = new LogReader(kafka);
        Map<String, Optional<byte[]>> newest = new HashMap<>();
        log.read(
                Map.of(),
                log.ends(List.of(topic)),
                entry -> newest.put(entry.key(), Optional.ofNullable(entry.value())));
        Map<String, T> table = new HashMap<>();
        try (AvroDeserializer<T> deserializer = new AvroDeserializer<>()) {
            deserializer.configure(kafka.connection().registryKeys(), false);
            newest.forEach((key, value) ->
                    value.ifPresent(bytes -> table.put(key, type.cast(deserializer.deserialize(topic, bytes)))));
        }
        return table;
    }
}
