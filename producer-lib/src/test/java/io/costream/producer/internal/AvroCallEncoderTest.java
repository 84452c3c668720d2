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
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroCallEncoderTest {
    private final AvroSerde<io.costream.avro.Call> serde =
            AvroSerde.of(io.costream.avro.Call.class, new InMemorySchemaRegistry());

    private static CostreamConfig config(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", "localhost:9092");
        settings.put("schema.registry.url", "http://localhost:8081");
        return CostreamConfig.of(settings);
    }

    private io.costream.avro.Call event(CallBuilder call, Map<String, String> settings) {
        AvroCallEncoder encoder = new AvroCallEncoder(config(settings), serde::serializer);
        byte[] bytes = encoder.encode(call.build(), "producer-1", 7);
        return serde.deserializer().deserialize("costream.calls", bytes);
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

    @Test
    void asksForAnotherAttemptWhileTheRegistryIsDown() {
        AvroCallEncoder encoder = new AvroCallEncoder(config(Map.of()), () -> (topic, value) -> {
            throw new RegistryUnavailableException("down");
        });
        Call call = Call.builder().model("m").build();

        assertThatExceptionOfType(CallEncoder.NotYetException.class).isThrownBy(() -> encoder.encode(call, "p", 0));
    }
}
