package io.costream.schemas;

import io.costream.avro.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The time zone of a tenant's calendar. It holds from the tenant's first call; another one needs a generation that is
 * rebuilt from the calls, and holds from that generation on.
 */
public final class CalendarZone {
    private static final String GENERATION = "@";

    private CalendarZone() {}

    /** The zone's name in a generation; empty where none was declared. */
    public static Optional<String> of(Tenant tenant, int generation) {
        for (int number = generation; number >= Topics.FIRST_GENERATION; number--) {
            String zone = tenant.getZones().get(key(number));
            if (zone != null) {
                return Optional.of(zone);
            }
        }
        return Optional.empty();
    }

    /** The key in the tenant's zones that a generation's zone stands under. */
    public static String key(int generation) {
        return generation == Topics.FIRST_GENERATION ? "" : GENERATION + generation;
    }

    /** The zones with another one from a generation on. */
    public static Map<String, String> with(Map<String, String> zones, int generation, String zone) {
        Map<String, String> changed = new HashMap<>(zones);
        changed.put(key(generation), zone);
        return changed;
    }
}
