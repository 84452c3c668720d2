package io.costream.pricing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.pricing.DailyWindow;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.NameRule;
import io.costream.pricing.Naming;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueJsonTest {
    @Test
    void whatIsWrittenReadsBackEqual() {
        ModelPrices prices = everything();

        ModelPrices read = CatalogueJson.read(CatalogueJson.write(prices));

        assertThat(read).isEqualTo(prices);
    }

    @Test
    void builtinCatalogueReadsBackEqual() {
        for (ModelPrices prices : BuiltinCatalogue.load()) {
            assertThat(CatalogueJson.read(CatalogueJson.write(prices))).isEqualTo(prices);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"provider\": \"p\"}",
                "{\"provider\": \"p\", \"model\": \"m\", \"price\": 3}",
                "{\"provider\": \"p\", \"model\": \"m\", \"entries\": [{\"rate\": {}}]}",
                "{\"provider\": \"p\", \"model\": \"m\", \"entries\": [{\"from\": \"soon\"}]}",
                "{\"provider\": \"p\", \"model\": \"m\", \"entries\": [{\"rates\": {\"input_uncached\": \"-3\"}}]}",
                "{\"provider\": \"p\", \"model\": \"m\", \"entries\": [{\"rates\": {\"input_uncached\": \"cheap\"}}]}",
                "{\"provider\": \"p\", \"model\": \"m\", \"entries\": [{\"rates\": {\"images\": \"1000000000.1\"}}]}",
                "{\"provider\": \"p\", \"model\": \"m\", \"entries\": [{\"rates\": {\"images\": 1e999999999}}]}",
                "{\"provider\": \"p\", \"model\": \"m\", \"entries\": [{\"rates\": {\"images\": 1e-999999999}}]}",
                "{\"provider\": \"p\", \"model\": \"m\", \"entries\": [{\"minimum\": \"1000000000.1\"}]}",
                "{\"provider\": \"p\", \"model\": \"m\", \"entries\": [{\"sets\": [{\"factor\": 1000.1}]}]}",
                "{\"provider\": \"p\", \"model\": \"m\", \"names\": [{\"regex\": \"(\"}]}",
                "{\"provider\": \"p\", \"model\": \"m\", \"names\": [{\"sounds_like\": \"x\"}]}",
                "{"
            })
    void whatIsNotUnderstoodIsAnError(String document) {
        assertThatThrownBy(() -> CatalogueJson.read(document)).isInstanceOf(PriceFileException.class);
    }

    private static ModelPrices everything() {
        DailyWindow weekend = new DailyWindow(
                ZoneId.of("Asia/Shanghai"),
                Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                LocalTime.of(22, 30),
                LocalTime.of(6, 0));
        PriceEntry entry = PriceEntry.builder()
                .from(Instant.parse("2024-05-13T00:00:00Z"))
                .to(Instant.parse("2025-01-01T12:30:00.5Z"))
                .recordedAt(Instant.parse("2024-05-14T08:00:00Z"))
                .revision(3)
                .withdrawnIn(9)
                .withdrawnAt(Instant.parse("2026-02-03T04:05:06Z"))
                .tenant("acme")
                .window(weekend)
                .rates(Map.of(
                        Unit.INPUT_UNCACHED,
                        Rate.perMillion("2.50"),
                        Unit.AUDIO_SECONDS,
                        new Rate(new BigDecimal("4.8"), BigDecimal.valueOf(3600)),
                        Unit.of("vector_store_gb_days"),
                        Rate.each("0.1")))
                .set(RateSet.of(
                        Map.of("service_tier", "priority", "region", "eu"),
                        SizeTier.above(272_000),
                        Map.of(Unit.INPUT_UNCACHED, Rate.each("0.000005"))))
                .set(RateSet.of(
                        Map.of(),
                        new SizeTier("video_seconds", SizeTier.Bound.FROM, new BigDecimal("8")),
                        Map.of(Unit.VIDEO_SECONDS, Rate.each("0.001"))))
                .set(RateSet.factor(Map.of("region", "eu"), new BigDecimal("1.1")))
                .discount(new BigDecimal("0.125"))
                .minimum(new BigDecimal("0.0003"))
                .source("a contract")
                .build();
        Naming rule = new Naming(
                Naming.Role.MODEL,
                new NameRule.Any(List.of(
                        new NameRule.Prefix("m-"),
                        new NameRule.All(List.of(new NameRule.Suffix("-x"), new NameRule.Contains("y"))),
                        NameRule.Regex.of("^m[0-9]"))),
                2,
                5);
        return new ModelPrices("p", "m", List.of(Naming.alias("m1"), rule), List.of(entry));
    }
}
