package io.costream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Tenant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalendarZonesTest {
    private static final LocalDate BEGINNING = LocalDate.MIN;
    private static final LocalDate MARCH = LocalDate.parse("2026-03-01");
    private static final LocalDate MAY = LocalDate.parse("2026-05-01");

    private static Map<LocalDate, String> zones(int generation, Map<String, String> keys) {
        return CalendarZones.of(
                Tenant.newBuilder().setTenant("acme").setZones(keys).build(), generation);
    }

    @Test
    void areNoneWhereNoneWasDeclared() {
        assertThat(zones(1, Map.of())).isEmpty();
        assertThat(zones(1, Map.of("@2", "Asia/Tokyo"))).isEmpty();
    }

    @Test
    void holdFromTheirFirstDayOn() {
        Map<String, String> keys = CalendarZones.with(Map.of("", "Europe/Paris"), 1, MARCH, "Asia/Tokyo");

        assertThat(keys).containsEntry("2026-03-01", "Asia/Tokyo");
        assertThat(zones(1, keys)).isEqualTo(Map.of(BEGINNING, "Europe/Paris", MARCH, "Asia/Tokyo"));
    }

    @Test
    void takeThePlaceOfThoseThatWereToFollow() {
        Map<String, String> keys = CalendarZones.with(Map.of("2026-05-01", "Asia/Tokyo"), 1, MARCH, "UTC");

        assertThat(keys).isEqualTo(Map.of("2026-03-01", "UTC"));
    }

    @Test
    void holdFromTheirGenerationOn() {
        Map<String, String> keys = CalendarZones.with(Map.of("", "Europe/Paris"), 3, BEGINNING, "Asia/Tokyo");

        assertThat(zones(1, keys)).isEqualTo(Map.of(BEGINNING, "Europe/Paris"));
        assertThat(zones(2, keys)).isEqualTo(Map.of(BEGINNING, "Europe/Paris"));
        assertThat(zones(3, keys)).isEqualTo(Map.of(BEGINNING, "Asia/Tokyo"));
        assertThat(zones(4, keys)).isEqualTo(Map.of(BEGINNING, "Asia/Tokyo"));
    }

    /** What an older generation changes later must not change what a newer one has counted. */
    @Test
    void leaveAGenerationAloneFromItsOwnFirstChangeOn() {
        Map<String, String> keys = CalendarZones.with(Map.of("", "Europe/Paris"), 2, MARCH, "Asia/Tokyo");
        Map<String, String> later = CalendarZones.with(keys, 1, MAY, "UTC");

        assertThat(zones(1, later)).isEqualTo(Map.of(BEGINNING, "Europe/Paris", MAY, "UTC"));
        assertThat(zones(2, later)).isEqualTo(Map.of(BEGINNING, "Europe/Paris", MARCH, "Asia/Tokyo"));
    }
}
