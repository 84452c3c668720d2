package io.costream.processor.prices;

import io.costream.avro.ExchangeRate;
import io.costream.avro.Tenant;
import io.costream.pricing.ExchangeRates;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.processor.domain.Calendar;
import io.costream.processor.topology.Reference;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.CalendarZones;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.TopicTable;
import io.costream.schemas.Topics;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prices, exchange rates and tenants in memory, followed as they change: a change swaps an immutable value, so a call sees one book or
 * the next, never half of each. Safe for use by many threads.
 */
public final class ReferenceData implements Reference, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceData.class);

    private final TopicTable<ModelPrices> prices;
    private final TopicTable<Tenant> tenants;
    private final TopicTable<ExchangeRate> exchange;
    private final int generation;
    private volatile PriceBook book = PriceBook.EMPTY;
    private volatile Map<String, Calendar> calendars = Map.of();
    private volatile Map<String, TenantTerms> terms = Map.of();
    private volatile ExchangeRates rates = ExchangeRates.NONE;

    private ReferenceData(
            TopicTable<ModelPrices> prices,
            TopicTable<Tenant> tenants,
            TopicTable<ExchangeRate> exchange,
            int generation) {
        this.prices = prices;
        this.tenants = tenants;
        this.exchange = exchange;
        this.generation = generation;
    }

    /**
     * Reads the topics to their ends and follows them from there.
     *
     * @throws IllegalStateException if there are no prices
     * @throws org.apache.kafka.common.errors.TimeoutException if reading takes longer than the timeout
     */
    public static ReferenceData start(
            Map<String, Object> clientConfig, SchemaRegistry registry, Topics topics, Duration timeout) {
        PriceTopic priceTopic = new PriceTopic(clientConfig, registry, topics);
        AvroSerde<Tenant> tenantSerde = AvroSerde.of(Tenant.class, registry);
        AvroSerde<ExchangeRate> rateSerde = AvroSerde.of(ExchangeRate.class, registry);
        ReferenceData data = new ReferenceData(
                TopicTable.start(clientConfig, topics.prices(), priceTopic::decode),
                TopicTable.start(
                        clientConfig,
                        topics.tenants(),
                        value -> tenantSerde.deserializer().deserialize(topics.tenants(), value)),
                TopicTable.start(
                        clientConfig,
                        topics.exchangeRates(),
                        value -> rateSerde.deserializer().deserialize(topics.exchangeRates(), value)),
                topics.generation());
        data.prices.awaitEnd(timeout);
        data.tenants.awaitEnd(timeout);
        data.exchange.awaitEnd(timeout);
        data.prices.onChange(data::loadBook);
        data.tenants.onChange(data::loadTenants);
        data.exchange.onChange(data::loadRates);
        data.loadBook();
        data.loadTenants();
        data.loadRates();
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

    private void loadRates() {
        List<ExchangeRates.ExchangeRate> loaded = new ArrayList<>();
        exchange.snapshot().forEach((key, rate) -> {
            try {
                loaded.add(new ExchangeRates.ExchangeRate(
                        rate.getCurrency(), rate.getFrom(), new BigDecimal(rate.getRate())));
            } catch (IllegalArgumentException e) {
                LOG.atError().addKeyValue("key", key).log("An exchange rate cannot be read; it is left out");
            }
        });
        rates = ExchangeRates.of(loaded);
    }

    private void loadTenants() {
        Map<String, TenantTerms> known = new HashMap<>();
        tenants.snapshot().forEach((name, tenant) -> {
            try {
                known.put(name, TenantTerms.of(tenant));
            } catch (IllegalArgumentException | DateTimeException e) {
                LOG.atError().addKeyValue("tenant", name).log("The tenant's terms cannot be read; they are left out");
            }
        });
        terms = Map.copyOf(known);
        Map<Calendar, Calendar> same = new HashMap<>();
        calendars.values().forEach(calendar -> same.put(calendar, calendar));
        Map<String, Calendar> loaded = new HashMap<>();
        tenants.snapshot()
                .forEach((name, tenant) -> calendar(tenant)
                        // One object per calendar: it is looked up with for every call.
                        .ifPresent(calendar -> loaded.put(name, same.computeIfAbsent(calendar, self -> self))));
        calendars = Map.copyOf(loaded);
    }

    private Optional<Calendar> calendar(Tenant tenant) {
        try {
            SortedMap<LocalDate, ZoneId> zones = new TreeMap<>();
            CalendarZones.of(tenant, generation).forEach((first, zone) -> zones.put(first, ZoneId.of(zone)));
            return zones.isEmpty() ? Optional.empty() : Optional.of(Calendar.of(zones));
        } catch (DateTimeException | NumberFormatException e) {
            LOG.atError()
                    .addKeyValue("tenant", tenant.getTenant())
                    .log("A time zone of the tenant is unknown to this Java runtime; its calendar is UTC");
            return Optional.empty();
        }
    }

    @Override
    public PriceBook prices() {
        return book;
    }

    @Override
    public Calendar calendar(String tenant) {
        return calendars.getOrDefault(tenant, Calendar.UTC);
    }

    /** The calendars of tenants that have declared one. */
    public Map<String, Calendar> calendars() {
        return calendars;
    }

    /** What is agreed with the tenants that are declared. */
    public Map<String, TenantTerms> terms() {
        return terms;
    }

    /** The rates of other currencies. */
    public ExchangeRates exchangeRates() {
        return rates;
    }

    /** Whether changes are still followed. */
    public boolean isHealthy() {
        return prices.isHealthy() && tenants.isHealthy() && exchange.isHealthy();
    }

    @Override
    public void close() {
        prices.close();
        tenants.close();
        exchange.close();
    }
}
