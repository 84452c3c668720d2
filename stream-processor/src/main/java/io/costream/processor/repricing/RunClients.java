package io.costream.processor.repricing;

import io.costream.avro.Repricing;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producers of runs: each role has one transactional id per ledger, so that there is one writer of each. */
record RunClients(Map<String, Object> clientConfig, Topics topics) {
    /** What a killed run leaves open holds back the readers of its partitions for no longer than this. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    RunClients {
        clientConfig = Map.copyOf(clientConfig);
    }

    KafkaProducer<byte[], byte[]> producer(String role) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("transactional.id", topics.adjustments() + "-" + role);
        config.put("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
        config.put("max.block.ms", TRANSACTION_TIMEOUT_MILLIS);
        config.put("compression.type", "lz4");
        config.put("linger.ms", 20);
        config.put("batch.size", 1 << 18);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static ProducerRecord<byte[], byte[]> record(Topics topics, SchemaRegistry registry, Repricing run) {
        return new ProducerRecord<>(
                topics.repricings(),
                0,
                run.getRun().getBytes(StandardCharsets.UTF_8),
                AvroSerde.of(Repricing.class, registry).serializer().serialize(topics.repricings(), run));
    }

    /** Of a record that was flushed. */
    static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException("a record of a run was not written", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
