package io.costream.processor.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Charge;
import io.costream.pricing.Usage;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Outcome;
import io.costream.processor.domain.WindowKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowSumsTest {
    private static final Charge UNPRICED = Charge.unpriced(1, Set.of());

    private final UsageQuery query = new UsageQuery(
            "acme",
            List.of(Dimension.USER),
            WindowKind.ALL,
            Instant.parse("2024-06-15T00:00:00Z"),
            Instant.parse("2024-06-16T00:00:00Z"),
            Map.of());

    private final RowSums sums = new RowSums(query);

    @Test
    void knowsPercentilesOfCallsOfTheLedgerOfUsersToo() {
        sums.addCall(Map.of(Dimension.USER, "chris"), RowSums.range(query), call(1_000));
        sums.addCall(Map.of(Dimension.USER, "chris"), RowSums.range(query), call(2_000));
        sums.addCall(Map.of(Dimension.USER, "chris"), RowSums.range(query), Cell.ofAdjustment(UNPRICED, UNPRICED));

        Cell row = sums.rows().get(0).cell();

        assertThat(row.calls()).isEqualTo(2);
        assertThat(row.percentileMicros(50).orElseThrow()).isBetween(969L, 1_031L);
        assertThat(row.percentileMicros(99).orElseThrow()).isBetween(1_938L, 2_062L);
    }

    private static Cell call(long latencyMicros) {
        CallFacts facts = new CallFacts(
                "acme", "openai", "gpt-4", "", "", "chris", "", 1, Outcome.OK, latencyMicros, Usage.NONE, Map.of());
        return Cell.of(facts, UNPRICED);
    }
}
