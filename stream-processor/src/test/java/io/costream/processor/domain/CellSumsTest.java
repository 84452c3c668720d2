package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellSumsTest {
    private static final int AMOUNTS = 5;

    /** The same sums, the plain way. */
    private static final class Plain {
        final long[] tokens = new long[Unit.TOKEN_UNITS];
        final BigInteger[] amounts = {
            BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO
        };
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20_261_122, 977})
    void sumsLikeBigNumbersOnEitherSideOfALong(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            CellSums sums = new CellSums(AMOUNTS);
            Plain plain = new Plain();
            for (int i = 0; i < 30; i++) {
                // Few bits as a rule, so that most rounds stay narrow and some become wide late.
                int bits = random.nextInt(12) == 0 ? 1 + random.nextInt(90) : 1 + random.nextInt(50);
                sums.add(addend(random, bits, plain));
            }

            assertEqual(sums, plain);
        }
    }

    private static CellSums addend(Random random, int bits, Plain plain) {
        CellSums addend = new CellSums(AMOUNTS);
        for (int i = 0; i < 3; i++) {
            int unit = random.nextInt(Unit.TOKEN_UNITS);
            long tokens = random.nextInt(1_000_000);
            addend.addCount(unit, tokens);
            plain.tokens[unit] += tokens;

            int amount = random.nextInt(AMOUNTS);
            BigInteger picos = new BigInteger(bits, random);
            BigInteger signed = random.nextBoolean() ? picos : picos.negate();
            addend.addAmount(amount, Money.ofPicos(signed));
            plain.amounts[amount] = plain.amounts[amount].add(signed);
        }
        return addend;
    }

    private static void assertEqual(CellSums sums, Plain plain) {
        for (int unit = 0; unit < Unit.TOKEN_UNITS; unit++) {
            assertThat(sums.count(unit)).isEqualTo(plain.tokens[unit]);
        }
        for (int amount = 0; amount < AMOUNTS; amount++) {
            BigInteger expected = plain.amounts[amount];
            assertThat(sums.money(amount).picos()).isEqualTo(expected);
            assertThat(sums.isZero(amount)).isEqualTo(expected.signum() == 0);
            assertThat(sums.isLong(amount)).isEqualTo(expected.bitLength() < Long.SIZE);
            assertThat(BigInteger.valueOf(sums.high(amount))
                            .shiftLeft(Long.SIZE)
                            .add(unsigned(sums.low(amount))))
                    .isEqualTo(expected);
        }
    }

    private static BigInteger unsigned(long low) {
        return new BigInteger(Long.toUnsignedString(low));
    }

    @Test
    void goesBeyondALongAndBack() {
        CellSums sums = new CellSums(AMOUNTS);
        sums.addAmount(1, Long.MAX_VALUE);
        sums.addAmount(2, -5);
        sums.addCount(0, 7);

        sums.addAmount(1, 1);
        boolean beyond = sums.isLong(1);
        sums.addAmount(1, -1);

        assertThat(beyond).isFalse();
        assertThat(sums.money(1)).isEqualTo(Money.ofPicos(Long.MAX_VALUE));
        assertThat(sums.money(2)).isEqualTo(Money.ofPicos(-5));
        assertThat(sums.count(0)).isEqualTo(7);
    }

    @Test
    void hasRoomUpToTheLargestLong() {
        CellSums almostFull = new CellSums(AMOUNTS);
        almostFull.addCount(3, Long.MAX_VALUE - 1);
        CellSums one = new CellSums(AMOUNTS);
        one.addCount(3, 1);
        CellSums two = new CellSums(AMOUNTS);
        two.addCount(3, 2);
        two.addAmount(0, Long.MAX_VALUE);

        assertThat(almostFull.hasRoomFor(one)).isTrue();
        assertThat(almostFull.hasRoomFor(two)).isFalse();
        assertThat(new CellSums(AMOUNTS).hasRoomFor(two)).isTrue();
    }
}
