package io.costream.schemas;

import static io.costream.schemas.Calls.aCall;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.avro.Call;
import io.costream.avro.ExchangeRate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdeTest {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerde<Call> serde = AvroSerde.of(Call.class, registry);

    @Test
    void readsBackWhatItWrote() {
        Call call = aCall().build();

        byte[] bytes = serde.serializer().serialize("calls", call);

        assertThat(serde.deserializer().deserialize("calls", bytes)).isEqualTo(call);
    }

    @Test
    void registersUnderTheTopicsValue() {
        byte[] bytes = serde.serializer().serialize("calls", aCall().build());

        SchemaRegistry.Registered latest = registry.latest("calls-value");
        assertThat(latest.id()).isEqualTo(WireFormat.schemaId(bytes));
        assertThat(latest.schema().toString()).doesNotContain("avro.java.string");
    }

    @Test
    void nullStaysNull() {
        assertThat(serde.serializer().serialize("calls", null)).isNull();
        assertThat(serde.deserializer().deserialize("calls", null)).isNull();
    }

    @Test
    void readsAnOlderWriterThatLacksFields() throws IOException {
        Schema older = SchemaBuilder.record("io.costream.avro.ExchangeRate")
                .fields()
                .requiredString("rate")
                .requiredString("currency")
                .requiredInt("unknown")
                .name("from")
                .type(ExchangeRate.getClassSchema().getField("from").schema())
                .noDefault()
                .endRecord();
        GenericRecord record = new GenericData.Record(older);
        record.put("rate", "0.92");
        record.put("currency", "EUR");
        record.put("unknown", 5);
        record.put("from", 1_000_000L);

        ExchangeRate read =
                AvroSerde.of(ExchangeRate.class, registry).deserializer().deserialize("rates", written(older, record));

        assertThat(read).isEqualTo(new ExchangeRate("EUR", Instant.ofEpochSecond(1), "0.92"));
    }

    private byte[] written(Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(WireFormat.header(registry.register("rates-value", schema)));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        return out.toByteArray();
    }

    @Test
    void findsTheClassByTheWrittenName() {
        byte[] bytes = serde.serializer().serialize("calls", aCall().build());

        Object read = new AvroDecoder<>(registry, null).deserialize("calls", bytes);

        assertThat(read).isEqualTo(aCall().build());
    }

    @Test
    void writesTheSubjectsNewestSchemaWhereAskedTo() throws IOException {
        Schema reordered = SchemaBuilder.record("io.costream.avro.ExchangeRate")
                .fields()
                .requiredString("rate")
                .requiredString("currency")
                .endRecord();
        registry.register("rates-value", reordered);
        AvroEncoder<ExchangeRate> encoder = new AvroEncoder<>(registry, AvroEncoder.Registration.LATEST, "-value");

        byte[] bytes = encoder.serialize("rates", new ExchangeRate("EUR", Instant.EPOCH, "0.92"));

        GenericRecord read = new GenericDatumReader<GenericRecord>(reordered)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        assertThat(read.get("rate")).hasToString("0.92");
        assertThat(read.get("currency")).hasToString("EUR");
    }

    @Test
    void writesNothingUnregisteredWhereRegistrationIsRequired() {
        AvroEncoder<Call> encoder = new AvroEncoder<>(registry, AvroEncoder.Registration.REQUIRED, "-value");

        assertThatThrownBy(() -> encoder.serialize("calls", aCall().build()))
                .isInstanceOf(RegistryRefusedException.class);
    }

    @Test
    void refusesCutOffBytes() {
        byte[] bytes = serde.serializer().serialize("calls", aCall().build());
        byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);

        assertThatThrownBy(() -> serde.deserializer().deserialize("calls", cut))
                .isExactlyInstanceOf(SerializationException.class);
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        Schema node = new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"Node\", \"fields\": [{\"name\": \"next\","
                        + " \"type\": [\"null\", \"Node\"]}]}");
        Schema rate = ExchangeRate.getClassSchema();
        List<Schema.Field> fields = new ArrayList<>(List.of(new Schema.Field("node", node)));
        rate.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        Schema nested = Schema.createRecord(rate.getName(), null, rate.getNamespace(), false, fields);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(WireFormat.header(registry.register("rates-value", nested)));
        for (int i = 0; i < 250_000; i++) {
            out.write(2);
        }

        Deserializer<ExchangeRate> rates =
                AvroSerde.of(ExchangeRate.class, registry).deserializer();
        assertThatThrownBy(() -> rates.deserialize("rates", out.toByteArray()))
                .isExactlyInstanceOf(SerializationException.class)
                .hasMessageContaining("StackOverflowError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other_usage", "stated_cost"})
    void refusesDecimalsOfAnotherScale(String field) throws IOException {
        Schema own = Call.getClassSchema();
        Pattern decimal = Pattern.compile("(\"" + field + "\".*?\"scale\":)\\d+");
        Schema other = new Schema.Parser().parse(decimal.matcher(own.toString()).replaceFirst("$13"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(WireFormat.header(registry.register("calls-value", other)));
        byte[] call = serde.serializer().serialize("calls", aCall().build());
        out.write(call, WireFormat.HEADER_SIZE, call.length - WireFormat.HEADER_SIZE);

        assertThatThrownBy(() -> serde.deserializer().deserialize("calls", out.toByteArray()))
                .isExactlyInstanceOf(SerializationException.class)
                .hasMessageContaining("Call." + field + " was written with 3 decimal places");
    }

    @Test
    void refusesARecordOfAnotherType() {
        byte[] rate = AvroSerde.of(ExchangeRate.class, registry)
                .serializer()
                .serialize("calls", new ExchangeRate("EUR", Instant.EPOCH, "0.92"));

        assertThatThrownBy(() -> serde.deserializer().deserialize("calls", rate))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void unknownIdIsTheRegistrysRefusal() {
        assertThatThrownBy(() -> serde.deserializer().deserialize("calls", WireFormat.header(99)))
                .isInstanceOf(RegistryRefusedException.class);
    }

    @Test
    void anotherSerdeCanBePluggedIn() {
        AvroSerde<Call> plugged = new AvroSerde<>();
        plugged.configure(Map.of(RegistryConfig.SERDE_CLASS, ModelOnlySerde.class.getName()), false);

        byte[] bytes = plugged.serializer().serialize("calls", aCall().build());

        assertThat(bytes).isEqualTo("gpt-4".getBytes(UTF_8));
    }

    @Test
    void aMissingPlugInIsNamed() {
        AvroSerde<Call> plugged = new AvroSerde<>();

        assertThatThrownBy(() -> plugged.configure(Map.of(RegistryConfig.SERDE_CLASS, "com.acme.Missing"), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("com.acme.Missing");
    }

    /** Writes a call as its model's name. */
    public static final class ModelOnlySerde implements Serde<Call> {
        @Override
        public Serializer<Call> serializer() {
            return (topic, call) -> call.getModel().getBytes(UTF_8);
        }

        @Override
        public Deserializer<Call> deserializer() {
            return (topic, bytes) -> aCall().setModel(new String(bytes, UTF_8)).build();
        }
    }
}
