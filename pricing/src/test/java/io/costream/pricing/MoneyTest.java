package io.costream.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "0.0000000000005, 0",
        "0.0000000000015, 0.000000000002",
        "0.00000000000050001, 0.000000000001",
        "-0.0000000000025, -0.000000000002",
        "123456789012345678901234567890.5, 123456789012345678901234567890.5",
        "0.0184000, 0.0184",
        "100, 100"
    })
    void roundsHalfToEvenAndPrintsPlainly(String usd, String text) {
        assertThat(Money.rounded(new BigDecimal(usd))).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 1",
        "-9223372036854775808, -1",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, 9223372036854775807",
        "5, -5",
        "99999999999999999999, -99999999999999999998"
    })
    void sumsAndDifferencesAreExactBeyondALong(String left, String right) {
        BigInteger one = new BigInteger(left);
        BigInteger other = new BigInteger(right);

        Money sum = Money.ofPicos(one).plus(Money.ofPicos(other));
        Money difference = Money.ofPicos(one).minus(Money.ofPicos(other));

        assertThat(sum.picos()).isEqualTo(one.add(other));
        assertThat(difference.picos()).isEqualTo(one.subtract(other));
        assertThat(sum).isEqualTo(Money.ofPicos(one.add(other)));
        assertThat(sum).hasSameHashCodeAs(Money.ofPicos(one.add(other)));
    }

    @Test
    void ordersBySizeAcrossTheLimitOfALong() {
        Money huge = Money.of("100000000");
        Money large = Money.of("9000000");

        assertThat(huge).isGreaterThan(large);
        assertThat(huge.negated()).isLessThan(large.negated());
        assertThat(huge.signum()).isEqualTo(1);
        assertThat(huge.negated().signum()).isEqualTo(-1);
        assertThat(huge.toBigDecimal().scale()).isEqualTo(Money.SCALE);
        assertThat(large.toBigDecimal().scale()).isEqualTo(Money.SCALE);
    }

    @Test
    void refusesAmountThatNeedsRounding() {
        assertThatThrownBy(() -> Money.of("0.0000000000001")).isInstanceOf(ArithmeticException.class);
    }
}
