package io.costream.alerts.domain;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Budgets as prose: {@code aBudget("acme-daily").of("tenant", "acme").limit(DAY, "50").build()}. */
public final class ABudget {
    private final String id;
    private final Map<Dimension, String> scope = new TreeMap<>();
    private final Map<WindowKind, BigDecimal> limits = new EnumMap<>(WindowKind.class);
    private final SortedSet<BigDecimal> thresholds = new TreeSet<>();
    private long revision = 1;
    private String name = "";
    private Dimension each = Dimension.NONE;
    private String zone = "UTC";
    private Budget.Activity activity = Budget.Activity.ENABLED;
    private Instant appliedAt = Instant.parse("2026-03-01T00:00:00Z");

    private ABudget(String id) {
        this.id = id;
    }

    public static ABudget aBudget(String id) {
        return new ABudget(id).thresholds("0.5", "0.75", "0.9", "1.0");
    }

    public ABudget revision(long value) {
        revision = value;
        return this;
    }

    public ABudget named(String value) {
        name = value;
        return this;
    }

    public ABudget of(String dimension, String value) {
        scope.put(new Dimension(dimension), value);
        return this;
    }

    public ABudget each(String dimension) {
        each = new Dimension(dimension);
        return this;
    }

    public ABudget limit(WindowKind kind, String usd) {
        limits.put(kind, new BigDecimal(usd));
        return this;
    }

    public ABudget thresholds(String... fractions) {
        thresholds.clear();
        for (String fraction : fractions) {
            thresholds.add(new BigDecimal(fraction));
        }
        return this;
    }

    public ABudget in(String zoneId) {
        zone = zoneId;
        return this;
    }

    public ABudget disabled() {
        activity = Budget.Activity.DISABLED;
        return this;
    }

    public ABudget appliedAt(String instant) {
        appliedAt = Instant.parse(instant);
        return this;
    }

    public Budget build() {
        WindowCalendar calendar = new WindowCalendar(ZoneId.of(zone), DayOfWeek.MONDAY);
        return new Budget(id, revision, name, scope, each, limits, calendar, thresholds, activity, appliedAt);
    }
}
