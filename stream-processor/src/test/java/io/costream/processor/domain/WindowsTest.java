package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final EnumSet<WindowKind> KEPT = EnumSet.of(WindowKind.HOUR, WindowKind.DAY, WindowKind.MONTH);
    private static final LocalDate JULY = LocalDate.parse("2026-07-01");

    /** From west to east, in the middle of 2026. */
    private static final Calendar MOVED = Calendar.of(new TreeMap<>(Map.of(JULY, ZoneId.of("Asia/Kathmandu"))));

    private static long micros(String instant) {
        return Window.micros(Instant.parse(instant));
    }

    @Test
    void coversARangeWithTheFewestWindows() {
        Windows windows = new Windows(Calendar.UTC);

        var cover = windows.cover(micros("2026-01-30T22:00:00Z"), micros("2026-03-02T01:00:00Z"), KEPT);

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
        Windows windows = new Windows(Calendar.UTC);

        var cover = windows.cover(
                micros("2026-01-30T22:00:00Z"), micros("2026-01-30T22:30:00Z"), EnumSet.of(WindowKind.HOUR));

        assertThat(cover).isEmpty();
    }

    @Test
    void coversMonthsOnBothSidesOfAChangeOfTheZone() {
        Windows windows = new Windows(MOVED);

        List<Window> cover = windows.cover(micros("2026-06-01T00:00:00Z"), micros("2026-07-31T18:15:00Z"), KEPT)
                .orElseThrow();

        assertThat(cover)
                .containsExactly(
                        new Window(WindowKind.MONTH, micros("2026-06-01T00:00:00Z"), micros("2026-07-01T00:00:00Z")),
                        new Window(WindowKind.MONTH, micros("2026-07-01T00:00:00Z"), micros("2026-07-31T18:15:00Z")));
    }

    @Test
    void remembersNoWindowOfTheOtherZone() {
        Windows windows = new Windows(MOVED);
        Random random = new Random(7);
        long change = micros("2026-07-01T00:00:00Z");
        long range = Duration.ofDays(3).toMillis() * 1_000;

        for (int i = 0; i < 20_000; i++) {
            long at = change - range + random.nextLong(2 * range);
            for (WindowKind kind : KEPT) {
                assertThat(windows.at(kind, at)).isEqualTo(MOVED.window(kind, at));
            }
        }
    }
}
