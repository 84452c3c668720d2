package io.costream.processor.query;

import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.ledger.FactsMapping;
import io.costream.processor.ledger.Ledger;
import io.costream.processor.ledger.Posting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Totals added up from the ledger: for what no rollup holds, within bounds. Answers name offsets of the ledger's own
 * topic. Safe for use by many threads.
 */
public final class LedgerQueries {
    /** Postings that one answer may read. */
    public static final long MOST_POSTINGS = 1_000_000;

    private final Rollups rollups;
    private final Ledger ledger;
    private final Calendars calendars;

    /**
     * Queries.
     *
     * @param rollups which are kept: named where the ledger is too long
     */
    public LedgerQueries(Rollups rollups, Ledger ledger, Calendars calendars) {
        this.rollups = rollups;
        this.ledger = ledger;
        this.calendars = calendars;
    }

    /**
     * Answers all questions from one reading.
     *
     * @throws TooManyCallsException if the ledger holds more than {@value #MOST_POSTINGS} postings
     */
    List<UsageAnswer> answer(List<UsageQuery> queries) {
        List<RowSums> sums = queries.stream().map(RowSums::new).toList();
        Bound bound = new Bound();
        Map<TopicPartition, Long> ends = ledger.readPriced(posting -> add(queries, sums, bound, posting));
        Map<TopicPartition, Long> adjustmentEnds =
                ledger.readAdjustments(posting -> add(queries, sums, bound, posting));
        SortedMap<Integer, Long> asOf = byPartition(ends);
        SortedMap<Integer, Long> adjustedTo = byPartition(adjustmentEnds);
        return sums.stream()
                .map(sum -> new UsageAnswer(
                        sum.rows(), List.of(), asOf, Map.of(), Optional.empty(), adjustedTo, UsageAnswer.Source.LEDGER))
                .toList();
    }

    private static SortedMap<Integer, Long> byPartition(Map<TopicPartition, Long> ends) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        ends.forEach((partition, end) -> offsets.put(partition.partition(), end));
        return offsets;
    }

    private boolean add(List<UsageQuery> queries, List<RowSums> sums, Bound bound, Posting posting) {
        bound.count();
        for (int i = 0; i < queries.size(); i++) {
            add(queries.get(i), sums.get(i), posting);
        }
        return true;
    }

    /** How many postings one answer has read. */
    private final class Bound {
        private long read;

        void count() {
            if (++read > MOST_POSTINGS) {
                throw new TooManyCallsException(rollups);
            }
        }
    }

    private void add(UsageQuery query, RowSums sums, Posting posting) {
        CallFacts call = FactsMapping.facts(posting.call());
        Window range = RowSums.range(query);
        if (call.atMicros() < range.startMicros()
                || call.atMicros() >= range.endMicros()
                || !(query.tenant().isEmpty() || query.tenant().equals(call.tenant()))) {
            return;
        }
        Window window = query.window() == WindowKind.ALL
                ? range
                : calendars.of(call.tenant()).window(query.window(), call.atMicros());
        sums.addCall(values(query, call), window, cell(posting, call));
    }

    private static Cell cell(Posting posting, CallFacts call) {
        if (posting instanceof Posting.Adjusted adjusted) {
            return Cell.ofAdjustment(adjusted.before(), adjusted.after());
        }
        return Cell.of(call, ((Posting.Priced) posting).charge());
    }

    private static Map<Dimension, String> values(UsageQuery query, CallFacts call) {
        Map<Dimension, String> values = new HashMap<>();
        query.dimensions().forEach(dimension -> values.put(dimension, dimension.of(call)));
        return values;
    }
}
