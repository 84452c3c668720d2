package io.costream.schemas;

import io.costream.avro.Tenant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The time zones of a tenant's calendar as the topic has them: by the first day on which each holds, in each generation.
 * A key is {@code DATE}, {@code DATE@GENERATION}, or without a date for a zone that holds from the beginning. A zone of a
 * generation takes the place of all that older generations have from that day on.
 */
public final class CalendarZones {
    private static final String GENERATION = "@";

    private CalendarZones() {}

    /**
     * The zones' names in a generation, by their first days; {@link LocalDate#MIN} is the beginning.
     *
     * @throws java.time.DateTimeException if a key is not written as above
     * @throws NumberFormatException if a key is not written as above
     */
    public static SortedMap<LocalDate, String> of(Tenant tenant, int generation) {
        NavigableMap<LocalDate, String> zones = new TreeMap<>();
        byGeneration(tenant.getZones()).headMap(generation, true).values().forEach(own -> {
            zones.tailMap(own.firstKey(), true).clear();
            zones.putAll(own);
        });
        return Collections.unmodifiableSortedMap(zones);
    }

    private static NavigableMap<Integer, SortedMap<LocalDate, String>> byGeneration(Map<String, String> zones) {
        NavigableMap<Integer, SortedMap<LocalDate, String>> all = new TreeMap<>();
        zones.forEach((key, zone) ->
                all.computeIfAbsent(generation(key), absent -> new TreeMap<>()).put(first(key), zone));
        return all;
    }

    /** The zones with another one from a day on, in a generation, in place of those that would hold from there on. */
    public static Map<String, String> with(Map<String, String> zones, int generation, LocalDate first, String zone) {
        Map<String, String> changed = new HashMap<>(zones);
        changed.keySet()
                .removeIf(key -> generation(key) == generation && !first(key).isBefore(first));
        changed.put(key(first, generation), zone);
        return changed;
    }

    private static String key(LocalDate first, int generation) {
        String date = first.equals(LocalDate.MIN) ? "" : first.toString();
        return generation == Topics.FIRST_GENERATION ? date : date + GENERATION + generation;
    }

    private static int generation(String key) {
        int at = key.indexOf(GENERATION);
        return at < 0 ? Topics.FIRST_GENERATION : Integer.parseInt(key.substring(at + 1));
    }

    private static LocalDate first(String key) {
        int at = key.indexOf(GENERATION);
        String date = at < 0 ? key : key.substring(0, at);
        return date.isEmpty() ? LocalDate.MIN : LocalDate.parse(date);
    }
}
