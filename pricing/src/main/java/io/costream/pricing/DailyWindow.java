package io.costream.pricing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A time of day, on some days of the week, in a named zone. A window whose end is not after its start runs across
 * midnight and belongs to the day on which it starts; one that ends where it starts lasts the whole day. Immutable.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record DailyWindow(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    public DailyWindow {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a window needs a day of the week");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** The same hours every day. */
    public static DailyWindow daily(ZoneId zone, LocalTime from, LocalTime to) {
        return new DailyWindow(zone, EnumSet.allOf(DayOfWeek.class), from, to);
    }

    public boolean contains(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek day = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
        }
        return time.isBefore(from) ? time.isBefore(to) && days.contains(day.minus(1)) : days.contains(day);
    }
}
