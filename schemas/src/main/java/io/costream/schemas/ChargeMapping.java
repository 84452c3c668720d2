package io.costream.schemas;

import io.costream.avro.ChargeLine;
import io.costream.avro.ChargeStatus;
import io.costream.pricing.Charge;
import io.costream.pricing.Direction;
import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Between a charge and its record on the wire; what is written reads back equal. */
public final class ChargeMapping {
    private ChargeMapping() {}

    /** Amounts are null where the charge is unpriced, never 0. */
    public static io.costream.avro.Charge toAvro(Charge charge) {
        io.costream.avro.Charge.Builder record = io.costream.avro.Charge.newBuilder()
                .setStatus(ChargeStatus.valueOf(charge.status().name()))
                .setLines(charge.lines().stream().map(ChargeMapping::line).toList())
                .setPriceRevision(charge.revision())
                .setMatched(charge.matched())
                .setFlags(charge.flags().stream().sorted().toList());
        if (charge.isPriced()) {
            record.setTotal(charge.total().toBigDecimal())
                    .setInputCost(charge.cost(Direction.INPUT).toBigDecimal())
                    .setOutputCost(charge.cost(Direction.OUTPUT).toBigDecimal())
                    .setOtherCost(charge.cost(Direction.OTHER).toBigDecimal())
                    .setCacheSavings(charge.cacheSavings().toBigDecimal());
        }
        return record.build();
    }

    private static ChargeLine line(Charge.Line line) {
        return ChargeLine.newBuilder()
                .setUnit(line.unit().name())
                .setQuantity(line.quantity())
                .setRate(line.rate().toPlainString())
                .setAmount(line.amount().toBigDecimal())
                .setComponent(line.unit().component().label())
                .setDirection(line.unit().direction().name().toLowerCase(Locale.ROOT))
                .build();
    }

    public static Charge fromAvro(io.costream.avro.Charge record) {
        return new Charge(
                Charge.Status.valueOf(record.getStatus().name()),
                record.getLines().stream().map(ChargeMapping::line).toList(),
                money(record.getTotal()),
                money(record.getCacheSavings()),
                record.getPriceRevision(),
                record.getMatched(),
                Set.copyOf(record.getFlags()));
    }

    private static Charge.Line line(ChargeLine line) {
        Unit unit = Unit.of(line.getUnit());
        return new Charge.Line(
                unit,
                quantity(unit, line.getQuantity()),
                new BigDecimal(line.getRate()),
                Money.rounded(line.getAmount()));
    }

    /** As {@link io.costream.pricing.Usage} states it: whole tokens, anything else without needless zeros. */
    private static BigDecimal quantity(Unit unit, BigDecimal written) {
        return unit.countsTokens() ? written.setScale(0) : written.stripTrailingZeros();
    }

    private static Money money(@Nullable BigDecimal amount) {
        return amount == null ? Money.ZERO : Money.rounded(amount);
    }
}
