package io.costream.processor.domain.verification;

import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Window;
import java.util.SortedMap;
import java.util.TreeMap;

/** What totals depend on in a call, by name. */
final class CallFigures {
    private CallFigures() {}

    static SortedMap<String, String> of(String callId, CallFacts call) {
        SortedMap<String, String> figures = new TreeMap<>();
        figures.put("call_id", callId);
        figures.put("tenant", call.tenant());
        figures.put("provider", call.provider());
        figures.put("model", call.model());
        figures.put("operation", call.operation());
        figures.put("framework", call.framework());
        figures.put("user", call.user());
        figures.put("session", call.session());
        figures.put("timestamp", Window.instant(call.atMicros()).toString());
        figures.put("status", call.outcome().label());
        figures.put("latency_micros", Long.toString(call.latencyMicros()));
        figures.put("usage", call.usage().toString());
        call.tags().forEach((key, value) -> figures.put("tag." + key, value));
        return figures;
    }
}
