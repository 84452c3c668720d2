package io.costream.processor.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's calendar: time zones by the first day on which each holds. The windows of a kind tile time, through every
 * change of the clocks and of the zone: each instant is in exactly one.
 *
 * <p>A zone begins to hold when its first day would begin in the zone before it. That day begins then also where the
 * clocks of the new zone say an earlier or a later time, and so it is longer or shorter by the difference, as are its
 * month and the hour that the change cuts. Every date comes once; where clocks go ahead by more than a day, the first day
 * is empty. Immutable.
 */
public final class Calendar {
    /** Named so that answers say UTC. */
    public static final Calendar UTC = of(ZoneId.of("UTC"));

    private static final int DAYS_OF_WEEK = 7;

    /** A zone, from its first day and instant to just before the next one. */
    private record Era(LocalDate first, ZoneId zone, long startMicros, long endMicros) {
        private Era until(long newEndMicros) {
            return new Era(first, zone, startMicros, newEndMicros);
        }
    }

    private final SortedMap<LocalDate, ZoneId> zones;
    private final List<Era> eras;
    private final int hash;

    private Calendar(NavigableMap<LocalDate, ZoneId> zones) {
        this.zones = Collections.unmodifiableSortedMap(zones);
        this.eras = eras(zones);
        this.hash = zones.hashCode();
    }

    /** The calendar of one zone. */
    public static Calendar of(ZoneId zone) {
        return of(new TreeMap<>(Map.of(LocalDate.MIN, zone)));
    }

    /** The calendar of zones by their first days; UTC before the first one. {@link LocalDate#MIN} is the beginning. */
    public static Calendar of(SortedMap<LocalDate, ZoneId> zones) {
        NavigableMap<LocalDate, ZoneId> changes = new TreeMap<>();
        changes.put(LocalDate.MIN, zones.getOrDefault(LocalDate.MIN, ZoneId.of("UTC")));
        zones.forEach((first, zone) -> {
            if (!changes.lastEntry().getValue().equals(zone)) {
                changes.put(first, zone);
            }
        });
        return new Calendar(changes);
    }

    private static List<Era> eras(SortedMap<LocalDate, ZoneId> zones) {
        List<Era> eras = new ArrayList<>();
        zones.forEach((first, zone) -> {
            if (eras.isEmpty()) {
                eras.add(new Era(first, zone, Long.MIN_VALUE, Long.MAX_VALUE));
            } else {
                Era before = eras.remove(eras.size() - 1);
                long start = Math.max(before.startMicros, startOf(first, before.zone));
                eras.add(before.until(start));
                eras.add(new Era(first, zone, start, Long.MAX_VALUE));
            }
        });
        return List.copyOf(eras);
    }

    private static long startOf(LocalDate date, ZoneId zone) {
        return Window.micros(date.atStartOfDay(zone).toInstant());
    }

    /** The zones by their first days, the first of them from {@link LocalDate#MIN} on; each differs from the one before. */
    public SortedMap<LocalDate, ZoneId> zones() {
        return zones;
    }

    /** The zone that holds at an instant. */
    public ZoneId zoneAt(Instant instant) {
        return eraAt(Window.micros(instant)).zone;
    }

    /** When a day begins. */
    public Instant startOf(LocalDate date) {
        return Window.instant(startMicros(date));
    }

    private long startMicros(LocalDate date) {
        Era era = eraOf(date);
        return date.equals(era.first) ? era.startMicros : Math.max(era.startMicros, startOf(date, era.zone));
    }

    /** The day that holds an instant. */
    public LocalDate dateOf(Instant instant) {
        return dateOf(Window.micros(instant));
    }

    private LocalDate dateOf(long micros) {
        Era era = eraAt(micros);
        LocalDate date = LocalDate.ofInstant(Window.instant(micros), era.zone);
        return date.isBefore(era.first) ? era.first : date;
    }

    /** The instant of a local time: never before its day, and at midnight when its day begins. */
    public Instant instantOf(LocalDateTime local) {
        LocalDate date = local.toLocalDate();
        Instant start = startOf(date);
        Instant instant = local.atZone(eraOf(date).zone).toInstant();
        return local.toLocalTime().equals(LocalTime.MIDNIGHT) || instant.isBefore(start) ? start : instant;
    }

    /** The window that holds an instant, in microseconds since 1970. */
    public Window window(WindowKind kind, long micros) {
        return switch (kind) {
            case HOUR -> hour(micros);
            case DAY -> days(kind, dateOf(micros), dateOf(micros).plusDays(1));
            case WEEK -> {
                LocalDate monday = dateOf(micros).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield days(kind, monday, monday.plusDays(DAYS_OF_WEEK));
            }
            case MONTH -> {
                LocalDate first = dateOf(micros).withDayOfMonth(1);
                yield days(kind, first, first.plusMonths(1));
            }
            case ALL -> Window.ALL_TIME;
        };
    }

    private Window days(WindowKind kind, LocalDate first, LocalDate next) {
        return new Window(kind, startMicros(first), startMicros(next));
    }

    /** An hour of the local clock; where the clocks or the zone change inside it, it ends there and a new one begins. */
    private Window hour(long micros) {
        Era era = eraAt(micros);
        Instant at = Window.instant(micros);
        ZoneRules rules = era.zone.getRules();
        ZoneOffset offset = rules.getOffset(at);
        Instant start = at.atOffset(offset).truncatedTo(ChronoUnit.HOURS).toInstant();
        Instant end = start.plus(1, ChronoUnit.HOURS);
        if (!rules.isFixedOffset()) {
            ZoneOffsetTransition before = rules.previousTransition(at.plusNanos(1));
            ZoneOffsetTransition after = rules.nextTransition(at);
            if (before != null && before.getInstant().isAfter(start)) {
                start = before.getInstant();
            }
            if (after != null && after.getInstant().isBefore(end)) {
                end = after.getInstant();
            }
        }
        return new Window(
                WindowKind.HOUR,
                Math.max(era.startMicros, Window.micros(start)),
                Math.min(era.endMicros, Window.micros(end)));
    }

    private Era eraAt(long micros) {
        int last = eras.size() - 1;
        while (micros < eras.get(last).startMicros) {
            last--;
        }
        return eras.get(last);
    }

    private Era eraOf(LocalDate date) {
        int last = eras.size() - 1;
        while (date.isBefore(eras.get(last).first)) {
            last--;
        }
        return eras.get(last);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object || (object instanceof Calendar other && hash == other.hash && zones.equals(other.zones));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return zones.toString();
    }
}
