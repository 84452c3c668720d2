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
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds what a re-pricing run posted to the totals of its calls, once, and forwards the run's barriers to the ledger.
 * Adjustments are written by this product alone: one that cannot be read is a defect, and stops its partition.
 */
final class AdjustStep implements Processor<byte[], byte[], byte[], byte[]> {
    private final SchemaRegistry registry;
    private final Deserializer<Adjustment> adjustments;
    private final SourceTopic calls;
    private final Reference reference;
    private ProcessorContext<byte[], byte[]> context;
    private CellStore store;
    private CallCells cells;

    AdjustStep(SchemaRegistry registry, SourceTopic calls, Reference reference) {
        this.registry = registry;
        this.adjustments = AvroSerde.of(Adjustment.class, registry).deserializer();
        this.calls = calls;
        this.reference = reference;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        store = context.getStateStore(CellStore.NAME);
        SourceGuard.check(store, calls, context.taskId().partition());
        cells = new CallCells(store);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Progress progress = store.progress().orElseThrow();
        long offset = context.recordMetadata().orElseThrow().offset();
        if (!progress.isAdjustmentNew(offset)) {
            return;
        }
        if (isBarrier(record.value())) {
            context.forward(record, CostTopology.PRICED_CALLS);
        } else {
            adjust(adjustments.deserialize(
                    context.recordMetadata().orElseThrow().topic(), record.value()));
        }
        progress.adjusted(offset);
    }

    private boolean isBarrier(byte[] value) {
        String written = registry.byId(WireFormat.schemaId(value)).getFullName();
        return written.equals(Barrier.getClassSchema().getFullName());
    }

    private void adjust(Adjustment adjustment) {
        Cell change = Cell.ofAdjustment(
                ChargeMapping.fromAvro(adjustment.getBefore()), ChargeMapping.fromAvro(adjustment.getAfter()));
        CallFacts facts = FactsMapping.facts(adjustment.getCall());
        if (!cells.load(facts, reference.zone(facts.tenant()), change)) {
            throw new IllegalStateException("an adjustment of run " + adjustment.getRun() + " overflows a total");
        }
        cells.add(change);
    }
}
