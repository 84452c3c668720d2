package io.costream.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.DailyWindow;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLinesTest {
    @Test
    void ratesReadAsPriceListsWriteThem() {
        Rate hourly = new Rate(new BigDecimal("0.111"), BigDecimal.valueOf(3600));

        assertThat(RateLines.rate(Unit.INPUT_UNCACHED, Rate.each("0.0000025"))).isEqualTo("$2.5 per million");
        assertThat(RateLines.rate(Unit.IMAGE_COUNT, Rate.each("0.04"))).isEqualTo("$0.04 each");
        assertThat(RateLines.rate(Unit.AUDIO_SECONDS, hourly)).isEqualTo("$0.000030833333 each");
        assertThat(RateLines.rate(Unit.INPUT_UNCACHED, Rate.FREE)).isEqualTo("$0 per million");
    }

    @Test
    void everyRateIsNamedWithItsCondition() {
        PriceEntry entry = PriceEntry.builder()
                .rates(Map.of(Unit.INPUT_UNCACHED, Rate.perMillion("3")))
                .set(RateSet.of(
                        Map.of("service_tier", "flex"),
                        SizeTier.above(200_000),
                        Map.of(Unit.INPUT_UNCACHED, Rate.perMillion("2"))))
                .set(RateSet.factor(Map.of("region", "eu"), new BigDecimal("1.1")))
                .discount(new BigDecimal("0.125"))
                .minimum(new BigDecimal("0.01"))
                .build();

        assertThat(RateLines.all(entry))
                .containsExactly(
                        Map.entry("input_uncached", "$3 per million"),
                        Map.entry("input_uncached (service_tier=flex > 200000)", "$2 per million"),
                        Map.entry("all tokens (region=eu)", "× 1.1"),
                        Map.entry("discount", "12.5 %"),
                        Map.entry("minimum", "$0.01"));
    }

    @Test
    void validityNamesDatesHoursAndTenant() {
        DailyWindow night = DailyWindow.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(22, 0), LocalTime.of(2, 0));
        PriceEntry entry = PriceEntry.builder()
                .from(Instant.parse("2026-01-01T00:00:00Z"))
                .to(Instant.parse("2026-02-01T00:00:00Z"))
                .window(night)
                .tenant("acme")
                .build();

        assertThat(RateLines.validity(entry))
                .isEqualTo("from 2026-01-01T00:00:00Z to 2026-02-01T00:00:00Z, 22:00–02:00 Asia/Shanghai, tenant acme");
        assertThat(RateLines.validity(PriceEntry.builder().build())).isEqualTo("always");
    }
}
