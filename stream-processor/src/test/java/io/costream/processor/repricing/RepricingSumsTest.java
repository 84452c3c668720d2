package io.costream.processor.repricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Money;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepricingSumsTest {
    private final RepricingSums sums = new RepricingSums(
            tenant -> tenant.equals("kathmandu") ? Calendar.of(ZoneId.of("Asia/Kathmandu")) : Calendar.UTC);

    private static ComparedCall call(String tenant, String model, String at, String before, String after) {
        return new ComparedCall(
                tenant + model + at,
                tenant,
                "openai",
                model,
                Window.micros(Instant.parse(at)),
                !before.isEmpty(),
                before.isEmpty() ? Money.ZERO : Money.of(before),
                !after.isEmpty(),
                after.isEmpty() ? Money.ZERO : Money.of(after),
                !before.equals(after));
    }

    @Test
    void rowsSumToTheTotal() {
        sums.add(call("acme", "gpt-4o", "2026-01-01T10:00:00Z", "1", "0.5"));
        sums.add(call("acme", "gpt-4o", "2026-01-02T10:00:00Z", "1", "1"));
        sums.add(call("other", "gpt-4", "2026-01-02T10:00:00Z", "", "3"));

        assertThat(sums.total().before()).isEqualTo(Money.of("2"));
        assertThat(sums.total().after()).isEqualTo(Money.of("4.5"));
        assertThat(sums.total().changed()).isEqualTo(2);
        assertThat(sums.total().becamePriced()).isEqualTo(1);
        assertThat(sums.groups().stream()
                        .map(Map.Entry::getValue)
                        .map(RepricingSum::change)
                        .reduce(Money.ZERO, Money::plus))
                .isEqualTo(Money.of("2.5"));
        assertThat(sums.groups()).hasSize(3);
    }

    @Test
    void daysAreThoseOfTheTenantsCalendar() {
        sums.add(call("kathmandu", "gpt-4o", "2026-01-01T18:15:00Z", "1", "2"));

        assertThat(sums.groups().get(0).getKey().day()).isEqualTo(LocalDate.parse("2026-01-02"));
    }

    @Test
    void keepsTheTenLargestChangesOfEitherSign() {
        for (int i = 1; i <= 20; i++) {
            sums.add(call("acme", "model-" + i, "2026-01-01T10:00:00Z", i % 2 == 0 ? "100" : "0", i + ""));
        }

        assertThat(sums.largest()).hasSize(10);
        assertThat(sums.largest().get(0).change()).isEqualTo(Money.of("-98"));
    }

    @Test
    void callsWithoutAPriceAddNothing() {
        sums.add(call("acme", "unknown", "2026-01-01T10:00:00Z", "", ""));

        assertThat(sums.total().unpriced()).isEqualTo(1);
        assertThat(sums.total().changed()).isZero();
        assertThat(sums.total().after()).isEqualTo(Money.ZERO);
    }
}
