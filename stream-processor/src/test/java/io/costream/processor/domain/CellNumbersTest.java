package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellNumbersTest {
    private static final int AMOUNTS = Columns.AMOUNTS;

    /** The same sums, the plain way. */
    private static final class Plain {
        long calls;
        long timed;
        long latencyMicros;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        final long[] tokens = new long[Unit.TOKEN_UNITS];
        final BigInteger[] amounts = new BigInteger[AMOUNTS];

        Plain() {
            Arrays.fill(amounts, BigInteger.ZERO);
        }

        void add(long moreCalls, long moreTimed, long at) {
            calls += moreCalls;
            timed += moreTimed;
            latencyMicros += at;
            first = Math.min(first, at);
            last = Math.max(last, at);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20_261_122, 977})
    void sumsLikeBigNumbersOnEitherSideOfALong(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            CellRows sums = new CellRows();
            List<Plain> plain = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                // Rows come in between, when columns are there already, and when amounts have an upper half.
                if (plain.isEmpty() || random.nextInt(12) == 0) {
                    assertThat(sums.addRow()).isEqualTo(plain.size());
                    plain.add(new Plain());
                }
                int row = random.nextInt(plain.size());
                // Few bits as a rule, so that most rounds stay narrow and some become wide late.
                int bits = random.nextInt(24) == 0 ? 1 + random.nextInt(90) : 1 + random.nextInt(50);
                add(sums, row, addend(random, bits, plain.get(row)), random.nextBoolean());
            }

            assertThat(sums.size()).isEqualTo(plain.size());
            for (int row = 0; row < plain.size(); row++) {
                assertEqual(sums, row, plain.get(row));
            }
        }
    }

    /** Adds the second row, where it can be by what was copied of it. */
    private static void add(CellRows sums, int row, CellRows addend, boolean copied) {
        if (copied && addend.isNarrow()) {
            int behind = 3;
            long[] copy = new long[behind + addend.copySize()];
            addend.copyRow(1, copy, behind);
            sums.addCopied(row, copy, behind);
        } else {
            sums.addNumbers(row, addend, 1);
        }
    }

    private static CellRows rows(int count) {
        CellRows rows = new CellRows();
        for (int i = 0; i < count; i++) {
            rows.addRow();
        }
        return rows;
    }

    /** Two rows, of which the second one counts: what is in the first must not be added. */
    private static CellRows addend(Random random, int bits, Plain plain) {
        CellRows addend = rows(2);
        addend.addCount(0, random.nextInt(Unit.TOKEN_UNITS), 5);
        addend.addAmount(0, random.nextInt(AMOUNTS), 7);
        long at = random.nextInt(1_000);
        addend.set(1, 1, random.nextInt(2), at, at, at);
        plain.add(addend.calls(1), addend.timed(1), at);
        for (int i = 0; i < 3; i++) {
            int unit = random.nextInt(Unit.TOKEN_UNITS);
            long tokens = random.nextInt(1_000_000);
            addend.addCount(1, unit, tokens);
            plain.tokens[unit] += tokens;

            int amount = random.nextInt(AMOUNTS);
            BigInteger picos = new BigInteger(bits, random);
            BigInteger signed = random.nextBoolean() ? picos : picos.negate();
            addend.addAmount(1, amount, Money.ofPicos(signed));
            plain.amounts[amount] = plain.amounts[amount].add(signed);
        }
        return addend;
    }

    private static void assertEqual(CellRows sums, int row, Plain plain) {
        assertThat(sums.calls(row)).isEqualTo(plain.calls);
        assertThat(sums.timed(row)).isEqualTo(plain.timed);
        assertThat(sums.latencyMicros(row)).isEqualTo(plain.latencyMicros);
        assertThat(sums.firstMicros(row)).isEqualTo(plain.first);
        assertThat(sums.lastMicros(row)).isEqualTo(plain.last);
        for (int unit = 0; unit < Unit.TOKEN_UNITS; unit++) {
            assertThat(sums.count(row, unit)).isEqualTo(plain.tokens[unit]);
        }
        for (int amount = 0; amount < AMOUNTS; amount++) {
            BigInteger expected = plain.amounts[amount];
            assertThat(sums.money(row, amount).picos()).isEqualTo(expected);
            assertThat((sums.amounts(row) >> amount & 1) == 0).isEqualTo(expected.signum() == 0);
            assertThat((sums.largeAmounts(row) >> amount & 1) == 0).isEqualTo(expected.bitLength() < Long.SIZE);
            assertThat(BigInteger.valueOf(sums.high(row, amount))
                            .shiftLeft(Long.SIZE)
                            .add(unsigned(sums.low(row, amount))))
                    .isEqualTo(expected);
        }
    }

    private static BigInteger unsigned(long low) {
        return new BigInteger(Long.toUnsignedString(low));
    }

    @Test
    void goesBeyondALongAndBack() {
        CellRows sums = rows(1);
        sums.addAmount(0, 1, Long.MAX_VALUE);
        sums.addAmount(0, 2, -5);
        sums.addCount(0, 0, 7);

        sums.addAmount(0, 1, 1);
        long beyond = sums.largeAmounts(0);
        sums.addAmount(0, 1, -1);

        assertThat(beyond).isEqualTo(1 << 1);
        assertThat(sums.money(0, 1)).isEqualTo(Money.ofPicos(Long.MAX_VALUE));
        assertThat(sums.money(0, 2)).isEqualTo(Money.ofPicos(-5));
        assertThat(sums.count(0, 0)).isEqualTo(7);
    }

    @Test
    void hasRoomUpToTheLargestLong() {
        CellRows almostFull = rows(1);
        almostFull.addCount(0, 3, Long.MAX_VALUE - 1);
        CellRows one = rows(1);
        one.addCount(0, 3, 1);
        CellRows two = rows(1);
        two.addCount(0, 3, 2);
        two.addAmount(0, 0, Long.MAX_VALUE);

        assertThat(almostFull.hasRoomForNumbers(0, one, 0)).isTrue();
        assertThat(almostFull.hasRoomForNumbers(0, two, 0)).isFalse();
        assertThat(rows(1).hasRoomForNumbers(0, two, 0)).isTrue();
    }

    @Test
    void refusesAmountsBeyondWhatARowCanSum() {
        CellRows large = rows(1);
        large.addAmount(0, 2, Money.ofPicos(BigInteger.ONE.shiftLeft(120).subtract(BigInteger.ONE)));
        Money beyond = Money.ofPicos(BigInteger.ONE.shiftLeft(120));

        assertThatThrownBy(() -> large.addAmount(0, 2, beyond)).isInstanceOf(ArithmeticException.class);

        CellRows sum = rows(1);
        boolean ample = true;
        int added = 0;
        while (added < 100 && sum.hasRoomForNumbers(0, large, 0)) {
            sum.addNumbers(0, large, 0);
            added++;
            ample &= sum.isAmple(0) || added >= 32;
        }

        assertThat(added).isEqualTo(65);
        assertThat(ample).isTrue();
        assertThat(sum.isAmple(0)).isFalse();
        assertThat(sum.money(0, 2).picos()).isEqualTo(large.money(0, 2).picos().multiply(BigInteger.valueOf(added)));
    }
}
