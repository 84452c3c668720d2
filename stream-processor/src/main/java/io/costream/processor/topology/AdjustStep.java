package io.costream.processor.topology;

import io.costream.avro.Adjustment;
import io.costream.avro.Barrier;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.Progress;
import io.costream.processor.ledger.FactsMapping;
import io.costream.processor.state.CellStore;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.ChargeMapping;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.WireFormat;
import java.time.Duration;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Adds what a re-pricing run posted to the totals of its calls, once. A run's barrier is forwarded to the ledger, behind
 * every call that was priced before and ahead of all that are priced at the run's revision or a later one: until that
 * revision has come here, the barrier waits, and what is behind it too. Adjustments are written by this product alone:
 * one that can never be read is a defect, and stops its partition.
 */
final class AdjustStep implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Duration RETRY_HELD = Duration.ofMillis(200);

    private final SchemaRegistry registry;
    private final Deserializer<Adjustment> adjustments;
    private final Deserializer<Barrier> barriers;
    private final String topic;
    private final SourceTopic calls;
    private final Reference reference;
    private ProcessorContext<byte[], byte[]> context;
    private CellStore store;
    private CallCells cells;
    private HeldRecords held;

    AdjustStep(SchemaRegistry registry, String topic, SourceTopic calls, Reference reference) {
        this.registry = registry;
        this.adjustments = AvroSerde.of(Adjustment.class, registry).deserializer();
        this.barriers = AvroSerde.of(Barrier.class, registry).deserializer();
        this.topic = topic;
        this.calls = calls;
        this.reference = reference;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        store = context.getStateStore(CellStore.NAME);
        SourceGuard.check(store, calls, context.taskId().partition());
        cells = new CallCells(store);
        held = new HeldRecords(context.getStateStore(CostTopology.HELD_ADJUSTMENTS));
        context.schedule(RETRY_HELD, PunctuationType.WALL_CLOCK_TIME, now -> retryHeld());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata read = context.recordMetadata().orElseThrow();
        if (!progress().isAdjustmentNew(read.offset())) {
            return;
        }
        store.processed(record.timestamp());
        SourceRecord source = new SourceRecord(
                record.key(), record.value(), read.topic(), read.partition(), read.offset(), record.timestamp(), false);
        if (progress().heldAdjustments() > 0) {
            hold(source);
        } else {
            try {
                apply(source);
            } catch (RetriableException e) {
                hold(source);
            }
        }
        progress().adjusted(read.offset());
    }

    private Progress progress() {
        return store.progress().orElseThrow();
    }

    private void hold(SourceRecord source) {
        held.put(source);
        progress().holdAdjustment();
    }

    private void retryHeld() {
        if (progress().heldAdjustments() > 0) {
            held.drain(topic, context.taskId().partition(), source -> {
                apply(source);
                progress().releaseAdjustment();
            });
        }
    }

    private void apply(SourceRecord source) {
        if (isBarrier(source.value())) {
            Barrier barrier = barriers.deserialize(source.topic(), source.value());
            PricesAwaitedException.require(barrier.getPriceRevision(), reference);
            progress().raisePriceFloor(barrier.getPriceRevision());
            context.forward(
                    new Record<>(source.key(), source.value(), source.appendMillis()), CostTopology.PRICED_CALLS);
        } else {
            adjust(adjustments.deserialize(source.topic(), source.value()));
        }
    }

    private boolean isBarrier(byte[] value) {
        String written = registry.byId(WireFormat.schemaId(value)).getFullName();
        return written.equals(Barrier.getClassSchema().getFullName());
    }

    private void adjust(Adjustment adjustment) {
        Cell change = Cell.ofAdjustment(
                ChargeMapping.fromAvro(adjustment.getBefore()), ChargeMapping.fromAvro(adjustment.getAfter()));
        CallFacts facts = FactsMapping.facts(adjustment.getCall());
        if (!cells.load(facts, reference.calendar(facts.tenant()), progress().horizon(), change)) {
            throw new IllegalStateException("an adjustment of run " + adjustment.getRun() + " overflows a total");
        }
        cells.add(facts, change);
    }
}
