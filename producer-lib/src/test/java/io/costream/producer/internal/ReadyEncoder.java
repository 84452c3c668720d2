package io.costream.producer.internal;

import io.costream.producer.Call;
import io.costream.producer.CostreamConfig;
import java.util.Map;
import java.util.OptionalInt;

/** An encoder that knows its schema by now, so that calls are encoded where they are recorded. */
final class ReadyEncoder {
    private ReadyEncoder() {}

    static AvroCallEncoder make() {
        CostreamConfig config =
                CostreamConfig.of(Map.of("bootstrap.servers", "x:1", "schema.registry.url", "http://x"));
        AvroCallEncoder encoder = new AvroCallEncoder(config, () -> OptionalInt.of(1), () -> {
            throw new IllegalStateException("events are written directly");
        });
        QueuedCall first = new QueuedCall();
        Call call = Call.builder().model("m").build();
        first.begin(call, new Streams(Map.of()).of("acme"));
        first.keep(call);
        encoder.encode(first, "p", 0);
        return encoder;
    }
}
