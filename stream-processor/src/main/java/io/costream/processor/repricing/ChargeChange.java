package io.costream.processor.repricing;

import io.costream.avro.ChargeLine;
import io.costream.avro.ChargeStatus;
import io.costream.pricing.Charge;
import io.costream.pricing.Money;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a charge changes in what any total says: its status or an amount. Another revision alone changes nothing. */
final class ChargeChange {
    private ChargeChange() {}

    static boolean isBetween(io.costream.avro.Charge before, Charge after) {
        return isPriced(before) != after.isPriced()
                || !amount(before.getCacheSavings()).equals(after.cacheSavings())
                || !(isLineByLine(before.getLines(), after.lines())
                        || amounts(before.getLines()).equals(amountsOf(after.lines())));
    }

    static boolean isPriced(io.costream.avro.Charge charge) {
        return charge.getStatus() == ChargeStatus.PRICED;
    }

    /** Zero where there is none. */
    static Money amount(@Nullable BigDecimal amount) {
        return amount == null ? Money.ZERO : Money.rounded(amount);
    }

    /** The usual case, found without any map. */
    private static boolean isLineByLine(List<ChargeLine> before, List<Charge.Line> after) {
        boolean same = before.size() == after.size();
        for (int i = 0; same && i < before.size(); i++) {
            same = before.get(i).getUnit().equals(after.get(i).unit().name())
                    && amount(before.get(i).getAmount()).equals(after.get(i).amount());
        }
        return same;
    }

    private static Map<String, Money> amounts(List<ChargeLine> lines) {
        Map<String, Money> amounts = new HashMap<>();
        lines.forEach(line -> amounts.merge(line.getUnit(), amount(line.getAmount()), Money::plus));
        amounts.values().removeIf(Money.ZERO::equals);
        return amounts;
    }

    private static Map<String, Money> amountsOf(List<Charge.Line> lines) {
        Map<String, Money> amounts = new HashMap<>();
        lines.forEach(line -> amounts.merge(line.unit().name(), line.amount(), Money::plus));
        amounts.values().removeIf(Money.ZERO::equals);
        return amounts;
    }
}
