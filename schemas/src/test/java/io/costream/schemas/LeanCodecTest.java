package io.costream.schemas;

import static io.costream.schemas.Calls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Call;
import io.costream.avro.FrameworkEvent;
import io.costream.avro.Identity;
import io.costream.avro.Outcome;
import io.costream.pricing.Charge;
import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

/** What is read and written field by field is what Avro reads and writes by the schema. */
class LeanCodecTest {
    private static final long SEED = 20_261_122;
    private static final int ROUNDS = 10_000;
    private static final List<String> TEXTS = List.of("", "a", "gpt-4", "akmé", "模型", "x".repeat(200), "tab\there");

    private final Random random = new Random(SEED);
    private final RecordReader<Call> lean = new CallReader();
    private final DatumReader<Call> reader = new SpecificDatumReader<>(
            Call.getClassSchema(), Call.getClassSchema(), SpecificData.getForClass(Call.class));
    private final RecordReader<Call> avro = (bytes, from) ->
            reader.read(null, DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null));

    @Test
    void readsCallsAsAvroDoes() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            Call call = call();
            byte[] bytes = bytes(call);

            assertThat(read(lean, bytes)).as("round %d", i).isEqualTo(call).isEqualTo(read(avro, bytes));
        }
    }

    @Test
    void refusesDamagedBytesWhereAvroDoes() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = bytes(call());
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();

            // Avro reads a call that ends early in the damaged bytes, too.
            assertThat(outcome(lean, bytes)).as("round %d", i).isIn("refused", outcome(avro, bytes));
        }
    }

    @Test
    void refusesBytesThatEndTooEarly() throws IOException {
        byte[] bytes = bytes(aCall().build());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);

            assertThat(outcome(lean, cut)).as("%d bytes", length).isEqualTo("refused");
        }
    }

    @Test
    void refusesNumbersOfItemsThatCannotBe() throws IOException {
        byte[] call = bytes(aCall().setMetadata(Map.of()).build());
        for (long items : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -5, 3}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            // Instead of the end of the map, which is the last byte.
            encoder.writeFixed(call, 0, call.length - 1);
            encoder.writeLong(items);
            encoder.writeLong(0);
            encoder.flush();

            assertThat(outcome(avro, out.toByteArray())).isEqualTo("refused");
            assertThat(outcome(lean, out.toByteArray())).isEqualTo("refused");
        }
    }

    @Test
    void readsBlocksThatTellTheirSizeUnlessItIsBelowZero() throws IOException {
        Call call = aCall().setMetadata(Map.of("team", "search")).build();
        byte[] empty = bytes(aCall().setMetadata(Map.of()).build());
        for (long size : new long[] {12, -1, Long.MIN_VALUE}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            encoder.writeFixed(empty, 0, empty.length - 1);
            encoder.writeLong(-1);
            encoder.writeLong(size);
            encoder.writeString("team");
            encoder.writeString("search");
            encoder.writeLong(0);
            encoder.flush();

            assertThat(outcome(avro, out.toByteArray())).isEqualTo(size < 0 ? "refused" : call);
            assertThat(outcome(lean, out.toByteArray())).isEqualTo(size < 0 ? "refused" : call);
        }
    }

    @Test
    void refusesADecimalOfNoBytes() throws IOException {
        byte[] unit = bytes(aCall().setOtherUsage(Map.of("pages", new BigDecimal("1.000000000")))
                .build());
        byte[] bytes = new byte[unit.length - 4];
        int at = new String(unit, StandardCharsets.ISO_8859_1).indexOf("pages") + 5;
        // A thousand million takes four bytes; then its length, and nothing.
        System.arraycopy(unit, 0, bytes, 0, at + 1);
        bytes[at] = 0;
        System.arraycopy(unit, at + 5, bytes, at + 1, unit.length - at - 5);

        assertThat(outcome(avro, bytes)).isEqualTo("refused");
        assertThat(outcome(lean, bytes)).isEqualTo("refused");
    }

    @Test
    void refusesBytesBehindACall() throws IOException {
        byte[] call = bytes(aCall().build());

        assertThat(outcome(lean, Arrays.copyOf(call, call.length + 1))).isEqualTo("refused");
    }

    @Test
    void writesChargesAsAvroDoes() throws IOException {
        ChargeWriter writer = new ChargeWriter();
        AvroOutput out = new AvroOutput();
        for (int i = 0; i < ROUNDS; i++) {
            Charge charge = charge();

            out.begin();
            writer.write(charge, out);

            assertThat(out.toBytes()).as("round %d: %s", i, charge).isEqualTo(bytes(ChargeMapping.toAvro(charge)));
        }
    }

    @Test
    void encodesAsAvroDoes() throws IOException {
        AvroOutput out = new AvroOutput();
        for (int i = 0; i < ROUNDS; i++) {
            long seed = random.nextLong();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(expected, null);
            writeAll(new Random(seed), encoder);
            encoder.flush();

            out.begin();
            writeAll(new Random(seed), out);
            out.flush();

            assertThat(out.toBytes()).as("round %d", i).isEqualTo(expected.toByteArray());
        }
    }

    private static void writeAll(Random random, Encoder encoder) throws IOException {
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        encoder.writeBoolean(random.nextBoolean());
        encoder.writeInt(random.nextInt() >> random.nextInt(32));
        encoder.writeLong(random.nextLong() >> random.nextInt(64));
        encoder.writeFloat(random.nextFloat());
        encoder.writeDouble(random.nextDouble());
        encoder.writeFixed(bytes, bytes.length / 3, bytes.length / 2);
        encoder.writeFixed(ByteBuffer.wrap(bytes));
        encoder.writeBytes(bytes);
        encoder.writeBytes(ByteBuffer.wrap(bytes));
        encoder.writeString(text);
        encoder.writeString(new Utf8(text));
        encoder.writeArrayStart();
        encoder.setItemCount(1);
        encoder.startItem();
        encoder.writeNull();
        encoder.writeArrayEnd();
    }

    /** Somewhere within an array, as behind the id of a schema. */
    private static Call read(RecordReader<Call> reader, byte[] bytes) throws IOException {
        byte[] behind = new byte[5 + bytes.length];
        System.arraycopy(bytes, 0, behind, 5, bytes.length);
        return reader.read(behind, 5);
    }

    private static Object outcome(RecordReader<Call> reader, byte[] bytes) {
        try {
            return read(reader, bytes);
        } catch (IOException | RuntimeException e) {
            return "refused";
        }
    }

    private static <T extends SpecificRecord> byte[] bytes(T value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<T>(value.getSchema(), SpecificData.getForSchema(value.getSchema()))
                .write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private Call call() {
        Map<String, BigDecimal> others = new HashMap<>();
        Map<String, String> metadata = new HashMap<>();
        List<FrameworkEvent> events = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            others.put("unit_" + i, new BigDecimal(new BigInteger(70, random), 9));
            metadata.put("key" + i, text());
            events.add(new FrameworkEvent(text(), random.nextLong()));
        }
        Call call = aCall().setCallId(text())
                .setIdentity(any(List.of(Identity.values())))
                .setProducerId(textOrNull())
                .setSequence(random.nextBoolean() ? null : random.nextLong())
                .setEventTime(Instant.EPOCH.plus(random.nextLong() >> 8, ChronoUnit.MICROS))
                .setTenant(text())
                .setUser(textOrNull())
                .setSessionId(textOrNull())
                .setProvider(text())
                .setModel(text())
                .setFramework(textOrNull())
                .setOperation(textOrNull())
                .setOutcome(any(List.of(Outcome.values())))
                .setServiceTier(textOrNull())
                .setRegion(textOrNull())
                .setSpeed(textOrNull())
                .setLatencyMicros(random.nextLong())
                .setAttempt(random.nextInt())
                .setOtherUsage(others)
                .setUsageFlags(random.nextBoolean() ? List.of() : List.of(text(), text()))
                .setStatedCost(random.nextBoolean() ? null : new BigDecimal(new BigInteger(90, random).negate(), 12))
                .setFrameworkEvents(events)
                .setMetadata(metadata)
                .build();
        UnitField.ALL.forEach(field -> {
            Call.Builder builder = Call.newBuilder(call);
            field.write().accept(builder, random.nextLong() >> random.nextInt(64));
            call.put(field.unit().name(), builder.build().get(field.unit().name()));
        });
        return call;
    }

    private Charge charge() {
        if (random.nextInt(10) == 0) {
            return Charge.unpriced(random.nextInt(100), Set.of("unknown_model"));
        }
        List<Unit> units = List.of(Unit.INPUT_UNCACHED, Unit.OUTPUT_TEXT, Unit.AUDIO_SECONDS, Unit.of("gpu_minutes"));
        List<Charge.Line> lines = new ArrayList<>();
        Money total = Money.ZERO;
        for (int i = random.nextInt(4); i > 0; i--) {
            Unit unit = any(units);
            BigDecimal quantity = unit.countsTokens()
                    ? new BigDecimal(new BigInteger(random.nextInt(63), random))
                    : BigDecimal.valueOf(random.nextLong() >>> random.nextInt(63), random.nextInt(10));
            BigDecimal rate = BigDecimal.valueOf(random.nextInt(1_000), random.nextInt(20));
            Money amount = Money.ofPicos(new BigInteger(random.nextInt(90) + 1, random).subtract(BigInteger.TEN));
            total = total.plus(amount);
            lines.add(new Charge.Line(unit, quantity, rate, amount));
        }
        Set<String> flags = random.nextBoolean() ? Set.of() : Set.of("usage_estimated", "fallback_rate");
        Money savings = Money.ofPicos(random.nextLong() >> random.nextInt(64));
        return new Charge(Charge.Status.PRICED, lines, total, savings, random.nextLong() >>> 1, text(), flags);
    }

    private <T> T any(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private String text() {
        return any(TEXTS);
    }

    private String textOrNull() {
        return random.nextBoolean() ? null : text();
    }
}
