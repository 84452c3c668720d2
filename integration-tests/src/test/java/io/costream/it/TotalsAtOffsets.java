package io.costream.it;

import io.costream.avro.Call;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.schemas.CallMapping;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What each question is to be answered with at any offsets, as a plain loop over the topic of calls finds it. */
final class TotalsAtOffsets {
    private static final PriceBook BOOK = PriceBook.of(BuiltinCatalogue.load());

    /** By partition and offset: the rows with every call up to it. */
    private final Map<RepeatedQuestion, Map<Integer, NavigableMap<Long, Map<String, CallTotals>>>> totals =
            new EnumMap<>(RepeatedQuestion.class);

    private final Set<Call> counted = new HashSet<>();

    TotalsAtOffsets() {
        for (RepeatedQuestion question : RepeatedQuestion.values()) {
            totals.put(question, new HashMap<>());
        }
    }

    /** Adds the next record of its partition; a copy of an earlier call counts no more. */
    void add(ConsumerRecord<String, Call> read) {
        Call call = read.value();
        if (counted.add(call)) {
            CallTotals one = CallTotals.of(call, BOOK.price(CallMapping.consumption(call)));
            totals.forEach((question, partitions) -> question.row(call)
                    .ifPresent(row -> add(
                            partitions.computeIfAbsent(read.partition(), absent -> new TreeMap<>()),
                            read.offset(),
                            row,
                            one)));
        }
    }

    private static void add(NavigableMap<Long, Map<String, CallTotals>> rows, long offset, String row, CallTotals one) {
        Map<String, CallTotals> before =
                rows.isEmpty() ? Map.of() : rows.lastEntry().getValue();
        Map<String, CallTotals> after = new TreeMap<>(before);
        after.merge(row, one, CallTotals::plus);
        rows.put(offset, after);
    }

    /** The rows over every call below the offset of its partition. */
    Map<String, CallTotals> below(RepeatedQuestion question, Map<Integer, Long> offsets) {
        Map<String, CallTotals> sum = new TreeMap<>();
        totals.get(question).forEach((partition, rows) -> {
            var counted = rows.lowerEntry(offsets.getOrDefault(partition, 0L));
            if (counted != null) {
                counted.getValue().forEach((row, part) -> sum.merge(row, part, CallTotals::plus));
            }
        });
        return sum;
    }

    int calls() {
        return counted.size();
    }
}
