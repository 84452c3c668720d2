package io.costream.processor.topology;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import io.costream.processor.domain.Rejection;
import io.costream.processor.state.CellStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Posts each charge to the ledger and adds it to every total it belongs to. Everything that can fail is done before the
 * first total changes.
 */
final class RollUpStep implements Processor<byte[], ChargedCall, byte[], Object> {
    private static final Rejection OVERFLOW = new Rejection(
            "overflow",
            "a total would exceed what a 64-bit number of tokens or microseconds can hold, or have too many units");

    private final PostingEncoder encoder;
    private final Reference reference;
    private ProcessorContext<byte[], Object> context;
    private CellStore store;
    private CallCells cells;

    RollUpStep(PostingEncoder encoder, Reference reference) {
        this.encoder = encoder;
        this.reference = reference;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> newContext) {
        context = newContext;
        store = context.getStateStore(CellStore.NAME);
        cells = new CallCells(store);
    }

    @Override
    public void process(Record<byte[], ChargedCall> record) {
        AdmittedCall admitted = record.value().admitted();
        SourceRecord source = admitted.source();
        Cell addend = Cell.of(admitted.facts(), record.value().charge());
        Progress progress = store.progress().orElseThrow();
        if (!cells.load(admitted.facts(), reference.calendar(admitted.facts().tenant()), progress.horizon(), addend)) {
            context.forward(RejectedRecords.of(source, OVERFLOW), CostTopology.REJECTED_CALLS);
            source.settle(progress, Fate.REJECTED);
            return;
        }
        byte[] posting = encoder.encode(admitted, record.value().charge(), cells.lacksPurged());
        context.forward(record.withValue(posting), CostTopology.PRICED_CALLS);
        cells.add(addend);
        if (cells.lacksPurged()) {
            progress.countLate();
        }
        source.settle(progress, record.value().charge().isPriced() ? Fate.PRICED : Fate.UNPRICED);
    }
}
