package io.costream.cli.verification;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.verification.Difference;
import java.util.List;
import java.util.Map;

/** A difference as an item of {@code different[]}: what, where, expected, found. */
final class DifferenceJson {
    private DifferenceJson() {}

    static ObjectNode of(Difference difference) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (difference instanceof Difference.OfCell cell) {
            json.put("what", "cell").put("partition", cell.partition());
            place(json, cell.key());
        } else if (difference instanceof Difference.OfPosting posting) {
            json.put("what", "posting")
                    .put("partition", posting.partition())
                    .put("offset", posting.callOffset())
                    .put("tenant", posting.tenant())
                    .put("call_id", posting.callId())
                    .put("problem", posting.problem());
        } else if (difference instanceof Difference.OfCount count) {
            json.put("what", "count").put("partition", count.partition()).put("count", count.count());
        }
        figures(json.putObject("expected"), difference.expected());
        figures(json.putObject("found"), difference.found());
        return json;
    }

    private static void place(ObjectNode json, CellKey key) {
        json.put("tenant", key.tenant()).put("rollup", key.rollup().label());
        ObjectNode values = json.putObject("key");
        List<Dimension> dimensions = key.rollup().dimensions();
        for (int i = 0; i < Math.min(dimensions.size(), key.values().size()); i++) {
            values.put(dimensions.get(i).label(), key.values().get(i));
        }
        json.put("window", key.kind().label());
        if (key.kind() != WindowKind.ALL) {
            json.put("window_start", Window.instant(key.startMicros()).toString());
        }
    }

    private static void figures(ObjectNode json, Map<String, String> figures) {
        figures.forEach(json::put);
    }
}
