package io.costream.alerts.topology;

import io.costream.alerts.domain.Budget;
import io.costream.alerts.domain.BudgetBook;
import io.costream.alerts.domain.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which standings have to be told again: those that something has changed for, and those of which a window has ended
 * by the clock. Not thread-safe.
 */
final class Standings {
    private final WatchStore store;
    private final StandingWriter writer;
    private final Set<String> touched = new LinkedHashSet<>();
    private final Map<String, Instant> nextChanges = new HashMap<>();
    private Instant nextChange = Window.NEVER;

    Standings(WatchStore store) {
        this.store = store;
        this.writer = new StandingWriter(store);
        touched.addAll(store.standings(""));
    }

    void touch(String key) {
        if (touched.add(key)) {
            store.keepStanding(key);
        }
    }

    /** Everything that is told of the budget here. */
    void touchAll(String budget) {
        touched.addAll(store.standings(Placement.key(budget, "")));
    }

    void tell(BudgetBook book, Instant now, BiConsumer<String, Notice> listener) {
        if (!now.isBefore(nextChange)) {
            nextChanges.forEach((key, change) -> {
                if (!now.isBefore(change)) {
                    touched.add(key);
                }
            });
        }
        for (String key : touched) {
            listener.accept(key, notice(key, book, now));
        }
        if (!touched.isEmpty()) {
            nextChange = nextChanges.values().stream().min(Instant::compareTo).orElse(Window.NEVER);
            touched.clear();
        }
    }

    private Notice notice(String key, BudgetBook book, Instant now) {
        Optional<Budget> budget = book.budget(Placement.budgetOf(key));
        return budget.flatMap(known -> writer.write(known, Placement.valueOf(key), now))
                .<Notice>map(statuses -> {
                    nextChanges.put(key, StandingWriter.nextChange(budget.orElseThrow(), now));
                    return new Notice.Standing(statuses);
                })
                .orElseGet(() -> {
                    nextChanges.remove(key);
                    store.dropStanding(key);
                    return new Notice.Ended();
                });
    }
}
