package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PurgeHorizonTest {
    private static final PurgeHorizon MAY_FIRST =
            PurgeHorizon.of(Instant.parse("2024-07-02T13:14:15Z").toEpochMilli(), Duration.ofDays(62));

    @Test
    void isTheBeginningOfADay() {
        assertThat(MAY_FIRST.instant()).contains(Instant.parse("2024-05-01T00:00:00Z"));
    }

    @Test
    void purgesWindowsThatEndByIt() {
        assertThat(MAY_FIRST.purges(window(WindowKind.DAY, "2024-04-30T12:00:00Z")))
                .isTrue();
        assertThat(MAY_FIRST.purges(window(WindowKind.MONTH, "2024-04-30T12:00:00Z")))
                .isTrue();
        assertThat(MAY_FIRST.purges(window(WindowKind.HOUR, "2024-05-01T00:00:00Z")))
                .isFalse();
    }

    @Test
    void keepsAWindowThatItLiesIn() {
        Calendar newYork = Calendar.of(ZoneId.of("America/New_York"));
        Window day = newYork.window(WindowKind.DAY, micros("2024-04-30T12:00:00Z"));

        assertThat(MAY_FIRST.purges(day)).isFalse();
    }

    @Test
    void keepsWhatHasNoEnd() {
        assertThat(MAY_FIRST.purges(Window.ALL_TIME)).isFalse();
    }

    @Test
    void purgesNothingWhereThereIsNone() {
        assertThat(PurgeHorizon.NONE.purges(window(WindowKind.HOUR, "1970-01-01T00:00:00Z")))
                .isFalse();
        assertThat(PurgeHorizon.NONE.instant()).isEmpty();
    }

    private static Window window(WindowKind kind, String instant) {
        return Calendar.UTC.window(kind, micros(instant));
    }

    private static long micros(String instant) {
        return Window.micros(Instant.parse(instant));
    }
}
