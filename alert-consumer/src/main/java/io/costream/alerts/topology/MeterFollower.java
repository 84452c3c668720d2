package io.costream.alerts.topology;

import io.costream.alerts.domain.Budget;
import io.costream.alerts.domain.BudgetBook;
import io.costream.alerts.domain.Meter;
import io.costream.alerts.domain.SumKey;
import io.costream.alerts.ledger.LedgerScan;
import io.costream.alerts.ledger.LedgerScanner;
import io.costream.alerts.topology.MeterState.Phase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the meters of one partition in step with the budgets. A new meter counts from where the partition stands, and
 * has what came before looked up; one without a budget is forgotten after a while, since another instance may only be
 * late in hearing of it. Not thread-safe.
 */
final class MeterFollower {
    /** How long a meter may be without a budget. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LedgerStore store;
    private final LedgerScanner scanner;
    private final int partition;
    private final List<Running> scans = new ArrayList<>();
    private final Map<String, Instant> lostSince = new HashMap<>();
    private BudgetBook book = BudgetBook.EMPTY;
    private boolean followed;

    MeterFollower(LedgerStore store, LedgerScanner scanner, int partition) {
        this.store = store;
        this.scanner = scanner;
        this.partition = partition;
    }

    BudgetBook book() {
        return book;
    }

    /** Must come before the next posting is counted. */
    void follow(BudgetBook newest, Instant now) {
        if (newest == book && followed) {
            return;
        }
        book = newest;
        List<Meter> begun = newest.meters().stream().filter(this::begin).toList();
        for (Map.Entry<String, MeterState> known : new TreeMap<>(store.meters()).entrySet()) {
            if (newest.meter(known.getKey()).isEmpty()) {
                store.putMeter(known.getKey(), known.getValue().in(Phase.LOST));
                lostSince.putIfAbsent(known.getKey(), now);
            }
        }
        scan(followed ? begun : List.copyOf(newest.meters()));
        followed = true;
    }

    private boolean begin(Meter meter) {
        MeterState known = store.meters().get(meter.id());
        lostSince.remove(meter.id());
        if (known != null && known.phase() != Phase.LOST) {
            return false;
        }
        if (known != null) {
            // What came while no budget had the meter was not counted: it is part of the past now.
            store.dropSums(meter.id());
        }
        Map<String, Long> positions = store.positions();
        boolean hasPast = positions.values().stream().anyMatch(position -> position > 0);
        store.putMeter(meter.id(), new MeterState(hasPast ? Phase.SCANNING : Phase.COUNTING, positions));
        return true;
    }

    /** One scan for all meters that began at the same place. */
    private void scan(List<Meter> candidates) {
        Map<MeterState, List<Meter>> together = new HashMap<>();
        for (Meter meter : candidates) {
            MeterState state = store.meters().get(meter.id());
            if (state != null && state.phase() == Phase.SCANNING) {
                together.computeIfAbsent(state, begun -> new ArrayList<>()).add(meter);
            }
        }
        together.forEach((state, meters) -> {
            Map<TopicPartition, Long> ends = new HashMap<>();
            state.positions().forEach((topic, position) -> ends.put(new TopicPartition(topic, partition), position));
            scans.add(new Running(state, meters, scanner.scan(new LedgerScan(ends, meters))));
        });
    }

    /** Takes over what scans have found since the last time. */
    void finishScans() {
        for (Running running : List.copyOf(scans)) {
            if (running.answer().isDone()) {
                scans.remove(running);
                finish(running, running.answer().join());
            }
        }
    }

    private void finish(Running running, Map<SumKey, BigDecimal> found) {
        Set<String> finished = new HashSet<>();
        for (Meter meter : running.meters()) {
            // Another state means that the meter was lost meanwhile, and this scan is not its newest.
            if (running.state().equals(store.meters().get(meter.id()))) {
                finished.add(meter.id());
                store.putMeter(meter.id(), running.state().in(Phase.COUNTING));
            }
        }
        found.forEach((key, before) -> {
            if (finished.contains(key.meter())) {
                startFrom(key, before);
            }
        });
    }

    private void startFrom(SumKey key, BigDecimal before) {
        Sum sum = store.sum(key);
        sum.startFrom(before);
        store.putSum(key, sum);
    }

    boolean isCounting(String meter) {
        MeterState state = store.meters().get(meter);
        return state != null && state.phase() == Phase.COUNTING;
    }

    /** The budgets whose revision has not been answered although all their sums are whole. */
    List<Budget> unanswered() {
        return book.budgets().stream()
                .filter(budget -> store.answered(budget.id()) != budget.revision())
                .filter(budget -> budget.meters().stream().allMatch(meter -> isCounting(meter.id())))
                .toList();
    }

    /** The meters that have been without a budget for long; they are gone when this returns. */
    List<String> forget(Instant now) {
        List<String> forgotten = new ArrayList<>();
        lostSince.forEach((meter, since) -> {
            if (!now.isBefore(since.plus(PATIENCE))) {
                forgotten.add(meter);
            }
        });
        for (String meter : forgotten) {
            lostSince.remove(meter);
            store.dropMeter(meter);
            if (book.budget(Meter.budgetOf(meter)).isEmpty()) {
                store.dropAnswer(Meter.budgetOf(meter));
            }
        }
        return forgotten;
    }

    void close() {
        scans.forEach(running -> running.answer().cancel(true));
    }

    private record Running(MeterState state, List<Meter> meters, CompletableFuture<Map<SumKey, BigDecimal>> answer) {}
}
