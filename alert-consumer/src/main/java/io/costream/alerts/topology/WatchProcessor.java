package io.costream.alerts.topology;

import io.costream.alerts.domain.Budget;
import io.costream.alerts.domain.BudgetBook;
import io.costream.alerts.domain.BudgetWatch;
import io.costream.alerts.domain.Crossing;
import io.costream.alerts.domain.Crossings;
import io.costream.alerts.domain.Meter;
import io.costream.alerts.domain.SumKey;
import io.costream.alerts.domain.Watch;
import io.costream.alerts.domain.Window;
import io.costream.alerts.domain.WindowKind;
import io.costream.alerts.topology.Message.Answer;
import io.costream.alerts.topology.Message.Excess;
import io.costream.alerts.topology.Message.Forgotten;
import io.costream.alerts.topology.Message.Partial;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The second stage: adds the partitions' parts of each sum, raises an alert in the same transaction that remembers the
 * crossing, and tells where budgets stand. Not thread-safe, as Kafka Streams has it.
 */
final class WatchProcessor implements Processor<String, Message, String, Notice> {
    private final AlertParts parts;

    @SuppressWarnings("NullAway.Init") // init comes first, and again after a task was revived
    private Running running;

    WatchProcessor(AlertParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, Notice> context) {
        running = new Running(context, parts);
        context.schedule(parts.interval(), PunctuationType.WALL_CLOCK_TIME, now -> running.report());
    }

    @Override
    public void process(Record<String, Message> record) {
        running.hear(record.value());
    }

    /** What lives from one init to the next, so that a revived task starts from its store alone. */
    private static final class Running {
        private final ProcessorContext<String, Notice> context;
        private final AlertParts parts;
        private final WatchStore store;
        private final Standings standings;
        private BudgetBook book = BudgetBook.EMPTY;

        Running(ProcessorContext<String, Notice> context, AlertParts parts) {
            this.context = context;
            this.parts = parts;
            this.store = new WatchStore(
                    context.getStateStore(AlertTopology.WATCH_STORE),
                    parts.topics().partitions());
            this.standings = new Standings(store);
        }

        void hear(Message message) {
            follow();
            if (message instanceof Partial partial) {
                hear(partial);
            } else if (message instanceof Answer answer) {
                hear(answer);
            } else if (message instanceof Forgotten forgotten) {
                hear(forgotten);
            } else if (message instanceof Excess excess) {
                hear(excess);
            }
        }

        private void hear(Partial partial) {
            Watch watch = store.watch(partial.key()).with(partial.partition(), partial.column());
            store.putWatch(partial.key(), watch);
            standings.touch(Placement.key(
                    Meter.budgetOf(partial.key().meter()), partial.key().value()));
            judge(partial.key(), watch);
        }

        private void hear(Answer answer) {
            store.putAnswer(answer.budget(), answer.partition(), answer.revision());
            book.budget(answer.budget()).ifPresent(this::judgeAll);
            standings.touchAll(answer.budget());
        }

        private void hear(Forgotten forgotten) {
            String budget = Meter.budgetOf(forgotten.meter());
            store.watches(forgotten.meter())
                    .forEach((key, watch) -> store.putWatch(key, watch.without(forgotten.partition())));
            if (forgotten.reason() == Forgotten.Reason.BUDGET_DELETED) {
                store.dropAnswer(budget, forgotten.partition());
            }
            standings.touchAll(budget);
        }

        private void hear(Excess excess) {
            Optional<Budget> budget = book.budget(excess.budget()).filter(Budget::isEnabled);
            if (budget.isPresent()) {
                BigDecimal limit = budget.get().limits().get(WindowKind.REQUEST);
                if (limit != null) {
                    raise(
                            Placement.key(excess.budget(), excess.value()) + "/" + WindowKind.REQUEST.word(),
                            new Notice.Raised(AlertWriter.exceeded(budget.get(), excess, limit, now())));
                }
            }
        }

        /** Looks at everything that a change of the budgets may have changed. */
        private void follow() {
            BudgetBook newest = parts.budgets().get();
            if (newest == book) {
                return;
            }
            BudgetBook before = book;
            book = newest;
            for (Budget budget : newest.budgets()) {
                if (before.budget(budget.id()).stream().noneMatch(old -> old.revision() == budget.revision())) {
                    own(budget);
                    judgeAll(budget);
                    standings.touchAll(budget.id());
                }
            }
            before.budgets().stream()
                    .filter(budget -> newest.budget(budget.id()).isEmpty())
                    .forEach(budget -> standings.touchAll(budget.id()));
        }

        /** One watcher tells of the budget as a whole, also where nothing was ever spent. */
        private void own(Budget budget) {
            String whole = Placement.key(budget.id(), "");
            if (Placement.owner(whole, parts.topics().partitions())
                    == context.taskId().partition()) {
                standings.touch(whole);
            }
        }

        private void judgeAll(Budget budget) {
            if (store.isAnswered(budget)) {
                budget.meters().forEach(meter -> store.watches(meter.id()).forEach(this::judge));
            }
        }

        private void judge(SumKey key, Watch watch) {
            Optional<Meter> meter = book.meter(key.meter());
            if (meter.isPresent()) {
                Budget budget = meter.get().budget();
                if (budget.isEnabled() && store.isAnswered(budget)) {
                    judge(meter.get(), key, watch);
                }
            }
        }

        private void judge(Meter meter, SumKey key, Watch watch) {
            Budget budget = meter.budget();
            BigDecimal limit = budget.limits().getOrDefault(meter.kind(), BigDecimal.ZERO);
            Window window = budget.calendar().windowOf(meter.kind(), key.windowStart());
            BigDecimal spent = watch.spent();
            BudgetWatch.Observation seen =
                    BudgetWatch.look(watch.crossings(), budget, limit, spent, silentUpTo(budget, window, watch));
            if (!seen.crossings().equals(watch.crossings())) {
                store.putWatch(key, watch.with(seen.crossings()));
            }
            for (Crossing crossing : seen.happened()) {
                raise(
                        Placement.key(budget.id(), key.value()) + "/"
                                + meter.kind().word(),
                        new Notice.Raised(AlertWriter.crossed(budget, key.value(), window, crossing, spent, now())));
            }
        }

        /** What a window that was over when the budget was made had spent by then is history, not news. */
        private static BigDecimal silentUpTo(Budget budget, Window window, Watch watch) {
            if (!window.isOver(budget.appliedAt())) {
                return BigDecimal.ZERO;
            }
            return watch.crossings().equals(Crossings.NONE) ? watch.before() : watch.spent();
        }

        void report() {
            follow();
            standings.tell(book, now(), this::raise);
        }

        private void raise(String key, Notice notice) {
            context.forward(new Record<>(key, notice, context.currentSystemTimeMs()));
        }

        private Instant now() {
            return Instant.ofEpochMilli(context.currentSystemTimeMs());
        }
    }
}
