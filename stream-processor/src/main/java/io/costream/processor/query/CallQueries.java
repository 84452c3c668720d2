package io.costream.processor.query;

import io.costream.pricing.Charge;
import io.costream.processor.ledger.FactsMapping;
import io.costream.processor.ledger.Ledger;
import io.costream.processor.ledger.Posting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Single calls, read from the ledger. Safe for use by many threads. */
public final class CallQueries {
    private record Place(int partition, long callOffset) {}

    private record Changes(Charge current, List<String> runs) {}

    /** What comes first in a list of calls. */
    public enum Order {
        RECENT(Comparator.comparing((PostedCall call) -> call.call().getEventTime())),
        DEAREST(Comparator.comparing(PostedCall::cost));

        @SuppressWarnings("ImmutableEnumChecker") // A comparator without state.
        private final Comparator<PostedCall> ascending;

        Order(Comparator<PostedCall> ascending) {
            this.ascending = ascending.thenComparing(call -> call.call().getCallId());
        }
    }

    private final Ledger ledger;

    public CallQueries(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The call of this id; where several tenants have one, the tenant must be named. */
    public Optional<PostedCall> find(String tenant, String callId) {
        Map<Place, Changes> changes = changes();
        List<PostedCall> found = new ArrayList<>();
        ledger.readPriced(posting -> {
            boolean same = posting.call().getCallId().equals(callId)
                    && (tenant.isEmpty() || tenant.equals(posting.call().getTenant()));
            if (same) {
                found.add(posted(posting, changes));
            }
            return !same;
        });
        return found.stream().findFirst();
    }

    /** The first calls by the order, at most {@code limit}. */
    public List<PostedCall> first(CallFilter filter, Order order, int limit) {
        Map<Place, Changes> changes = changes();
        PriorityQueue<PostedCall> first = new PriorityQueue<>(order.ascending);
        ledger.readPriced(posting -> {
            if (filter.takes(FactsMapping.facts(posting.call()))) {
                first.add(posted(posting, changes));
                if (first.size() > limit) {
                    first.poll();
                }
            }
            return true;
        });
        return first.stream().sorted(order.ascending.reversed()).toList();
    }

    private Map<Place, Changes> changes() {
        Map<Place, Changes> changes = new HashMap<>();
        ledger.readAdjustments(posting -> {
            Place place = new Place(posting.partition(), posting.callOffset());
            List<String> runs = new ArrayList<>(
                    Optional.ofNullable(changes.get(place)).map(Changes::runs).orElse(List.of()));
            runs.add(posting.run());
            changes.put(place, new Changes(posting.after(), runs));
            return true;
        });
        return changes;
    }

    private static PostedCall posted(Posting.Priced posting, Map<Place, Changes> changes) {
        Changes changed = changes.getOrDefault(
                new Place(posting.partition(), posting.callOffset()), new Changes(posting.charge(), List.of()));
        return new PostedCall(
                posting.call(),
                posting.charge(),
                changed.current(),
                posting.windowsPurged(),
                changed.runs(),
                posting.partition(),
                posting.callOffset());
    }
}
