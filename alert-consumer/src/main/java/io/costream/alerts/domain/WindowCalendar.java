package io.costream.alerts.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Windows as the calendar of a place has them: days of 23 to 25 hours where clocks change, weeks from a chosen day,
 * months as they are. Windows of a kind tile time: every instant is in exactly one. Immutable.
 */
public record WindowCalendar(ZoneId zone, DayOfWeek weekStart) {
    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    /** The window of a kind that holds the instant; a request's is its own microsecond. */
    public Window windowOf(WindowKind kind, Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return switch (kind) {
            case REQUEST -> new Window(kind, at, at.plusNanos(1_000));
            case HOUR -> hourOf(at);
            case DAY -> days(kind, day, day.plusDays(1));
            case WEEK -> {
                LocalDate first = day.with(TemporalAdjusters.previousOrSame(weekStart));
                yield days(kind, first, first.plusWeeks(1));
            }
            case MONTH ->
                days(kind, day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1));
            case TOTAL -> new Window(kind, Instant.EPOCH, Window.NEVER);
        };
    }

    private Window days(WindowKind kind, LocalDate first, LocalDate next) {
        return new Window(
                kind,
                first.atStartOfDay(zone).toInstant(),
                next.atStartOfDay(zone).toInstant());
    }

    /** A change of clocks by less than an hour cuts the hour it falls into. */
    private Window hourOf(Instant at) {
        ZoneRules rules = zone.getRules();
        long offset = rules.getOffset(at).getTotalSeconds();
        long start = Math.floorDiv(at.getEpochSecond() + offset, HOUR_SECONDS) * HOUR_SECONDS - offset;
        Instant from = Instant.ofEpochSecond(start);
        Instant to = from.plusSeconds(HOUR_SECONDS);
        ZoneOffsetTransition before = rules.previousTransition(at.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(at);
        if (before != null && before.getInstant().isAfter(from)) {
            from = before.getInstant();
        }
        if (after != null && after.getInstant().isBefore(to)) {
            to = after.getInstant();
        }
        return new Window(WindowKind.HOUR, from, to);
    }
}
