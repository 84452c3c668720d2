package io.costream.cli.tenants;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Tenant;
import io.costream.processor.domain.Calendar;
import io.costream.schemas.CalendarZones;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tenant's zones as they are stored, as the API tells them, and in words. */
final class TenantZones {
    private TenantZones() {}

    /** What the tenant's windows follow in a generation. */
    static Calendar calendar(Tenant tenant, int generation) {
        SortedMap<LocalDate, ZoneId> zones = new TreeMap<>();
        CalendarZones.of(tenant, generation).forEach((first, zone) -> zones.put(first, ZoneId.of(zone)));
        return Calendar.of(zones);
    }

    /** What the API says that the tenant's windows follow. */
    static Calendar calendar(JsonNode tenant) {
        SortedMap<LocalDate, ZoneId> zones = new TreeMap<>();
        tenant.path("zones")
                .forEach(zone -> zones.put(
                        zone.path("from").isTextual()
                                ? LocalDate.parse(zone.path("from").asText())
                                : LocalDate.MIN,
                        ZoneId.of(zone.path("zone").asText())));
        return Calendar.of(zones);
    }

    /** A line for each zone that holds from a day on; none where there is only the first one. */
    static List<String> lines(JsonNode tenant) {
        List<String> lines = new ArrayList<>();
        for (JsonNode zone : tenant.path("zones")) {
            if (zone.path("from").isTextual()) {
                lines.add("  calendar of " + zone.path("zone").asText() + " from "
                        + zone.path("from").asText() + ", that is from "
                        + zone.path("at").asText());
            }
        }
        return lines;
    }
}
