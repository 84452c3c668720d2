package io.costream.processor.prices;

import io.costream.avro.Tenant;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.processor.topology.Reference;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.TopicTable;
import io.costream.schemas.Topics;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prices and tenants in memory, followed as they change: a change swaps an immutable value, so a call sees one book or
 * the next, never half of each. Safe for use by many threads.
 */
public final class ReferenceData implements Reference, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceData.class);

    private static final ZoneId UTC = ZoneId.of("UTC");

    private final TopicTable<ModelPrices> prices;
    private final TopicTable<Tenant> tenants;
    private volatile PriceBook book = PriceBook.EMPTY;
    private volatile Map<String, ZoneId> zones = Map.of();

    private ReferenceData(TopicTable<ModelPrices> prices, TopicTable<Tenant> tenants) {
        this.prices = prices;
        this.tenants = tenants;
    }

    /**
     * Reads both topics to their ends and follows them from there.
     *
     * @throws IllegalStateException if there are no prices
     * @throws org.apache.kafka.common.errors.TimeoutException if reading takes longer than the timeout
     */
    public static ReferenceData start(
            Map<String, Object> clientConfig, SchemaRegistry registry, Topics topics, Duration timeout) {
        PriceTopic priceTopic = new PriceTopic(clientConfig, registry, topics);
        AvroSerde<Tenant> tenantSerde = AvroSerde.of(Tenant.class, registry);
        ReferenceData data = new ReferenceData(
                TopicTable.start(clientConfig, topics.prices(), priceTopic::decode),
                TopicTable.start(
                        clientConfig,
                        topics.tenants(),
                        value -> tenantSerde.deserializer().deserialize(topics.tenants(), value)));
        data.prices.awaitEnd(timeout);
        data.tenants.awaitEnd(timeout);
        data.prices.onChange(data::loadBook);
        data.tenants.onChange(data::loadZones);
        data.loadBook();
        data.loadZones();
        if (data.book.models().isEmpty()) {
            data.close();
            throw new IllegalStateException("topic " + topics.prices() + " holds no prices");
        }
        return data;
    }

    private void loadBook() {
        book = PriceBook.of(prices.snapshot().values());
        LOG.atInfo()
                .addKeyValue("revision", book.revision())
                .addKeyValue("models", book.models().size())
                .log("Prices loaded");
    }

    private void loadZones() {
        Map<String, ZoneId> loaded = new HashMap<>();
        tenants.snapshot().forEach((name, tenant) -> zone(tenant).ifPresent(zone -> loaded.put(name, zone)));
        zones = Map.copyOf(loaded);
    }

    /** The zone that the tenant began with: later ones have to wait for a month to begin. */
    private static Optional<ZoneId> zone(Tenant tenant) {
        try {
            return Optional.ofNullable(tenant.getZones().get("")).map(ZoneId::of);
        } catch (DateTimeException e) {
            LOG.atError()
                    .addKeyValue("tenant", tenant.getTenant())
                    .log("The tenant's time zone is unknown to this Java runtime; its calendar is UTC");
            return Optional.empty();
        }
    }

    @Override
    public PriceBook prices() {
        return book;
    }

    @Override
    public ZoneId zone(String tenant) {
        return zones.getOrDefault(tenant, UTC);
    }

    /** The zones of tenants that have declared one. */
    public Map<String, ZoneId> zones() {
        return zones;
    }

    /** Whether changes are still followed. */
    public boolean isHealthy() {
        return prices.isHealthy() && tenants.isHealthy();
    }

    @Override
    public void close() {
        prices.close();
        tenants.close();
    }
}
