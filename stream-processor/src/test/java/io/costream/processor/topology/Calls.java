package io.costream.processor.topology;

import io.costream.avro.Call;
import io.costream.avro.Identity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Calls for tests, read as prose: {@code aCall().id("1").model("gpt-4").at("2026-03-31T23:59:59Z").build()}. */
final class Calls {
    private final Call.Builder call = Call.newBuilder()
            .setCallId("call-1")
            .setTenant("acme")
            .setProvider("openai")
            .setModel("gpt-4")
            .setEventTime(Instant.parse("2024-06-15T12:30:00Z"))
            .setInputUncached(1000)
            .setOutputText(500);

    static Calls aCall() {
        return new Calls();
    }

    Calls id(String id) {
        call.setCallId(id);
        return this;
    }

    Calls tenant(String tenant) {
        call.setTenant(tenant);
        return this;
    }

    Calls model(String model) {
        call.setModel(model);
        return this;
    }

    Calls user(String user) {
        call.setUser(user);
        return this;
    }

    Calls session(String session) {
        call.setSessionId(session);
        return this;
    }

    Calls at(String instant) {
        call.setEventTime(Instant.parse(instant));
        return this;
    }

    Calls inputTokens(long tokens) {
        call.setInputUncached(tokens);
        return this;
    }

    /** So many units that nobody has heard of. */
    Calls units(int number) {
        Map<String, BigDecimal> units = new HashMap<>();
        for (int i = 0; i < number; i++) {
            units.put("unit-" + i, BigDecimal.ONE);
        }
        call.setOtherUsage(units);
        return this;
    }

    Calls sequence(String producer, long sequence) {
        call.setIdentity(Identity.SEQUENCE).setProducerId(producer).setSequence(sequence);
        return this;
    }

    Call build() {
        return call.build();
    }
}
