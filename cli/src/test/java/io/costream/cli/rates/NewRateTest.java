package io.costream.cli.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.cli.terminal.CommandFailure;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewRateTest {
    @Test
    void readsACurrencyAndItsRate() {
        NewRate rate = NewRate.parse("eur=0.92");

        assertThat(rate.currency()).isEqualTo("EUR");
        assertThat(rate.rate()).isEqualByComparingTo("0.92");
        assertThat(rate.key(Instant.EPOCH)).isEqualTo("EUR@1970-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "=0.92", "EUR=", "EUR=0", "EUR=-1", "EUR=1e3", "EUR=1,5", "XXY=1", "USD=1"})
    void refusesWhatIsNoRate(String wrong) {
        assertThatThrownBy(() -> NewRate.parse(wrong)).isInstanceOf(CommandFailure.class);
    }
}
