package io.costream.cli.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.cli.prices.KnownModels;
import io.costream.cli.terminal.CommandFailure;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscountsTest {
    private static final PriceBook BOOK = KnownModels.book();

    @ParameterizedTest
    @CsvSource({"10, */*, 0.1", "openai=12.5%, openai/*, 0.125", "openai/gpt-4o=100, openai/gpt-4o, 1"})
    void readsWhatItIsForAndHowMuch(String typed, String key, String fraction) {
        ModelPrices contract =
                Discounts.contracts(List.of(typed), "acme", Instant.EPOCH, BOOK).get(0);
        PriceEntry entry = contract.entries().get(0);

        assertThat(contract.key()).isEqualTo(key);
        assertThat(entry.tenant()).isEqualTo("acme");
        assertThat(entry.discount()).isEqualByComparingTo(fraction);
    }

    @Test
    void readsVolumeDiscounts() {
        assertThat(Discounts.volume(List.of("10000=10", "1000=5")).text()).isEqualTo("1000=0.05,10000=0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "101", "nobody=5", "openai=", "openai/no-such-thing=5"})
    void refusesWhatIsNoDiscount(String wrong) {
        assertThatThrownBy(() -> Discounts.contracts(List.of(wrong), "acme", Instant.EPOCH, BOOK))
                .isInstanceOf(CommandFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "x=5", "1000=", "1000=101"})
    void refusesWhatIsNoVolumeDiscount(String wrong) {
        assertThatThrownBy(() -> Discounts.volume(List.of(wrong))).isInstanceOf(CommandFailure.class);
    }
}
