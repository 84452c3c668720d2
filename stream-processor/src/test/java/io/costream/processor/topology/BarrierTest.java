package io.costream.processor.topology;

import static io.costream.processor.topology.Calls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Barrier;
import io.costream.avro.Call;
import io.costream.avro.PricedCall;
import io.costream.pricing.BookChange;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import io.costream.processor.state.CellStore;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.InMemorySchemaRegistry;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.WireFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarrierTest {
    private static final Instant ARRIVAL = Instant.parse("2024-06-15T12:31:00Z");
    private static final PriceBook OLD = PriceBook.of(BuiltinCatalogue.load());
    private static final PriceBook NEW = PriceBook.of(withdrawn(OLD));

    private final Topics topics = Topics.withPrefix("test.").partitions(1);
    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final AtomicReference<PriceBook> book = new AtomicReference<>(OLD);

    @TempDir
    private Path stateFolder;

    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> calls;
    private TestInputTopic<String, byte[]> adjustments;
    private TestOutputTopic<byte[], byte[]> ledger;

    /** The next revision, which only says that one price was never made. */
    private static List<ModelPrices> withdrawn(PriceBook before) {
        ModelPrices model = before.find("openai", "gpt-3.5-turbo").orElseThrow();
        PriceEntry last = model.entries().get(model.entries().size() - 1);
        List<ModelPrices> changed = BookChange.withdrawing(before, model.key(), last::equals, ARRIVAL)
                .changed();
        return before.models().stream()
                .map(known -> known.key().equals(model.key()) ? changed.get(0) : known)
                .toList();
    }

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "unused:9092");
        properties.put("state.dir", stateFolder.toString());
        CostTopology topology = new CostTopology(
                topics,
                PostingSchemas.register(registry, topics),
                registry,
                new ChangingReference(),
                new CostTopologyTest.OnePartition(),
                CostSettings.DEFAULTS);
        driver = new TopologyTestDriver(topology.get(), properties, ARRIVAL);
        calls = driver.createInputTopic(topics.calls(), new StringSerializer(), new ByteArraySerializer());
        adjustments = driver.createInputTopic(topics.adjustments(), new StringSerializer(), new ByteArraySerializer());
        ledger = driver.createOutputTopic(
                topics.pricedCalls(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void forwardsABarrierBehindTheCallsBeforeIt() {
        send(aCall().id("1").build());
        barrier("run", OLD.revision());
        send(aCall().id("2").build());

        assertThat(ledger.readValuesToList().stream().map(this::kind)).containsExactly("call", "barrier", "call");
        assertThat(progress().priceFloor()).isEqualTo(OLD.revision());
    }

    @Test
    void holdsABarrierAndWhatIsBehindItUntilTheBookHasItsRevision() {
        barrier("first", NEW.revision());
        barrier("second", OLD.revision());
        send(aCall().id("1").build());
        long held = progress().heldAdjustments();
        book.set(NEW);
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        send(aCall().id("2").build());

        assertThat(held).isEqualTo(2);
        assertThat(progress().heldAdjustments()).isZero();
        assertThat(ledger.readValuesToList().stream().map(this::text))
                .containsExactly("1 by " + OLD.revision(), "first", "second", "2 by " + NEW.revision());
    }

    @Test
    void holdsCallsBehindABarrierWhereTheBookIsOlder() {
        book.set(NEW);
        barrier("run", NEW.revision());
        book.set(OLD);
        send(aCall().id("1").build());
        long held = progress().count(Fate.HELD);
        book.set(NEW);
        driver.advanceWallClockTime(Duration.ofSeconds(2));

        assertThat(held).isEqualTo(1);
        assertThat(ledger.readValuesToList().stream().map(this::text)).containsExactly("run", "1 by " + NEW.revision());
        assertThat(progress().isBalanced()).isTrue();
    }

    private void send(Call call) {
        calls.pipeInput(call.getTenant(), bytes(topics.calls(), call), ARRIVAL);
    }

    private void barrier(String run, long revision) {
        adjustments.pipeInput("any", bytes(topics.adjustments(), new Barrier(run, revision, ARRIVAL)), ARRIVAL);
    }

    private <T extends SpecificRecord> byte[] bytes(String topic, T record) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) record.getClass();
        return AvroSerde.of(type, registry).serializer().serialize(topic, record);
    }

    private String kind(byte[] value) {
        return registry.byId(WireFormat.schemaId(value)).getName().equals("Barrier") ? "barrier" : "call";
    }

    private String text(byte[] value) {
        if (kind(value).equals("barrier")) {
            return AvroSerde.of(Barrier.class, registry)
                    .deserializer()
                    .deserialize(topics.pricedCalls(), value)
                    .getRun();
        }
        PricedCall priced =
                AvroSerde.of(PricedCall.class, registry).deserializer().deserialize(topics.pricedCalls(), value);
        return priced.getCall().getCallId() + " by " + priced.getCharge().getPriceRevision();
    }

    private Progress progress() {
        return ((CellStore) driver.getStateStore(CellStore.NAME))
                .scan(List.of())
                .orElseThrow()
                .progress()
                .orElseThrow();
    }

    private final class ChangingReference implements Reference {
        @Override
        public PriceBook prices() {
            return book.get();
        }

        @Override
        public Calendar calendar(String tenant) {
            return Calendar.UTC;
        }
    }
}
