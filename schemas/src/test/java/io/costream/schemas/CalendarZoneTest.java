package io.costream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Tenant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalendarZoneTest {
    @Test
    void holdsFromItsGenerationOn() {
        Map<String, String> zones = CalendarZone.with(Map.of("", "Europe/Paris"), 3, "Asia/Tokyo");
        Tenant tenant = Tenant.newBuilder().setTenant("acme").setZones(zones).build();

        assertThat(CalendarZone.of(tenant, 1)).contains("Europe/Paris");
        assertThat(CalendarZone.of(tenant, 2)).contains("Europe/Paris");
        assertThat(CalendarZone.of(tenant, 3)).contains("Asia/Tokyo");
        assertThat(CalendarZone.of(tenant, 4)).contains("Asia/Tokyo");
    }

    @Test
    void isNoneWhereNoneWasDeclared() {
        Tenant tenant = Tenant.newBuilder()
                .setTenant("acme")
                .setZones(Map.of("@2", "Asia/Tokyo"))
                .build();

        assertThat(CalendarZone.of(tenant, 1)).isEmpty();
    }
}
