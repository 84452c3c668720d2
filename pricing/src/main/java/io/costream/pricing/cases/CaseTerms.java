package io.costream.pricing.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.pricing.Charge;
import io.costream.pricing.Unit;
import java.math.BigDecimal;

/**
 * A provider's discount and then its margin, each a line of its own: the discount is a fraction of the charge, the
 * margin a fraction of what is left, a fixed amount, or both.
 */
final class CaseTerms {
    private static final Unit DISCOUNT = Unit.of("discount");
    private static final Unit MARGIN = Unit.of("margin");
    private static final Unit FIXED_MARGIN = Unit.of("fixed_margin");

    private CaseTerms() {}

    static Charge apply(Charge charge, JsonNode row, String provider) {
        JsonNode discount = row.path("cost_discount_config").path(provider);
        Charge discounted = charge;
        if (discount.isNumber() || discount.isTextual()) {
            discounted = line(charge, DISCOUNT, share(charge, decimal(discount)).negate());
        }
        JsonNode margins = row.path("cost_margin_config");
        JsonNode margin = margins.hasNonNull(provider) ? margins.path(provider) : margins.path("global");
        if (margin.isObject()) {
            JsonNode percentage = margin.path("percentage");
            JsonNode fixed = margin.path("fixed_amount");
            BigDecimal share = percentage.isMissingNode() || percentage.isNull()
                    ? BigDecimal.ZERO
                    : share(discounted, decimal(percentage));
            BigDecimal amount = fixed.isMissingNode() || fixed.isNull() ? BigDecimal.ZERO : decimal(fixed);
            return line(line(discounted, MARGIN, share), FIXED_MARGIN, amount);
        }
        return margin.isNumber() || margin.isTextual()
                ? line(discounted, MARGIN, share(discounted, decimal(margin)))
                : discounted;
    }

    private static Charge line(Charge charge, Unit unit, BigDecimal usd) {
        return usd.signum() == 0 ? charge : charge.withLine(unit, usd);
    }

    private static BigDecimal share(Charge charge, BigDecimal fraction) {
        return charge.total().toBigDecimal().multiply(fraction);
    }

    private static BigDecimal decimal(JsonNode node) {
        try {
            return new BigDecimal(node.asText());
        } catch (NumberFormatException e) {
            throw new CaseException("'" + node.asText() + "' is not a number");
        }
    }
}
