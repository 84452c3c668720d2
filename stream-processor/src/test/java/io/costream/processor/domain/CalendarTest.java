package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CalendarTest {
    private static final LocalDate START = LocalDate.parse("2024-01-01");
    private static final long DAY_MICROS = Duration.ofDays(1).toMillis() * 1_000;
    private static final long DAYS_MICROS = 3 * DAY_MICROS;
    private static final List<WindowKind> KINDS =
            List.of(WindowKind.HOUR, WindowKind.DAY, WindowKind.WEEK, WindowKind.MONTH);

    @ParameterizedTest
    @CsvSource({
        "HOUR,  UTC,                2026-03-31T23:59:59.999999Z, 2026-03-31T23:00:00Z, 2026-04-01T00:00:00Z",
        "DAY,   UTC,                2026-03-31T23:59:59.999999Z, 2026-03-31T00:00:00Z, 2026-04-01T00:00:00Z",
        "MONTH, UTC,                2026-03-31T23:59:59.999999Z, 2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z",
        "DAY,   Asia/Kathmandu,     2026-03-31T18:15:00Z,        2026-03-31T18:15:00Z, 2026-04-01T18:15:00Z",
        "HOUR,  Asia/Kathmandu,     2026-03-31T18:14:59Z,        2026-03-31T17:15:00Z, 2026-03-31T18:15:00Z",
        "MONTH, America/St_Johns,   2026-04-01T02:29:59Z,        2026-03-01T03:30:00Z, 2026-04-01T02:30:00Z",
        // The day on which clocks go forward has 23 hours, the one on which they go back 25.
        "DAY,   Europe/Paris,       2026-03-29T12:00:00Z,        2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "DAY,   Europe/Paris,       2026-10-25T12:00:00Z,        2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        // 02:30 comes twice, and each is an hour of its own.
        "HOUR,  Europe/Paris,       2026-10-25T00:30:00Z,        2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "HOUR,  Europe/Paris,       2026-10-25T01:30:00Z,        2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
        // Clocks go back by half an hour, from 02:00 to 01:30: the hour from 01:30 on is a short one.
        "HOUR,  Australia/Lord_Howe,2026-04-04T15:10:00Z,        2026-04-04T15:00:00Z, 2026-04-04T15:30:00Z",
    })
    void followsTheCalendarOfTheZone(WindowKind kind, String zone, Instant at, Instant start, Instant end) {
        Window window = Calendar.of(ZoneId.of(zone)).window(kind, Window.micros(at));

        assertThat(window.start()).isEqualTo(start);
        assertThat(window.end()).isEqualTo(end);
    }

    /** All changes are at the start of July 2026. */
    @ParameterizedTest
    @CsvSource({
        // To the east, the first day, its month and the hour that is cut are shorter.
        "HOUR,  UTC, Europe/Paris,       2026-06-30T23:59:59Z, 2026-06-30T23:00:00Z, 2026-07-01T00:00:00Z",
        "DAY,   UTC, Europe/Paris,       2026-06-30T23:59:59Z, 2026-06-30T00:00:00Z, 2026-07-01T00:00:00Z",
        "DAY,   UTC, Europe/Paris,       2026-07-01T00:00:00Z, 2026-07-01T00:00:00Z, 2026-07-01T22:00:00Z",
        "MONTH, UTC, Europe/Paris,       2026-07-01T00:00:00Z, 2026-07-01T00:00:00Z, 2026-07-31T22:00:00Z",
        "MONTH, UTC, Europe/Paris,       2026-06-30T23:59:59Z, 2026-06-01T00:00:00Z, 2026-07-01T00:00:00Z",
        "HOUR,  UTC, Asia/Kathmandu,     2026-07-01T00:10:00Z, 2026-07-01T00:00:00Z, 2026-07-01T00:15:00Z",
        // To the west they are longer: its clocks still say the day before, but that day is over.
        "DAY,   UTC, America/New_York,   2026-07-01T00:00:00Z, 2026-07-01T00:00:00Z, 2026-07-02T04:00:00Z",
        "DAY,   UTC, America/New_York,   2026-07-01T12:00:00Z, 2026-07-01T00:00:00Z, 2026-07-02T04:00:00Z",
        "MONTH, UTC, America/New_York,   2026-07-01T03:59:59Z, 2026-07-01T00:00:00Z, 2026-08-01T04:00:00Z",
        "HOUR,  UTC, America/New_York,   2026-07-01T00:00:00Z, 2026-07-01T00:00:00Z, 2026-07-01T01:00:00Z",
        // A week is its seven days: the change was on a Wednesday.
        "WEEK,  UTC, America/New_York,   2026-06-29T00:00:00Z, 2026-06-29T00:00:00Z, 2026-07-06T04:00:00Z",
        "WEEK,  UTC, America/New_York,   2026-07-06T03:59:59Z, 2026-06-29T00:00:00Z, 2026-07-06T04:00:00Z",
        // Its clocks are on the second of July already: the first has no instant.
        "DAY,   Pacific/Pago_Pago, Pacific/Kiritimati, 2026-07-01T11:00:00Z, 2026-07-01T11:00:00Z, 2026-07-02T10:00:00Z",
        "MONTH, Pacific/Pago_Pago, Pacific/Kiritimati, 2026-07-01T11:00:00Z, 2026-07-01T11:00:00Z, 2026-07-31T10:00:00Z",
    })
    void aZoneBeginsToHoldWhereItsFirstDayBeginsInTheOneBefore(
            WindowKind kind, String before, String after, Instant at, Instant start, Instant end) {
        Window window = moved(before, "2026-07-01", after).window(kind, Window.micros(at));

        assertThat(window.start()).isEqualTo(start);
        assertThat(window.end()).isEqualTo(end);
    }

    private static Calendar moved(String before, String first, String after) {
        return Calendar.of(
                new TreeMap<>(Map.of(LocalDate.MIN, ZoneId.of(before), LocalDate.parse(first), ZoneId.of(after))));
    }

    @Test
    void localTimesAreNeverBeforeTheirDay() {
        Calendar calendar = moved("UTC", "2026-07-01", "America/New_York");

        assertThat(calendar.startOf(LocalDate.parse("2026-07-01"))).isEqualTo("2026-07-01T00:00:00Z");
        assertThat(calendar.instantOf(LocalDateTime.parse("2026-07-01T00:00"))).isEqualTo("2026-07-01T00:00:00Z");
        assertThat(calendar.instantOf(LocalDateTime.parse("2026-07-01T01:00"))).isEqualTo("2026-07-01T05:00:00Z");
        assertThat(calendar.instantOf(LocalDateTime.parse("2026-06-30T01:00"))).isEqualTo("2026-06-30T01:00:00Z");
        assertThat(moved("UTC", "2026-07-01", "Asia/Tokyo").instantOf(LocalDateTime.parse("2026-07-01T01:00")))
                .isEqualTo("2026-07-01T00:00:00Z");
    }

    @Test
    void isUtcWhereNothingElseHolds() {
        Calendar calendar = Calendar.of(new TreeMap<>(Map.of(LocalDate.parse("2026-07-01"), ZoneId.of("Asia/Tokyo"))));

        assertThat(calendar.zoneAt(Instant.parse("2026-06-30T23:59:59Z"))).isEqualTo(ZoneId.of("UTC"));
        assertThat(calendar.zoneAt(Instant.parse("2026-07-01T00:00:00Z"))).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void aChangeToTheSameZoneIsNone() {
        assertThat(moved("UTC", "2026-07-01", "UTC")).isEqualTo(Calendar.UTC).hasSameHashCodeAs(Calendar.UTC);
        assertThat(moved("UTC", "2026-07-01", "Asia/Tokyo")).isNotEqualTo(Calendar.UTC);
    }

    static Stream<Calendar> calendars() {
        List<String> names = List.of(
                "UTC",
                "Europe/Paris",
                "Asia/Kathmandu",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "America/Havana",
                "America/Sao_Paulo",
                "Pacific/Pago_Pago",
                "Pacific/Kiritimati");
        Random random = new Random(42);
        Stream<Calendar> moved = IntStream.range(0, 30).mapToObj(number -> {
            SortedMap<LocalDate, ZoneId> zones = new TreeMap<>();
            zones.put(LocalDate.MIN, ZoneId.of(names.get(random.nextInt(names.size()))));
            for (int change = random.nextInt(6); change >= 0; change--) {
                LocalDate first = START.plusMonths(random.nextInt(33));
                zones.put(first, ZoneId.of(names.get(random.nextInt(names.size()))));
            }
            return Calendar.of(zones);
        });
        return Stream.concat(names.stream().map(name -> Calendar.of(ZoneId.of(name))), moved);
    }

    /** Random instants, and those around each change. */
    private static LongStream instants(Calendar calendar) {
        Random random = new Random(calendar.hashCode());
        long from = Window.micros(START.atStartOfDay(ZoneOffset.UTC).toInstant());
        LongStream changes = calendar.zones().keySet().stream()
                .filter(first -> first.isAfter(LocalDate.MIN))
                .mapToLong(first -> Window.micros(calendar.startOf(first)))
                .flatMap(change -> LongStream.concat(
                        LongStream.of(change - 1, change),
                        random.longs(200, change - DAYS_MICROS, change + DAYS_MICROS)));
        return LongStream.concat(random.longs(1_000, from, from + 1_000 * DAY_MICROS), changes);
    }

    @ParameterizedTest
    @MethodSource("calendars")
    void windowsTileTime(Calendar calendar) {
        instants(calendar).forEach(at -> {
            for (WindowKind kind : KINDS) {
                Window window = calendar.window(kind, at);
                assertThat(window.contains(at)).as("%s at %d", window, at).isTrue();
                assertThat(calendar.window(kind, window.startMicros())).isEqualTo(window);
                assertThat(calendar.window(kind, window.endMicros() - 1)).isEqualTo(window);
                assertThat(calendar.window(kind, window.endMicros()).startMicros())
                        .as("%s after %s in %s", kind, window, calendar)
                        .isEqualTo(window.endMicros());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("calendars")
    void smallerWindowsLieWithinLargerOnes(Calendar calendar) {
        instants(calendar).forEach(at -> {
            for (WindowKind large : KINDS) {
                for (WindowKind small : KINDS) {
                    if (small.isWithin(large)) {
                        Window outer = calendar.window(large, at);
                        Window inner = calendar.window(small, at);
                        assertThat(inner.startMicros()).isGreaterThanOrEqualTo(outer.startMicros());
                        assertThat(inner.endMicros()).isLessThanOrEqualTo(outer.endMicros());
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("calendars")
    void daysFollowUponOneAnother(Calendar calendar) {
        for (LocalDate date = START; date.isBefore(START.plusDays(1_000)); date = date.plusDays(1)) {
            Instant start = calendar.startOf(date);
            Instant next = calendar.startOf(date.plusDays(1));

            assertThat(next).isAfterOrEqualTo(start);
            if (next.isAfter(start)) {
                assertThat(calendar.dateOf(start)).isEqualTo(date);
                assertThat(calendar.dateOf(next.minusNanos(1_000))).isEqualTo(date);
            }
        }
    }
}
