package io.costream.producer;

import static java.util.Objects.requireNonNull;

import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.CatalogueJson;
import io.costream.schemas.AvroDeserializer;
import io.costream.schemas.TopicTable;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The price book in use, read from its topic and followed as it changes: with it a {@link CallSession} knows what each
 * call costs at once. Starts with Kafka down; until the first prices are read the book is empty, and calls count as
 * unpriced. Safe for use by many threads; reading it takes no lock and no network.
 */
public final class PriceSubscription implements Supplier<PriceBook>, AutoCloseable {
    private final TopicTable<ModelPrices> table;
    private volatile PriceBook book = PriceBook.EMPTY;

    private PriceSubscription(TopicTable<ModelPrices> table) {
        this.table = table;
    }

    /** Begins to read prices with the connection of this configuration. */
    public static PriceSubscription start(CostreamConfig config) {
        requireNonNull(config, "config");
        AvroDeserializer<io.costream.avro.ModelPrices> values = new AvroDeserializer<>();
        values.configure(config.registryClient(), false);
        String topic = config.pricesTopic();
        TopicTable<ModelPrices> table = TopicTable.start(
                config.kafkaConsumer(),
                topic,
                value -> CatalogueJson.read(
                        requireNonNull(values.deserialize(topic, value)).getDocument()));
        PriceSubscription subscription = new PriceSubscription(table);
        table.onChange(subscription::rebuild);
        subscription.rebuild();
        return subscription;
    }

    private synchronized void rebuild() {
        book = PriceBook.of(table.snapshot().values());
    }

    /** Waits until what has been published by now is in the book; false when the time is over before. */
    public boolean awaitPrices(Duration timeout) {
        try {
            table.awaitEnd(timeout);
            rebuild();
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    @Override
    public PriceBook get() {
        return book;
    }

    @Override
    public void close() {
        table.close();
    }
}
