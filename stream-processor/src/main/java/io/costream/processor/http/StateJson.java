package io.costream.processor.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.processor.query.ClusterCells;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What every answer from cells says of itself: what it reflects, what it lacks, and what it has from a standby. */
final class StateJson {
    private StateJson() {}

    static void add(ObjectNode json, ClusterCells.Answer answer) {
        SortedMap<Integer, Long> asOf = new TreeMap<>();
        answer.partitions().forEach((partition, cells) -> asOf.put(partition, cells.asOf()));
        add(json, answer.missing(), asOf, answer.behind());
    }

    static void add(
            ObjectNode json, List<Integer> missing, Map<Integer, Long> asOf, Map<Integer, Duration> standbyBehind) {
        json.put("complete", missing.isEmpty());
        missing.forEach(json.putArray("missing")::add);
        ObjectNode offsets = json.putObject("as_of");
        asOf.forEach((partition, offset) -> offsets.put(partition.toString(), offset));
        ObjectNode behind = json.putObject("standby_behind_ms");
        standbyBehind.forEach((partition, age) -> behind.put(partition.toString(), age.toMillis()));
    }
}
