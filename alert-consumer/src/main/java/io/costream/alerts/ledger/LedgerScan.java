package io.costream.alerts.ledger;

import io.costream.alerts.domain.Meter;
import io.costream.alerts.domain.Spend;
import io.costream.alerts.domain.SumKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A question to the ledger: what did these meters sum before these offsets? Immutable.
 *
 * @param ends per partition that is read from its start, the first offset that is not read
 */
public record LedgerScan(Map<TopicPartition, Long> ends, List<Meter> meters) {
    public LedgerScan {
        ends = Map.copyOf(ends);
        meters = List.copyOf(meters);
    }

    /** Empty sums to be filled by the postings of the scan. */
    Sums start() {
        return new Sums();
    }

    /** What was found so far. Not thread-safe. */
    final class Sums {
        private final Map<SumKey, BigDecimal> found = new HashMap<>();

        void add(Spend spend) {
            for (Meter meter : meters) {
                if (meter.budget().counts(spend)) {
                    found.merge(meter.keyOf(spend), spend.amount(), BigDecimal::add);
                }
            }
        }

        Map<SumKey, BigDecimal> found() {
            return Map.copyOf(found);
        }
    }
}
