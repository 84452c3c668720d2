package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.costream.pricing.Charge;
import io.costream.pricing.Direction;
import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {
    private final CellFormat format = new CellFormat();

    private static final BigInteger HUGE = BigInteger.TEN.pow(24);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void sumsToTheSameInAnyOrderAndGrouping(long seed) {
        Random random = new Random(seed);
        List<Cell> cells = cells(random, 200);
        Cell one = sum(cells);
        Collections.shuffle(cells, random);
        Cell first = sum(cells.subList(0, 77));

        first.add(sum(cells.subList(77, 200)));

        assertThat(format.write(first)).as("seed %d", seed).isEqualTo(format.write(one));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void readsBackWhatIsWritten(long seed) {
        Cell cell = sum(cells(new Random(seed), 50));

        Cell read = CellFormat.read(format.write(cell));

        assertThat(format.write(read)).isEqualTo(format.write(cell));
        assertThat(read.total()).isEqualTo(cell.total());
        assertThat(read.quantities()).isEqualTo(cell.quantities());
        assertThat(CellFigures.of(read)).isEqualTo(CellFigures.of(cell));
        assertThat(read.percentileMicros(95)).isEqualTo(cell.percentileMicros(95));
    }

    @Test
    void sumsAmountsBeyondALong() {
        Cell cell = sum(List.of(cellOf(HUGE), cellOf(HUGE), cellOf(HUGE.negate()), cellOf(BigInteger.ONE)));

        assertThat(cell.total()).isEqualTo(Money.ofPicos(HUGE.add(BigInteger.ONE)));
        assertThat(CellFormat.read(format.write(cell)).total()).isEqualTo(cell.total());
    }

    @Test
    void keepsWhatWasChargedApartFromWhatWasAdjusted() {
        Cell cell = cellOf(BigInteger.valueOf(1_000));

        cell.add(Cell.ofAdjustment(charge(BigInteger.valueOf(1_000)), charge(BigInteger.valueOf(400))));

        assertThat(cell.total()).isEqualTo(Money.ofPicos(400));
        assertThat(cell.adjusted()).isEqualTo(Money.ofPicos(-600));
        assertThat(cell.cost(Direction.INPUT)).isEqualTo(Money.ofPicos(400));
        assertThat(cell.calls()).isEqualTo(1);
    }

    @Test
    void countsAnUnpricedCallWithoutAnAmount() {
        Cell cell = Cell.of(facts(Usage.NONE), Charge.unpriced(3, Set.of()));

        cell.add(Cell.ofAdjustment(Charge.unpriced(3, Set.of()), charge(BigInteger.TEN)));

        assertThat(cell.unpriced()).isZero();
        assertThat(cell.total()).isEqualTo(Money.ofPicos(10));
    }

    @Test
    void hasNoRoomForWhatWouldOverflow() {
        Cell full = Cell.of(
                facts(Usage.builder()
                        .tokens(Unit.OUTPUT_TEXT, Long.MAX_VALUE - 1)
                        .build()),
                charge(BigInteger.ONE));
        Cell two = Cell.of(facts(Usage.builder().tokens(Unit.OUTPUT_TEXT, 2).build()), charge(BigInteger.ONE));

        assertThat(full.hasRoomFor(two)).isFalse();
        assertThat(new Cell().hasRoomFor(full)).isTrue();
    }

    @Test
    void hasNoRoomForMoreUnitsThanCanBeStored() {
        Cell cell = new Cell();
        for (int i = 0; i < Cell.MOST_OTHER_UNITS; i++) {
            cell.add(ofUnit("unit-" + i));
        }

        assertThat(cell.hasRoomFor(ofUnit("unit-0"))).isTrue();
        assertThat(cell.hasRoomFor(ofUnit("another"))).isFalse();
    }

    private static Cell ofUnit(String name) {
        Usage usage = Usage.builder().quantity(Unit.of(name), BigDecimal.ONE).build();
        return Cell.of(facts(usage), charge(BigInteger.ONE));
    }

    @Test
    void countsCallsByTheirOutcome() {
        Cell cell = new Cell();
        for (Outcome outcome :
                List.of(Outcome.OK, Outcome.TIMEOUT, Outcome.ERROR, Outcome.CANCELLED, Outcome.TIMEOUT)) {
            cell.add(Cell.of(facts(Usage.NONE, outcome, 0), charge(BigInteger.ONE)));
        }

        Cell read = CellFormat.read(format.write(cell));

        assertThat(read.errors()).isEqualTo(4);
        assertThat(Arrays.stream(Outcome.values()).map(read::calls)).containsExactly(1L, 1L, 2L, 1L);
    }

    @Test
    void knowsPercentilesOfCallsAddedWithTheirLatency() {
        Cell hour = timed(1_000_000);
        hour.addWithLatency(Cell.of(facts(Usage.NONE, Outcome.OK, 0), charge(BigInteger.ONE)));
        Cell day = timed(2_000_000);

        day.add(CellFormat.read(format.write(hour)));

        assertThat(day.percentileMicros(50).orElseThrow()).isCloseTo(1_000_000, withinPercentage(3.2));
        assertThat(day.percentileMicros(51).orElseThrow()).isCloseTo(2_000_000, withinPercentage(3.2));
        assertThat(day.timed()).isEqualTo(2);
    }

    @Test
    void knowsNoPercentilesWhereAPartHasNone() {
        Cell sum = timed(1_000_000);

        sum.add(Cell.of(facts(Usage.NONE, Outcome.OK, 2_000_000), charge(BigInteger.ONE)));

        assertThat(sum.percentileMicros(50)).isEmpty();
        assertThat(new Cell().percentileMicros(50)).isEmpty();
    }

    @Test
    void keepsLatenciesThroughAnAdjustment() {
        Cell cell = timed(1_000_000);
        byte[] before = format.write(cell);

        cell.addWithLatency(Cell.ofAdjustment(charge(BigInteger.TEN), charge(BigInteger.ONE)));
        cell.addWithLatency(Cell.ofAdjustment(charge(BigInteger.ONE), charge(BigInteger.TEN)));

        assertThat(cell.percentileMicros(99)).isPresent();
        assertThat(format.write(cell)).isEqualTo(before);
    }

    @Test
    void takesFewBytesForOneCall() {
        Usage usage = Usage.builder()
                .tokens(Unit.INPUT_UNCACHED, 2_000)
                .tokens(Unit.OUTPUT_TEXT, 700)
                .build();
        Cell cell = new Cell();
        cell.addWithLatency(Cell.of(facts(usage, Outcome.OK, 4_000_000), charge(BigInteger.valueOf(12_000_000_000L))));

        assertThat(format.write(cell)).hasSizeLessThanOrEqualTo(28);
    }

    @Test
    void refusesACellOfAnotherVersion() {
        byte[] bytes = format.write(new Cell());
        bytes[0] = 2;

        assertThatThrownBy(() -> CellFormat.read(bytes))
                .hasMessageContaining("a cell of version 2, but this is version 3");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void refusesOrReadsWhateverBytesThereAre(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = format.write(sum(cells(random, 1 + random.nextInt(5))));
            bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();

            Throwable refusal = catchThrowable(() -> CellFormat.read(bytes));

            assertThat(refusal == null
                            || refusal instanceof IllegalArgumentException
                            || refusal instanceof BufferUnderflowException)
                    .as("seed %d: %s", seed, refusal)
                    .isTrue();
        }
    }

    private static Cell timed(long latencyMicros) {
        Cell cell = new Cell();
        cell.addWithLatency(Cell.of(facts(Usage.NONE, Outcome.OK, latencyMicros), charge(BigInteger.ONE)));
        return cell;
    }

    private static List<Cell> cells(Random random, int number) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Usage usage = Usage.builder()
                    .tokens(Unit.known(random.nextInt(Unit.TOKEN_UNITS)), random.nextInt(1_000_000))
                    .quantity(Unit.of("unit-" + random.nextInt(3)), BigDecimal.valueOf(random.nextInt(10_000), 3))
                    .build();
            BigInteger picos = new BigInteger(random.nextInt(80) + 1, random);
            Outcome outcome = List.of(Outcome.values()).get(random.nextInt(4));
            long latencyMicros = random.nextLong() >>> (16 + random.nextInt(48));
            Charge charge = charge(random.nextBoolean() ? picos : picos.negate());
            Cell cell = new Cell();
            cell.addWithLatency(Cell.of(facts(usage, outcome, latencyMicros), charge));
            cells.add(cell);
        }
        return cells;
    }

    private static Cell sum(List<Cell> cells) {
        Cell sum = new Cell();
        cells.forEach(sum::add);
        return sum;
    }

    private static Cell cellOf(BigInteger picos) {
        return Cell.of(facts(Usage.NONE), charge(picos));
    }

    private static CallFacts facts(Usage usage) {
        return facts(usage, Outcome.OK, 25);
    }

    private static CallFacts facts(Usage usage, Outcome outcome, long latencyMicros) {
        return new CallFacts(
                "acme",
                "openai",
                "gpt-4",
                "",
                "",
                "",
                "",
                1_700_000_000_000_000L,
                outcome,
                latencyMicros,
                usage,
                Map.of());
    }

    private static Charge charge(BigInteger picos) {
        Money amount = Money.ofPicos(picos);
        Charge.Line line = new Charge.Line(Unit.INPUT_UNCACHED, BigDecimal.ONE, amount.toBigDecimal(), amount);
        return new Charge(Charge.Status.PRICED, List.of(line), amount, Money.ZERO, 1, "test", Set.of());
    }
}
