package io.costream.processor.prices;

import io.costream.avro.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.CatalogueJson;
import io.costream.processor.ledger.TopicReader;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The one way to change prices. A change takes the writer's transactional id, reads the topic to its end, and commits;
 * whoever held the id before can commit no more, so no change is lost between two writers and revisions have no gaps.
 * Safe for use by many threads and processes.
 */
public final class PriceTopic {
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private final Map<String, Object> clientConfig;
    private final Topics topics;
    private final AvroSerde<ModelPrices> serde;

    /**
     * A writer.
     *
     * @param clientConfig how to connect
     */
    public PriceTopic(Map<String, Object> clientConfig, SchemaRegistry registry, Topics topics) {
        this.clientConfig = Map.copyOf(clientConfig);
        this.topics = topics;
        this.serde = AvroSerde.of(ModelPrices.class, registry);
    }

    /** What the topic holds now. */
    public PriceBook read() {
        Map<String, io.costream.pricing.ModelPrices> models = new HashMap<>();
        new TopicReader(clientConfig).read(List.of(new TopicPartition(topics.prices(), 0)), record -> {
            String key = new StringDeserializer().deserialize(record.topic(), record.key());
            models.put(key, decode(record.value()));
            return true;
        });
        return PriceBook.of(models.values());
    }

    io.costream.pricing.ModelPrices decode(byte[] value) {
        ModelPrices record = Objects.requireNonNull(serde.deserializer().deserialize(topics.prices(), value));
        return CatalogueJson.read(record.getDocument());
    }

    /**
     * Changes prices in one transaction, and returns when readers see them.
     *
     * @param change from the book as it is to the models that change, with entries of the revision that follows
     * @return the models that changed
     */
    public Collection<io.costream.pricing.ModelPrices> change(
            Function<PriceBook, Collection<io.costream.pricing.ModelPrices>> change) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("transactional.id", topics.prices() + "-writer");
        config.put("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            Collection<io.costream.pricing.ModelPrices> changed = change.apply(read());
            if (!changed.isEmpty()) {
                producer.beginTransaction();
                for (io.costream.pricing.ModelPrices model : changed) {
                    // The commit fails if the sending of any record did.
                    var unused = producer.send(record(model));
                }
                producer.commitTransaction();
                awaitVisible(changed);
            }
            return changed;
        }
    }

    /** A commit is decided a moment before readers see what it is about. */
    private void awaitVisible(Collection<io.costream.pricing.ModelPrices> changed) {
        long revision = PriceBook.of(changed).revision();
        for (int attempt = 0; attempt < ATTEMPTS && read().revision() < revision; attempt++) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Brings the models into an empty topic; one that holds prices stays as it is. */
    public void seed(Collection<io.costream.pricing.ModelPrices> models) {
        if (read().models().isEmpty()) {
            change(book -> book.models().isEmpty() ? models : List.of());
        }
    }

    private ProducerRecord<String, byte[]> record(io.costream.pricing.ModelPrices model) {
        ModelPrices value = ModelPrices.newBuilder()
                .setProvider(model.provider())
                .setModel(model.model())
                .setRevision(model.revision())
                .setDocument(CatalogueJson.write(model))
                .build();
        return new ProducerRecord<>(
                topics.prices(), 0, model.key(), serde.serializer().serialize(topics.prices(), value));
    }
}
