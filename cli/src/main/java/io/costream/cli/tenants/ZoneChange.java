package io.costream.cli.tenants;

import io.costream.processor.domain.Calendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.SortedMap;
import java.util.TreeMap;

/** From when another zone of a tenant can hold whose calls are counted already. */
final class ZoneChange {
    /** So long before it holds a change is known, so that every instance has heard of it by then. */
    static final Duration NOTICE = Duration.ofHours(1);

    private ZoneChange() {}

    /** The first day of the calendar's first month that begins when it was asked for or later, and after the notice. */
    static LocalDate firstDay(Calendar calendar, Instant now, Instant asked) {
        Instant noticed = now.plus(NOTICE);
        Instant earliest = asked.isBefore(noticed) ? noticed : asked;
        LocalDate month = calendar.dateOf(earliest).withDayOfMonth(1);
        return calendar.startOf(month).equals(earliest) ? month : month.plusMonths(1);
    }

    /** Whether a zone from that day on changes nothing: it would hold then, and for good, anyway. */
    static boolean isNone(Calendar calendar, LocalDate first, ZoneId zone) {
        SortedMap<LocalDate, ZoneId> changed = new TreeMap<>(calendar.zones());
        changed.tailMap(first).clear();
        changed.put(first, zone);
        return Calendar.of(changed).equals(calendar);
    }
}
