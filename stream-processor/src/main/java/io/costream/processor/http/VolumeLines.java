package io.costream.processor.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.costream.pricing.ExchangeRates.ExchangeRate;
import io.costream.pricing.Money;
import io.costream.pricing.VolumeDiscount;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.query.UsageAnswer;
import io.costream.processor.query.UsageQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The volume discounts of the months that a report touches: lines of their own on each whole month, whatever part of it
 * and whichever of its calls the report is about, and in none of the report's amounts.
 */
final class VolumeLines {
    private final Terms terms;
    private final String tenant;
    private final Calendar calendar;
    private final Optional<UsageQuery> query;

    VolumeLines(Terms terms, String tenant, Instant start, Instant end, Calendar calendar) {
        this.terms = terms;
        this.tenant = tenant;
        this.calendar = calendar;
        LocalDate first = month(start);
        LocalDate last = month(end.minusNanos(1));
        this.query = !start.isBefore(end) || terms.of(tenant).volumeDiscounts().isEmpty()
                ? Optional.empty()
                : Optional.of(new UsageQuery(
                        tenant,
                        List.of(),
                        WindowKind.MONTH,
                        calendar.startOf(first),
                        calendar.startOf(last.plusMonths(1)),
                        Map.of()));
    }

    private LocalDate month(Instant instant) {
        return calendar.dateOf(instant).withDayOfMonth(1);
    }

    /** What has to be asked beside the report; nothing where the tenant has no such discount. */
    Optional<UsageQuery> query() {
        return query;
    }

    ArrayNode lines(UsageAnswer months, ExchangeRate rate) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (UsageAnswer.Row row : months.rows()) {
            LocalDate month = month(row.window().start());
            VolumeDiscount discount = terms.volumeDiscount(tenant, month);
            Money spent = row.cell().total();
            Money off = discount.on(spent);
            if (!discount.isNone()) {
                lines.addObject()
                        .put("month", month.toString().substring(0, "2026-03".length()))
                        .put("steps", discount.text())
                        .put("spent", rate.convert(spent))
                        .put("discount", rate.convert(off))
                        .put("after_discount", rate.convert(spent.minus(off)));
            }
        }
        return lines;
    }
}
