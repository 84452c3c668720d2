package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.costream.avro.Identity;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.Call;
import io.costream.producer.CallBuilder;
import io.costream.producer.CostreamConfig;
import io.costream.producer.FrameworkEvent;
import io.costream.producer.Outcome;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.CallMapping;
import io.costream.schemas.InMemorySchemaRegistry;
import io.costream.schemas.RegistryUnavailableException;
import io.costream.schemas.WireFormat;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroCallEncoderTest {
    private static final long SEED = Long.getLong("costream.encoder.seed", 20_261_122);

    private final AvroSerde<io.costream.avro.Call> serde =
            AvroSerde.of(io.costream.avro.Call.class, new InMemorySchemaRegistry());

    private static CostreamConfig config(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", "localhost:9092");
        settings.put("schema.registry.url", "http://localhost:8081");
        return CostreamConfig.of(settings);
    }

    private io.costream.avro.Call event(CallBuilder call, Map<String, String> settings) {
        return event(call, settings, 7);
    }

    private io.costream.avro.Call event(CallBuilder call, Map<String, String> settings, long sequence) {
        Call built = call.build();
        AvroCallEncoder general = new AvroCallEncoder(config(settings), OptionalInt::empty, serde::serializer);
        byte[] bytes = general.encode(queued(built), "producer-1", sequence);
        io.costream.avro.Call event = serde.deserializer().deserialize("costream.calls", bytes);
        AvroCallEncoder direct = new AvroCallEncoder(
                config(settings), () -> OptionalInt.of(WireFormat.schemaId(bytes)), serde::serializer);
        QueuedCall notAhead = queued(built);
        direct.encodeAhead(built, notAhead);
        byte[] directBytes = direct.encode(notAhead, "producer-1", sequence);
        QueuedCall ahead = queued(built);
        direct.encodeAhead(built, ahead);

        assertThat(notAhead.isEncoded()).isTrue();
        assertThat(ahead.isEncoded()).isTrue();
        assertThat(serde.deserializer().deserialize("costream.calls", directBytes))
                .isEqualTo(event);
        assertThat(direct.encode(ahead, "producer-1", sequence)).isEqualTo(directBytes);
        if (ahead.isPlain()) {
            assertThat(completed(direct, ahead, sequence)).isEqualTo(directBytes);
        }
        return event;
    }

    private static byte[] completed(AvroCallEncoder encoder, QueuedCall plain, long sequence) {
        byte[] memory = new byte[plain.body.size() + 5];
        plain.body.copyTo(memory, 3);
        return encoder.complete(memory, 3, plain.body.size(), "producer-1", sequence);
    }

    private static QueuedCall queued(Call call) {
        QueuedCall queued = new QueuedCall();
        queued.begin(call, new Streams(Map.of()).of(call.tenant()));
        queued.keep(call);
        return queued;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 63, 64, 8_191, 8_192, 99_999, 1_048_576, 999_999_999_999_999_999L})
    void numbersEventsOfAnyLength(long sequence) {
        io.costream.avro.Call event = event(Call.builder().tenant("acme").model("m"), Map.of(), sequence);

        assertThat(event.getSequence()).isEqualTo(sequence);
        assertThat(event.getCallId()).isEqualTo("producer-1-" + sequence);
    }

    @Test
    void writesEverythingThatTheCallSays() {
        Usage usage = Usage.builder()
                .tokens(Unit.INPUT_UNCACHED, 900)
                .tokens(Unit.INPUT_CACHE_READ, 100)
                .tokens(Unit.OUTPUT_TEXT, 50)
                .quantity(Unit.AUDIO_SECONDS, new BigDecimal("1.5"))
                .build();
        CallBuilder call = Call.builder()
                .tenant("acme")
                .user("chris")
                .sessionId("s-1")
                .provider("openai")
                .model("gpt-4o")
                .framework("langchain4j")
                .operation("chat")
                .outcome(Outcome.TIMEOUT)
                .serviceTier("flex")
                .at(Instant.parse("2026-01-02T03:04:05.123456789Z"))
                .latency(Duration.ofMillis(1500))
                .attempt(2)
                .usage(usage)
                .statedCost(new BigDecimal("0.0123456789012345"))
                .flag("usage_estimated")
                .frameworkEvent(new FrameworkEvent("ModelRequest", Duration.ofMillis(1200)))
                .metadata("feature", "crm");

        io.costream.avro.Call event = event(call, Map.of());

        assertThat(event.getIdentity()).isEqualTo(Identity.SEQUENCE);
        assertThat(event.getProducerId()).isEqualTo("producer-1");
        assertThat(event.getSequence()).isEqualTo(7);
        assertThat(event.getCallId()).isEqualTo("producer-1-7");
        assertThat(event.getTenant()).isEqualTo("acme");
        assertThat(event.getUser()).isEqualTo("chris");
        assertThat(event.getOutcome()).isEqualTo(io.costream.avro.Outcome.TIMEOUT);
        assertThat(event.getServiceTier()).isEqualTo("flex");
        assertThat(event.getEventTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123456Z"));
        assertThat(event.getLatencyMicros()).isEqualTo(1_500_000);
        assertThat(event.getAttempt()).isEqualTo(2);
        assertThat(CallMapping.usage(event)).isEqualTo(usage);
        assertThat(event.getStatedCost()).isEqualByComparingTo("0.012345678901");
        assertThat(event.getUsageFlags()).containsExactly("usage_estimated");
        assertThat(event.getFrameworkEvents().get(0).getDurationMs()).isEqualTo(1200);
        assertThat(event.getMetadata()).containsExactly(Map.entry("feature", "crm"));
    }

    @Test
    void writesTheSameWithAndWithoutTheGeneratedClass() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            CallBuilder call = randomCall(random);

            io.costream.avro.Call event = event(call, Map.of());

            assertThat(event.getTenant())
                    .as("seed " + SEED)
                    .isEqualTo(call.build().tenant());
        }
    }

    private static CallBuilder randomCall(Random random) {
        CallBuilder call = Call.builder().model(text(random)).tenant(text(random));
        Usage.Builder usage = Usage.builder();
        for (int unit = 0; unit < Unit.TOKEN_UNITS; unit++) {
            usage.tokens(Unit.known(unit), random.nextBoolean() ? 0 : random.nextLong() >>> (1 + random.nextInt(62)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            usage.quantity(Unit.of(text(random)), BigDecimal.valueOf(random.nextInt(1 << 30), random.nextInt(10)));
        }
        call.usage(usage.build())
                .outcome(List.of(Outcome.values()).get(random.nextInt(4)))
                .at(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)))
                .latency(Duration.ofNanos(random.nextLong() >>> 10))
                .attempt(1 + random.nextInt(3));
        if (random.nextBoolean()) {
            call.id(text(random)).user(text(random)).sessionId(text(random)).provider(text(random));
            call.framework(text(random)).operation(text(random)).serviceTier(text(random));
            call.statedCost(BigDecimal.valueOf(random.nextInt(1 << 30), random.nextInt(20)));
        } else {
            call.region(text(random)).speed(text(random)).flag(text(random)).flag(text(random));
            call.frameworkEvent(new FrameworkEvent(text(random), Duration.ofMillis(random.nextInt())));
            call.metadata(text(random), text(random)).metadata(text(random), text(random));
        }
        return call;
    }

    /** Short and long, Latin and not. */
    private static String text(Random random) {
        return (random.nextBoolean() ? "x\u00e9\u20ac\ud83d\ude00" : "abc").repeat(random.nextInt(30))
                + random.nextInt(9);
    }

    @Test
    void keepsTheNameThatTheServiceGaveTheCall() {
        io.costream.avro.Call event = event(Call.builder().model("m").id("mine"), Map.of());

        assertThat(event.getCallId()).isEqualTo("mine");
    }

    @Test
    void hashesUsersWhereAKeyIsSet() {
        Map<String, String> settings = Map.of("user.pseudonym.key", "secret");

        String user = event(Call.builder().model("m").user("chris"), settings).getUser();

        assertThat(user).matches("[0-9a-f]{32}");
        assertThat(event(Call.builder().model("m").user("chris"), settings).getUser())
                .isEqualTo(user);
        assertThat(event(Call.builder().model("m").user("alex"), settings).getUser())
                .isNotEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource({"acks, false", "interceptor.classes, true"})
    void givesEventsMemoryOfTheirOwnOnlyWhereAnInterceptorMayKeepThem(String setting, boolean own) {
        AvroCallEncoder encoder = new AvroCallEncoder(
                config(Map.of("kafka." + setting, "all")), () -> OptionalInt.of(1), serde::serializer);
        QueuedCall call = queued(Call.builder().tenant("acme").model("m").build());
        encoder.encode(call, "producer-1", 0);
        byte[] first = completed(encoder, call, 1);

        byte[] second = completed(encoder, call, 2);

        assertThat(second == first).isNotEqualTo(own);
        assertThat(second).hasSameSizeAs(first);
    }

    @Test
    void asksForAnotherAttemptWhileTheRegistryIsDown() {
        AvroCallEncoder encoder = new AvroCallEncoder(
                config(Map.of()),
                () -> {
                    throw new RegistryUnavailableException("down");
                },
                serde::serializer);
        QueuedCall call = queued(Call.builder().model("m").build());
        encoder.encodeAhead(call.call(), call);

        assertThatExceptionOfType(CallEncoder.NotYetException.class).isThrownBy(() -> encoder.encode(call, "p", 0));
        assertThat(call.isEncoded()).isFalse();
    }
}
