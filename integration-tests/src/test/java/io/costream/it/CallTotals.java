package io.costream.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Call;
import io.costream.pricing.Charge;
import java.math.BigDecimal;

/** What a total must say. The cost has no trailing zeros, so that equal ones are equal. */
record CallTotals(long calls, long unpriced, long tokens, BigDecimal cost) {
    static final CallTotals NONE = new CallTotals(0, 0, 0, BigDecimal.ZERO);

    static CallTotals of(Call call, Charge charge) {
        return new CallTotals(
                1,
                charge.isPriced() ? 0 : 1,
                call.getInputUncached() + call.getOutputText() + call.getOutputReasoning(),
                charge.total().toBigDecimal().stripTrailingZeros());
    }

    /** What a row of an answer says. */
    static CallTotals of(JsonNode row) {
        return new CallTotals(
                row.path("calls").asLong(),
                row.path("unpriced_calls").asLong(),
                row.path("total_tokens").asLong(),
                new BigDecimal(row.path("total_cost").asText()).stripTrailingZeros());
    }

    CallTotals plus(CallTotals other) {
        return new CallTotals(
                calls + other.calls,
                unpriced + other.unpriced,
                tokens + other.tokens,
                cost.add(other.cost).stripTrailingZeros());
    }
}
