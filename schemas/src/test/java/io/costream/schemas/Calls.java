package io.costream.schemas;

import io.costream.avro.Call;
import io.costream.avro.FrameworkEvent;
import io.costream.avro.Identity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class Calls {
    private Calls() {}

    /** A call that uses every kind of field. */
    static Call.Builder aCall() {
        return Call.newBuilder()
                .setCallId("call-1")
                .setIdentity(Identity.SEQUENCE)
                .setProducerId("producer-1")
                .setSequence(7L)
                .setEventTime(Instant.parse("2024-11-17T20:15:00.123456Z"))
                .setTenant("acme")
                .setProvider("openai")
                .setModel("gpt-4")
                .setInputUncached(1000)
                .setOutputText(500)
                .setOtherUsage(Map.of("audio_seconds", new BigDecimal("1.500000000")))
                .setStatedCost(new BigDecimal("0.010500000000"))
                .setFrameworkEvents(List.of(FrameworkEvent.newBuilder()
                        .setEvent("ModelRequest")
                        .setDurationMs(1200)
                        .build()))
                .setMetadata(Map.of("feature", "crm"));
    }
}
