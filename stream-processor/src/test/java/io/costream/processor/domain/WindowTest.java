package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WindowTest {
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
        Window window = Window.of(kind, Window.micros(at), ZoneId.of(zone));

        assertThat(window.start()).isEqualTo(start);
        assertThat(window.end()).isEqualTo(end);
    }

    static Stream<String> zones() {
        return Stream.of(
                "UTC", "Europe/Paris", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "America/Havana");
    }

    @ParameterizedTest
    @MethodSource("zones")
    void windowsTileTime(String name) {
        ZoneId zone = ZoneId.of(name);
        Random random = new Random(name.hashCode());
        long from = Window.micros(Instant.parse("2024-01-01T00:00:00Z"));

        for (int i = 0; i < 2_000; i++) {
            long at = from + random.nextLong(Duration.ofDays(1_000).toNanos() / 1_000);
            for (WindowKind kind : new WindowKind[] {WindowKind.HOUR, WindowKind.DAY, WindowKind.MONTH}) {
                Window window = Window.of(kind, at, zone);
                assertThat(window.contains(at)).isTrue();
                assertThat(Window.of(kind, window.startMicros(), zone)).isEqualTo(window);
                assertThat(Window.of(kind, window.endMicros() - 1, zone)).isEqualTo(window);
                assertThat(Window.of(kind, window.endMicros(), zone).startMicros())
                        .as("%s after %s in %s", kind, window, zone)
                        .isEqualTo(window.endMicros());
            }
        }
    }

    @Test
    void coversARangeWithTheFewestWindows() {
        Windows windows = new Windows(ZoneId.of("UTC"));

        var cover = windows.cover(
                Window.micros(Instant.parse("2026-01-30T22:00:00Z")),
                Window.micros(Instant.parse("2026-03-02T01:00:00Z")),
                EnumSet.of(WindowKind.HOUR, WindowKind.DAY, WindowKind.MONTH));

        assertThat(cover.orElseThrow().stream().map(Window::kind))
                .containsExactly(
                        WindowKind.HOUR,
                        WindowKind.HOUR,
                        WindowKind.DAY,
                        WindowKind.MONTH,
                        WindowKind.DAY,
                        WindowKind.HOUR);
    }

    @Test
    void coversNothingWhereARangeEndsInsideTheSmallestWindow() {
        Windows windows = new Windows(ZoneId.of("UTC"));

        var cover = windows.cover(
                Window.micros(Instant.parse("2026-01-30T22:00:00Z")),
                Window.micros(Instant.parse("2026-01-30T22:30:00Z")),
                EnumSet.of(WindowKind.HOUR));

        assertThat(cover).isEmpty();
    }

    @Test
    void microsecondsOfFarInstantsDoNotOverflow() {
        Instant far = Instant.parse("9999-12-31T23:59:59.999999Z");

        assertThat(Window.instant(Window.micros(far))).isEqualTo(far);
        assertThat(Window.micros(Instant.parse("1969-12-31T23:59:59.999999Z"))).isEqualTo(-1);
    }
}
