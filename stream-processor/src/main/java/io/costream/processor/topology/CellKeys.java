package io.costream.processor.topology;

import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The stored keys of every cell that a call belongs to. Not thread-safe. */
final class CellKeys {
    private static final Rollup[] ROLLUPS = Rollup.values();

    private final Map<ZoneId, Windows> windows = new HashMap<>();

    void forEach(CallFacts call, ZoneId zone, Consumer<byte[]> key) {
        Windows calendar = windows.computeIfAbsent(zone, Windows::new);
        byte[] tenant = call.tenant().getBytes(StandardCharsets.UTF_8);
        for (Rollup rollup : ROLLUPS) {
            if (rollup.takes(call)) {
                byte[] values = CellKey.values(values(rollup, call));
                for (WindowKind kind : rollup.windows()) {
                    long start = calendar.at(kind, call.atMicros()).startMicros();
                    key.accept(CellKey.bytes(tenant, rollup, kind, start, values));
                }
            }
        }
    }

    private static List<String> values(Rollup rollup, CallFacts call) {
        List<String> values = new ArrayList<>(rollup.dimensions().size());
        for (Dimension dimension : rollup.dimensions()) {
            values.add(dimension.of(call));
        }
        return values;
    }
}
