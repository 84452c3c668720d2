package io.costream.alerts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowCalendarTest {
    private static final List<WindowKind> KINDS =
            List.of(WindowKind.HOUR, WindowKind.DAY, WindowKind.WEEK, WindowKind.MONTH);
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia");

    @ParameterizedTest
    @CsvSource({
        "UTC,HOUR,2026-03-31T23:59:59Z,2026-03-31T23:00:00Z,2026-04-01T00:00:00Z",
        "UTC,DAY,2026-03-31T23:59:59Z,2026-03-31T00:00:00Z,2026-04-01T00:00:00Z",
        "UTC,WEEK,2026-03-31T23:59:59Z,2026-03-30T00:00:00Z,2026-04-06T00:00:00Z",
        "UTC,MONTH,2026-03-31T23:59:59Z,2026-03-01T00:00:00Z,2026-04-01T00:00:00Z",
        "Europe/Paris,DAY,2026-03-29T12:00:00Z,2026-03-28T23:00:00Z,2026-03-29T22:00:00Z",
        "Europe/Paris,MONTH,2026-03-31T23:00:00Z,2026-03-31T22:00:00Z,2026-04-30T22:00:00Z",
        "Asia/Kolkata,HOUR,2026-03-31T00:29:59Z,2026-03-30T23:30:00Z,2026-03-31T00:30:00Z",
        "Australia/Lord_Howe,HOUR,2026-04-04T14:50:00Z,2026-04-04T14:00:00Z,2026-04-04T15:00:00Z",
    })
    void followsTheCalendarOfThePlace(String zone, WindowKind kind, Instant at, Instant start, Instant end) {
        WindowCalendar calendar = new WindowCalendar(ZoneId.of(zone), DayOfWeek.MONDAY);

        Window window = calendar.windowOf(kind, at);

        assertThat(window).isEqualTo(new Window(kind, start, end));
    }

    @Test
    void startsWeeksOnTheChosenDay() {
        WindowCalendar calendar = new WindowCalendar(ZoneId.of("UTC"), DayOfWeek.SUNDAY);

        Window window = calendar.windowOf(WindowKind.WEEK, Instant.parse("2026-03-31T12:00:00Z"));

        assertThat(window.start()).isEqualTo("2026-03-29T00:00:00Z");
    }

    @Test
    void windowsTileTime() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        for (int i = 0; i < 5_000; i++) {
            String zone = ZONES.get(random.nextInt(ZONES.size()));
            WindowCalendar calendar = new WindowCalendar(ZoneId.of(zone), DayOfWeek.of(1 + random.nextInt(7)));
            WindowKind kind = KINDS.get(random.nextInt(KINDS.size()));
            Instant at = Instant.parse("2010-01-01T00:00:00Z")
                    .plusSeconds(random.nextInt((int) Duration.ofDays(20 * 365).toSeconds()));

            Window window = calendar.windowOf(kind, at);

            assertThat(window.contains(at))
                    .as("seed %d: %s in %s of %s", seed, at, window, zone)
                    .isTrue();
            assertThat(calendar.windowOf(kind, window.start()))
                    .as("seed %d, %s", seed, zone)
                    .isEqualTo(window);
            assertThat(calendar.windowOf(kind, window.end().minusNanos(1)))
                    .as("seed %d, %s", seed, zone)
                    .isEqualTo(window);
            assertThat(calendar.windowOf(kind, window.end()).start())
                    .as("seed %d, %s", seed, zone)
                    .isEqualTo(window.end());
        }
    }
}
