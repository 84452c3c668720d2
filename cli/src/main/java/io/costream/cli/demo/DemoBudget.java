package io.costream.cli.demo;

import io.costream.alerts.BudgetChanges;
import io.costream.alerts.BudgetChanges.LeftOut;
import io.costream.alerts.BudgetFile;
import io.costream.cli.budgets.BudgetTopic;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.prices.KnownModels;
import io.costream.cli.terminal.Connection;
import io.costream.pricing.Consumption;
import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PricingContext;
import io.costream.producer.Call;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A daily budget of one of the companies, small enough that its busier day crosses it. */
record DemoBudget(String tenant, BigDecimal limit, Instant now) {
    private static final String TENANT = "acme";
    private static final BigDecimal SHARE = new BigDecimal("0.8");

    static DemoBudget over(List<Call> calls, Instant now) {
        PriceBook book = KnownModels.book();
        Map<LocalDate, Money> days = new HashMap<>();
        for (Call call : calls) {
            if (call.tenant().equals(TENANT)) {
                Money cost = book.price(new Consumption(
                                TENANT, call.provider(), call.model(), now, PricingContext.STANDARD, call.usage()))
                        .total();
                days.merge(LocalDate.ofInstant(call.at(), ZoneOffset.UTC), cost, Money::plus);
            }
        }
        BigDecimal busiest =
                days.values().stream().max(Money::compareTo).orElse(Money.ZERO).toBigDecimal();
        return new DemoBudget(TENANT, busiest.multiply(SHARE).setScale(1, RoundingMode.DOWN), now);
    }

    BudgetChanges apply(Connection connection) {
        BudgetFile.Result file = BudgetFile.read(yaml(), new NothingKnown());
        return new BudgetTopic(new KafkaAccess(connection))
                .change(applied -> BudgetChanges.between(applied, file.budgets(), LeftOut.STAYS, now));
    }

    String text() {
        return tenant + " may spend $"
                + limit.setScale(2, RoundingMode.UNNECESSARY).toPlainString() + " a day.";
    }

    private String yaml() {
        return """
                - id: %s-daily
                  name: Daily budget of %s
                  scope: {tenant: %s}
                  limits: {day: %s}
                  thresholds: [0.5, 0.75, 0.9, 1.0]
                """.formatted(tenant, tenant, tenant, limit.toPlainString());
    }

    private static final class NothingKnown implements BudgetFile.Known {
        @Override
        public boolean isModel(String model) {
            return true;
        }

        @Override
        public boolean isProvider(String provider) {
            return true;
        }

        @Override
        public Set<String> budgets() {
            return Set.of();
        }
    }
}
