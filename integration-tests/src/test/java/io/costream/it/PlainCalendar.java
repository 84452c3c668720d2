package io.costream.it;

import io.costream.avro.Call;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Map;

/** One zone, or two and the first day of the second one: where windows begin, in the plainest way to say it. */
record PlainCalendar(ZoneId before, LocalDate moved, ZoneId after) {
    static PlainCalendar of(String zone) {
        return new PlainCalendar(ZoneId.of(zone), LocalDate.MAX, ZoneId.of(zone));
    }

    static PlainCalendar of(String before, LocalDate moved, String after) {
        return new PlainCalendar(ZoneId.of(before), moved, ZoneId.of(after));
    }

    boolean moves() {
        return !before.equals(after);
    }

    /** When the second zone begins to hold. */
    Instant moment() {
        return moves() ? moved.atStartOfDay(before).toInstant() : Instant.MAX;
    }

    /** Where the call's window begins. */
    Instant start(Call call, String window) {
        Instant at = call.getEventTime();
        boolean isBefore = at.isBefore(moment());
        LocalDate day = at.atZone(isBefore ? before : after).toLocalDate();
        if (!isBefore && day.isBefore(moved)) {
            day = moved;
        }
        return switch (window) {
            case "hour" -> {
                Instant hour = at.atZone(isBefore ? before : after)
                        .truncatedTo(ChronoUnit.HOURS)
                        .toInstant();
                yield !isBefore && hour.isBefore(moment()) ? moment() : hour;
            }
            case "day" -> start(day);
            case "week" -> start(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case "month" -> start(day.withDayOfMonth(1));
            default -> throw new IllegalArgumentException(window);
        };
    }

    private Instant start(LocalDate day) {
        boolean isBefore = !moves() || !day.isAfter(moved);
        return day.atStartOfDay(isBefore ? before : after).toInstant();
    }

    /** As the topic has it. */
    Map<String, String> zones() {
        Map<String, String> zones = new HashMap<>(Map.of("", before.getId()));
        if (moves()) {
            zones.put(moved.toString(), after.getId());
        }
        return zones;
    }
}
