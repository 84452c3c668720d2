package io.costream.alerts.topology;

import io.costream.alerts.domain.Budget;
import io.costream.alerts.domain.BudgetBook;
import io.costream.alerts.domain.Column;
import io.costream.alerts.domain.Meter;
import io.costream.alerts.domain.Spend;
import io.costream.alerts.domain.SumKey;
import io.costream.alerts.domain.WindowKind;
import io.costream.alerts.ledger.Posting;
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
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The first stage: sums one partition of the ledger for every meter, and tells the watchers each changed sum once in a
 * while, whole. Not thread-safe, as Kafka Streams has it.
 */
final class LedgerProcessor implements Processor<byte[], byte[], String, Message> {
    private final AlertParts parts;

    @SuppressWarnings("NullAway.Init") // init comes first, and again after a task was revived
    private Running running;

    LedgerProcessor(AlertParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, Message> context) {
        running = new Running(context, parts);
        context.schedule(parts.interval(), PunctuationType.WALL_CLOCK_TIME, now -> running.report());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        running.count(record.value());
    }

    @Override
    public void close() {
        running.follower.close();
    }

    /** What lives from one init to the next close, so that a revived task starts from its store alone. */
    private static final class Running {
        private final ProcessorContext<String, Message> context;
        private final AlertParts parts;
        private final LedgerStore store;
        private final MeterFollower follower;
        private final int partition;

        Running(ProcessorContext<String, Message> context, AlertParts parts) {
            this.context = context;
            this.parts = parts;
            this.partition = context.taskId().partition();
            this.store = new LedgerStore(context.getStateStore(AlertTopology.LEDGER_STORE));
            this.follower = new MeterFollower(store, parts.scanner(), partition);
        }

        void count(byte[] value) {
            RecordMetadata place = context.recordMetadata().orElseThrow();
            Optional<Posting> posting = parts.ledger().read(place.topic(), value);
            follower.follow(parts.budgets().get(), now());
            posting.ifPresent(known -> count(known, place));
            store.moveTo(place.topic(), place.offset() + 1);
        }

        private void count(Posting posting, RecordMetadata place) {
            Spend spend = posting.spend();
            for (BudgetBook.Watched watched : follower.book().watching(spend)) {
                for (Meter meter : watched.meters()) {
                    SumKey key = meter.keyOf(spend);
                    Sum sum = store.sum(key);
                    sum.add(spend.amount());
                    store.putSum(key, sum);
                }
                if (posting.kind() == Posting.Kind.CHARGE) {
                    tellExcess(watched.budget(), posting, place);
                }
            }
        }

        private void tellExcess(Budget budget, Posting posting, RecordMetadata place) {
            BigDecimal limit = budget.limits().get(WindowKind.REQUEST);
            Spend spend = posting.spend();
            if (limit != null && spend.amount().compareTo(limit) > 0) {
                String value = spend.value(budget.each());
                Message excess = new Excess(
                        budget.id(), value, posting.callId(), spend.at(), spend.amount(), partition, place.offset());
                forward(Placement.key(budget.id(), value), excess);
            }
        }

        /** Tells what has changed; sums first, so that an answer says that all of them have been told. */
        void report() {
            follower.follow(parts.budgets().get(), now());
            follower.finishScans();
            long asOf = store.positions().getOrDefault(parts.topics().pricedCalls(), 0L);
            for (SumKey key : store.untold()) {
                if (follower.isCounting(key.meter())) {
                    tell(key, asOf);
                }
            }
            for (Budget budget : follower.unanswered()) {
                store.answer(budget.id(), budget.revision());
                forward(budget.id(), new Answer(budget.id(), budget.revision(), partition));
            }
            follower.forget(now()).forEach(this::tellForgotten);
        }

        private void tell(SumKey key, long asOf) {
            Sum sum = store.sum(key);
            sum.tell();
            store.putSum(key, sum);
            Column column = new Column(sum.total(), sum.before(), asOf);
            forward(Placement.key(Meter.budgetOf(key.meter()), key.value()), new Partial(key, partition, column));
        }

        private void tellForgotten(String meter) {
            String budget = Meter.budgetOf(meter);
            Forgotten.Reason reason = follower.book().budget(budget).isPresent()
                    ? Forgotten.Reason.METER_CHANGED
                    : Forgotten.Reason.BUDGET_DELETED;
            forward(budget, new Forgotten(meter, partition, reason));
        }

        private void forward(String key, Message message) {
            context.forward(new Record<>(key, message, context.currentSystemTimeMs()));
        }

        private Instant now() {
            return Instant.ofEpochMilli(context.currentSystemTimeMs());
        }
    }
}
