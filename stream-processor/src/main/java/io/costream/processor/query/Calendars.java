package io.costream.processor.query;

import io.costream.processor.domain.Calendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The calendars of tenants: those that were declared, and UTC for everybody else. Safe for use by many threads. */
public final class Calendars {
    /**
     * Tenants that share a calendar.
     *
     * @param tenant one tenant; empty for all but some
     * @param except who is left out of all
     */
    record Group(String tenant, Set<String> except, Calendar calendar) {}

    private final Supplier<Map<String, Calendar>> declared;

    public Calendars(Supplier<Map<String, Calendar>> declared) {
        this.declared = declared;
    }

    /** Of one tenant; UTC where none is named. */
    public Calendar of(String tenant) {
        return declared.get().getOrDefault(tenant, Calendar.UTC);
    }

    /** The tenant by itself, or, for all tenants, those with a calendar of their own and the rest. */
    List<Group> groups(String tenant) {
        if (!tenant.isEmpty()) {
            return List.of(new Group(tenant, Set.of(), of(tenant)));
        }
        Map<String, Calendar> own = declared.get().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(Calendar.UTC))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("", own.keySet(), Calendar.UTC));
        own.forEach((name, calendar) -> groups.add(new Group(name, Set.of(), calendar)));
        return groups;
    }
}
