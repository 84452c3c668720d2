package io.costream.processor.query;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The calendars of tenants: those that were declared, and UTC for everybody else. Safe for use by many threads. */
public final class Zones {
    /**
     * Tenants that share a calendar.
     *
     * @param tenant one tenant; empty for all but some
     * @param except who is left out of all
     */
    record Group(String tenant, Set<String> except, ZoneId zone) {}

    /** Named so that answers say UTC. */
    public static final ZoneId UTC = ZoneId.of("UTC");

    private final Supplier<Map<String, ZoneId>> declared;

    public Zones(Supplier<Map<String, ZoneId>> declared) {
        this.declared = declared;
    }

    public ZoneId of(String tenant) {
        return declared.get().getOrDefault(tenant, UTC);
    }

    /** The tenant by itself, or, for all tenants, those with a calendar of their own and the rest. */
    List<Group> groups(String tenant) {
        if (!tenant.isEmpty()) {
            return List.of(new Group(tenant, Set.of(), of(tenant)));
        }
        Map<String, ZoneId> own = declared.get().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(UTC))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("", own.keySet(), UTC));
        own.forEach((name, zone) -> groups.add(new Group(name, Set.of(), zone)));
        return groups;
    }
}
