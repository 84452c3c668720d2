package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Call;
import io.costream.avro.Charge;
import io.costream.avro.ChargeLine;
import io.costream.avro.ChargeStatus;
import io.costream.avro.PricedCall;
import io.costream.cli.registry.RegistryServer;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.RegistryConfig;
import io.costream.schemas.SchemaRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Runs with -Pconfluent, which fetches Confluent's serializers: 30 MB that nothing else needs. */
@Timeout(120)
@EnabledIfSystemProperty(named = ConfluentSerdeIT.JAR, matches = ".+")
class ConfluentSerdeIT {
    static final String JAR = "costream.confluent";

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private SchemaRegistry registry;
    private AvroSerde<PricedCall> ours;
    private ConfluentSerializers theirs;

    @BeforeEach
    void start() throws Exception {
        TestKafka broker = TestKafka.start(folder);
        opened.push(broker);
        RegistryServer server = RegistryServer.start(broker.bootstrapServers(), 0);
        opened.push(server);
        registry = HttpSchemaRegistry.of(Map.of(RegistryConfig.URL, server.url()));
        ours = AvroSerde.of(PricedCall.class, registry);
        theirs = new ConfluentSerializers(Path.of(System.getProperty(JAR)), server.url());
        opened.push(theirs);
    }

    @AfterEach
    void stop() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    /** A record with every kind of field: decimals, instants, enums, unions, a map, an array, a nested record. */
    private static PricedCall aPricedCall() {
        Call call = Call.newBuilder()
                .setCallId("call-1")
                .setProducerId("producer-1")
                .setSequence(7L)
                .setEventTime(Instant.parse("2024-11-17T20:15:00.123456Z"))
                .setModel("gpt-4")
                .setInputUncached(1000)
                .setOtherUsage(Map.of("audio_seconds", new BigDecimal("1.500000000")))
                .setUsageFlags(List.of("usage_estimated"))
                .setMetadata(Map.of("feature", "crm"))
                .build();
        Charge charge = Charge.newBuilder()
                .setStatus(ChargeStatus.PRICED)
                .setLines(List.of(ChargeLine.newBuilder()
                        .setUnit("input_uncached")
                        .setQuantity(new BigDecimal("1000.000000000"))
                        .setRate("0.00003")
                        .setAmount(new BigDecimal("0.030000000000"))
                        .setComponent("text")
                        .setDirection("input")
                        .build()))
                .setTotal(new BigDecimal("-0.030000000000"))
                .build();
        return new PricedCall(call, charge, 42L, false);
    }

    @Test
    void theyReadWhatWeWrite() throws Exception {
        byte[] bytes = ours.serializer().serialize("priced-calls", aPricedCall());

        Object record = theirs.read("priced-calls", bytes);

        assertThat(record.toString())
                .contains("\"model\": \"gpt-4\"")
                .contains("\"sequence\": 7")
                .contains("\"call_offset\": 42");
    }

    @Test
    void theyWriteTheSameBytesUnderTheSameId() throws Exception {
        byte[] bytes = ours.serializer().serialize("priced-calls", aPricedCall());
        Object record = theirs.read("priced-calls", bytes);

        byte[] written = theirs.write("priced-calls", record);

        assertThat(written).isEqualTo(bytes);
    }

    @Test
    void weReadWhatTheyWriteAndAddNoVersion() throws Exception {
        Object record = theirs.read("first", ours.serializer().serialize("first", aPricedCall()));

        byte[] written = theirs.write("second", record);

        assertThat(ours.deserializer().deserialize("second", written)).isEqualTo(aPricedCall());
        int theirId = registry.latest("second-value").id();
        assertThat(registry.register("second-value", PricedCall.getClassSchema()))
                .isEqualTo(theirId);
    }
}
