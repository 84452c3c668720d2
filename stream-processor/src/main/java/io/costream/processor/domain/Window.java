package io.costream.processor.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * An hour, day, week or month of a calendar, from its start to just before its end, in microseconds since 1970. The windows
 * of one kind and zone tile time: each instant is in exactly one, through every change of the clocks.
 */
public record Window(WindowKind kind, long startMicros, long endMicros) {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    /** The one window of kind {@code ALL}. */
    public static final Window ALL_TIME = new Window(WindowKind.ALL, 0, Long.MAX_VALUE);

    public static Window of(WindowKind kind, long micros, ZoneId zone) {
        return switch (kind) {
            case HOUR -> hour(micros, zone);
            case DAY -> days(kind, dateOf(micros, zone), dateOf(micros, zone).plusDays(1), zone);
            case WEEK -> {
                LocalDate monday = dateOf(micros, zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield days(kind, monday, monday.plusWeeks(1), zone);
            }
            case MONTH -> {
                LocalDate first = dateOf(micros, zone).withDayOfMonth(1);
                yield days(kind, first, first.plusMonths(1), zone);
            }
            case ALL -> ALL_TIME;
        };
    }

    public boolean contains(long micros) {
        return kind == WindowKind.ALL || (startMicros <= micros && micros < endMicros);
    }

    public Instant start() {
        return instant(startMicros);
    }

    public Instant end() {
        return instant(endMicros);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public static long micros(Instant instant) {
        // ChronoUnit counts nanoseconds on the way, which overflow after 292 years.
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / NANOS_PER_MICRO);
    }

    private static LocalDate dateOf(long micros, ZoneId zone) {
        return LocalDate.ofInstant(instant(micros), zone);
    }

    private static Window days(WindowKind kind, LocalDate first, LocalDate next, ZoneId zone) {
        return new Window(kind, startOf(first, zone), startOf(next, zone));
    }

    private static long startOf(LocalDate date, ZoneId zone) {
        return micros(date.atStartOfDay(zone).toInstant());
    }

    /** An hour of the local clock; where the clocks change inside it, it ends there and a new one begins. */
    private static Window hour(long micros, ZoneId zone) {
        Instant at = instant(micros);
        ZoneRules rules = zone.getRules();
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
        return new Window(WindowKind.HOUR, micros(start), micros(end));
    }
}
