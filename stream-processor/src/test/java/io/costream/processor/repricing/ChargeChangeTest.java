package io.costream.processor.repricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Charge;
import io.costream.pricing.Charge.Line;
import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import io.costream.schemas.ChargeMapping;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChargeChangeTest {
    private static Line line(Unit unit, String amount) {
        return new Line(unit, BigDecimal.TEN, BigDecimal.ONE, Money.of(amount));
    }

    private static Charge charge(long revision, Line... lines) {
        Money total = List.of(lines).stream().map(Line::amount).reduce(Money.ZERO, Money::plus);
        return new Charge(Charge.Status.PRICED, List.of(lines), total, Money.ZERO, revision, "", Set.of());
    }

    private static boolean changes(Charge before, Charge after) {
        return ChargeChange.isBetween(ChargeMapping.toAvro(before), after);
    }

    @Test
    void anotherRevisionAloneIsNoChange() {
        assertThat(changes(charge(1, line(Unit.OUTPUT_TEXT, "2")), charge(7, line(Unit.OUTPUT_TEXT, "2"))))
                .isFalse();
    }

    @Test
    void theSameTotalInOtherPartsIsAChange() {
        assertThat(changes(charge(1, line(Unit.OUTPUT_TEXT, "2")), charge(1, line(Unit.INPUT_UNCACHED, "2"))))
                .isTrue();
    }

    @Test
    void theOrderOfLinesIsNoChange() {
        Charge before = charge(1, line(Unit.OUTPUT_TEXT, "2"), line(Unit.INPUT_UNCACHED, "1"));
        Charge after = charge(1, line(Unit.INPUT_UNCACHED, "1"), line(Unit.OUTPUT_TEXT, "2"));

        assertThat(changes(before, after)).isFalse();
    }

    @Test
    void aPriceOfNothingIsNotNoPrice() {
        assertThat(changes(Charge.unpriced(1, Set.of()), charge(2))).isTrue();
        assertThat(changes(charge(1), Charge.unpriced(2, Set.of()))).isTrue();
    }
}
