package io.costream.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Call;
import io.costream.avro.Tenant;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.processor.domain.Calendar;
import io.costream.processor.prices.PriceTopic;
import io.costream.processor.repricing.LedgerCall;
import io.costream.processor.repricing.LedgerScan;
import io.costream.processor.repricing.Repricer;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.RegistryConfig;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** What tests do to a running Costream through its topics, and ask of it. Safe for use by many threads. */
final class RunningCostream {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Map<String, Object> clients;
    private final SchemaRegistry registry;
    private final Topics topics = Topics.withPrefix(Topics.DEFAULT_PREFIX);

    RunningCostream(String bootstrapServers, String registryUrl) {
        this.clients = Map.of("bootstrap.servers", bootstrapServers);
        this.registry = HttpSchemaRegistry.of(Map.of(RegistryConfig.URL, registryUrl));
    }

    /** Makes the topics, and brings these prices as the first revision. */
    void seed(Collection<ModelPrices> prices) {
        makeTopics();
        priceTopic().seed(prices);
    }

    /** Makes the topics, and gives tenants calendars of their own. */
    void declare(Map<String, PlainCalendar> calendars) {
        makeTopics();
        calendars.forEach((name, calendar) -> declare(name, calendar.zones()));
    }

    /** Gives a tenant these zones, and returns once that is recorded. */
    void declare(String name, Map<String, String> zones) {
        Tenant tenant = Tenant.newBuilder().setTenant(name).setZones(zones).build();
        byte[] value = AvroSerde.of(Tenant.class, registry).serializer().serialize(topics.tenants(), tenant);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(clients, new StringSerializer(), new ByteArraySerializer())) {
            // What is lost here would be missing from the calendars of the totals.
            var unused = producer.send(new ProducerRecord<>(topics.tenants(), name, value));
            producer.flush();
        }
    }

    private void makeTopics() {
        try (Admin admin = Admin.create(clients)) {
            TopicsAdmin.createOrVerify(admin, topics, (short) 1);
        }
    }

    private PriceTopic priceTopic() {
        return new PriceTopic(clients, registry, topics);
    }

    PriceBook book() {
        return priceTopic().read();
    }

    /** Records prices now, and returns the book with them. */
    PriceBook record(LatePrices late) {
        var unused = priceTopic().change(book -> late.recordedIn(book).changed());
        return book();
    }

    void send(List<Call> calls) {
        AvroSerde<Call> serde = AvroSerde.of(Call.class, registry);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(clients, new StringSerializer(), new ByteArraySerializer())) {
            for (Call call : calls) {
                byte[] value = serde.serializer().serialize(topics.calls(), call);
                // What is lost here would be missing from the ledger.
                var unused = producer.send(new ProducerRecord<>(topics.calls(), call.getTenant(), value));
            }
            producer.flush();
        }
    }

    Repricer repricer() {
        PriceBook book = book();
        return new Repricer(clients, registry, topics, () -> book, tenant -> Calendar.UTC, Clock.systemUTC());
    }

    /**
     * Every call with what it comes to now, once there are so many: totals can be asked for a moment before their
     * postings are committed.
     */
    List<LedgerCall> ledger(long number) {
        return Awaitility.await().atMost(PATIENCE).until(this::ledger, calls -> calls.size() >= number);
    }

    private List<LedgerCall> ledger() {
        List<LedgerCall> calls = new ArrayList<>();
        try (LedgerScan scan = new LedgerScan(clients, registry, topics)) {
            scan.read(scan.reaches(), calls::add);
        }
        return calls;
    }

    /** Returns once so many calls have been counted. */
    static void awaitRead(JsonApi api, long number) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            JsonNode audit = api.get("/v1/audit");
            return audit.path("complete").asBoolean()
                    && audit.path("total").path("read").asLong() >= number
                    && audit.path("total").path("held").asLong() == 0;
        });
    }

    /** Returns once the totals hold what was posted up to these offsets. */
    static void awaitAdjusted(JsonApi api, Map<String, Long> ends) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            JsonNode asOf = api.get("/v1/audit").path("adjustments_as_of");
            return ends.entrySet().stream()
                    .allMatch(end -> asOf.path(end.getKey()).asLong() >= end.getValue());
        });
    }
}
