package io.costream.cli.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.processor.domain.Calendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneChangeTest {
    private static final LocalDate JULY = LocalDate.parse("2026-07-01");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @ParameterizedTest
    @CsvSource({
        "UTC,        2026-06-10T12:00:00Z, 2026-06-10T12:00:00Z, 2026-07-01",
        "UTC,        2026-06-30T23:00:00Z, 2026-06-30T23:00:00Z, 2026-07-01",
        // Less than an hour is no notice.
        "UTC,        2026-06-30T23:00:01Z, 2026-06-30T23:00:01Z, 2026-08-01",
        // The month is that of the calendar: in Tokyo July begins at 15:00 UTC.
        "Asia/Tokyo, 2026-06-30T13:59:00Z, 2026-06-30T13:59:00Z, 2026-07-01",
        "Asia/Tokyo, 2026-06-30T14:01:00Z, 2026-06-30T14:01:00Z, 2026-08-01",
        "Asia/Tokyo, 2026-06-10T12:00:00Z, 2026-08-31T15:00:00Z, 2026-09-01",
        "UTC,        2026-06-10T12:00:00Z, 2026-09-02T00:00:00Z, 2026-10-01",
    })
    void holdsFromTheNextMonthThatNoticeCanBeGivenOf(ZoneId zone, Instant now, Instant asked, LocalDate first) {
        assertThat(ZoneChange.firstDay(Calendar.of(zone), now, asked)).isEqualTo(first);
    }

    @Test
    void isNoneWhereTheZoneWouldHoldAnyway() {
        Calendar moving = Calendar.of(new TreeMap<>(Map.of(JULY, PARIS)));

        assertThat(ZoneChange.isNone(moving, JULY, PARIS)).isTrue();
        assertThat(ZoneChange.isNone(moving, JULY.plusMonths(1), PARIS)).isTrue();
        assertThat(ZoneChange.isNone(moving, JULY, TOKYO)).isFalse();
        // Takes back what was to come.
        assertThat(ZoneChange.isNone(moving, JULY, UTC)).isFalse();
    }
}
