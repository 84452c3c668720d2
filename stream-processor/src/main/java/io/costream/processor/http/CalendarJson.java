package io.costream.processor.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.processor.domain.Calendar;
import java.time.Instant;
import java.time.LocalDate;

/** A tenant's calendar as answers tell it. */
final class CalendarJson {
    private CalendarJson() {}

    /** The zone that holds where a range begins, and those that begin to hold inside it. */
    static void addZones(ObjectNode json, Calendar calendar, Instant from, Instant to) {
        json.put("zone", calendar.zoneAt(from).getId());
        ArrayNode changes = json.putArray("zone_changes");
        calendar.zones().keySet().stream()
                .filter(first -> !first.equals(LocalDate.MIN))
                .filter(first -> calendar.startOf(first).isAfter(from)
                        && calendar.startOf(first).isBefore(to))
                .forEach(first -> changes.add(zone(calendar, first)));
    }

    /** The first and the last day of a range; null where it is none of whole days. */
    static void addDays(ObjectNode json, Calendar calendar, Instant start, Instant end) {
        LocalDate first = calendar.dateOf(start);
        LocalDate next = calendar.dateOf(end);
        boolean whole =
                calendar.startOf(first).equals(start) && calendar.startOf(next).equals(end) && first.isBefore(next);
        json.put("first_day", whole ? first.toString() : null)
                .put("last_day", whole ? next.minusDays(1).toString() : null);
    }

    /** All zones, the first of them from the beginning on. */
    static ArrayNode zones(Calendar calendar) {
        ArrayNode zones = JsonNodeFactory.instance.arrayNode();
        calendar.zones().keySet().forEach(first -> zones.add(zone(calendar, first)));
        return zones;
    }

    private static ObjectNode zone(Calendar calendar, LocalDate first) {
        boolean isFirst = first.equals(LocalDate.MIN);
        return JsonNodeFactory.instance
                .objectNode()
                .put("from", isFirst ? null : first.toString())
                .put("at", isFirst ? null : calendar.startOf(first).toString())
                .put("zone", String.valueOf(calendar.zones().get(first)));
    }
}
