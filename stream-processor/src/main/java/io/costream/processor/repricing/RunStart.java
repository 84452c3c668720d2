package io.costream.processor.repricing;

import io.costream.avro.Barrier;
import io.costream.avro.Repricing;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Begins runs, one at a time: its barriers and its record are one transaction, so that there is never the one without
 * the other. The transactional id is not that of a run's postings: whoever tries to begin a second run must not end the
 * first one's work. Safe for use by many threads and processes.
 */
final class RunStart {
    private final RunClients clients;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final RunLog runs;

    RunStart(RunClients clients, SchemaRegistry registry, Topics topics, RunLog runs) {
        this.clients = clients;
        this.registry = registry;
        this.topics = topics;
        this.runs = runs;
    }

    /** Refuses where a run has not ended. */
    void requireNoneUnfinished() {
        runs.unfinished().ifPresent(run -> {
            throw new RepricingRefusedException("run " + run.getRun() + ", begun at " + run.getStarted()
                    + ", has not ended; one run at a time changes the ledger. If nothing works on it any more: "
                    + "costream reprice resume " + run.getRun());
        });
    }

    /** Writes the run and its barriers. */
    Repricing begin(Repricing run) {
        try (KafkaProducer<byte[], byte[]> producer = clients.producer("start")) {
            producer.initTransactions();
            // Only now: a run that another process was just beginning has begun, or never will.
            requireNoneUnfinished();
            producer.beginTransaction();
            Repricing begun = Repricing.newBuilder(run)
                    .setBarriers(barriers(producer, run))
                    .build();
            // The commit fails where the sending has.
            var unused = producer.send(RunClients.record(topics, registry, begun));
            producer.commitTransaction();
            return begun;
        }
    }

    private Map<String, Long> barriers(KafkaProducer<byte[], byte[]> producer, Repricing run) {
        // A subject of its own: under the topic's, a registry would take it for an incompatible adjustment.
        byte[] value = AvroSerde.of(Barrier.class, registry)
                .serializer()
                .serialize(
                        topics.adjustments() + "-barriers",
                        new Barrier(run.getRun(), run.getPriceRevision(), run.getStarted()));
        Map<String, Future<RecordMetadata>> sent = new HashMap<>();
        for (int partition = 0; partition < topics.partitions(); partition++) {
            byte[] key = BarrierKey.of(partition, topics.partitions());
            sent.put(
                    Integer.toString(partition),
                    producer.send(new ProducerRecord<>(topics.adjustments(), partition, key, value)));
        }
        producer.flush();
        Map<String, Long> offsets = new HashMap<>();
        sent.forEach((partition, barrier) -> offsets.put(partition, RunClients.offset(barrier)));
        return offsets;
    }
}
