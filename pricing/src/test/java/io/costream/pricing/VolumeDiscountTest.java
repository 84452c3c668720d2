package io.costream.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeDiscountTest {
    private static final VolumeDiscount GRADUATED = VolumeDiscount.parse("1000=0.05, 10000=0.1");

    @ParameterizedTest
    @CsvSource({"-5, 0", "0, 0", "1000, 0", "1000.01, 0.0005", "2000, 50", "10000, 450", "12000, 650"})
    void eachPartHasTheDiscountOfItsOwnThreshold(String spent, String discount) {
        assertThat(GRADUATED.on(Money.of(spent))).isEqualTo(Money.of(discount));
    }

    @Test
    void thresholdOfZeroIsForEverything() {
        assertThat(VolumeDiscount.parse("0=0.25").on(Money.of("8"))).isEqualTo(Money.of("2"));
    }

    @Test
    void textIsReadAsItIsWritten() {
        assertThat(GRADUATED.text()).isEqualTo("1000=0.05,10000=0.1");
        assertThat(VolumeDiscount.parse(GRADUATED.text())).isEqualTo(GRADUATED);
        assertThat(VolumeDiscount.parse(" ")).isEqualTo(VolumeDiscount.NONE);
    }

    @Test
    void nothingIsTakenOffWithoutSteps() {
        assertThat(VolumeDiscount.NONE.isNone()).isTrue();
        assertThat(GRADUATED.isNone()).isFalse();
        assertThat(VolumeDiscount.NONE.on(Money.of("8"))).isEqualTo(Money.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "1000=", "x=0.1", "-1=0.1", "1=-0.1", "1=1.1"})
    void refusesWhatIsNoDiscount(String text) {
        assertThatThrownBy(() -> VolumeDiscount.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
