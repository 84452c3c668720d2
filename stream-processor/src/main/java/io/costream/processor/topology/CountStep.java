package io.costream.processor.topology;

import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.processor.domain.Admission;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rejection;
import io.costream.processor.state.CellStore;
import io.costream.processor.state.SequenceStore;
import io.costream.schemas.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Counts each call that counts, once: prices it, posts the charge to the ledger and adds it to every total it belongs to.
 * What cannot be counted goes to the rejected topic with its reason; what cannot be read yet waits, and everything behind
 * it in the partition with it.
 */
final class CountStep implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Duration RETRY_HELD = Duration.ofSeconds(1);
    private static final Duration FORGET_SILENT = Duration.ofHours(1);
    private static final Rejection OVERFLOW = new Rejection(
            "overflow",
            "a total would exceed what a 64-bit number of tokens or microseconds can hold, or have too many units");

    private final CallDecoder decoder;
    private final PostingEncoder encoder;
    private final SourceTopic topic;
    private final Reference reference;
    private final CostSettings settings;
    private ProcessorContext<byte[], byte[]> context;
    private CellStore store;
    private CallCells cells;
    private HeldRecords held;
    private Duplicates duplicates;

    CountStep(
            SchemaRegistry registry,
            PostingSchemas schemas,
            SourceTopic topic,
            Reference reference,
            CostSettings settings) {
        this.decoder = new CallDecoder(registry);
        this.encoder = new PostingEncoder(schemas);
        this.topic = topic;
        this.reference = reference;
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        store = context.getStateStore(CellStore.NAME);
        SourceGuard.check(store, topic, context.taskId().partition());
        store.beginCounting();
        cells = new CallCells(store);
        held = new HeldRecords(context.getStateStore(CostTopology.HELD));
        duplicates = new Duplicates(
                context.getStateStore(SequenceStore.NAME),
                context.getStateStore(CostTopology.CALL_IDS),
                settings.duplicateHorizon());
        CommitPace.keep(context, store, settings.commitInterval());
        context.schedule(RETRY_HELD, PunctuationType.WALL_CLOCK_TIME, now -> retryHeld());
        context.schedule(FORGET_SILENT, PunctuationType.STREAM_TIME, duplicates::forget);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata read = context.recordMetadata().orElseThrow();
        if (!progress().isNew(read.offset())) {
            return;
        }
        store.processed(record.timestamp());
        settings.keep().ifPresent(age -> progress().purgeTo(PurgeHorizon.of(record.timestamp(), age)));
        byte[] key = record.key() == null ? new byte[0] : record.key();
        byte[] value = record.value() == null ? new byte[0] : record.value();
        SourceRecord source =
                new SourceRecord(key, value, read.topic(), read.partition(), read.offset(), record.timestamp(), false);
        Optional<Rejection> tooLarge = Admission.checkSize(key, value);
        if (tooLarge.isPresent()) {
            // Ahead of what is held, where there may be no place for it.
            reject(source, tooLarge.get());
            return;
        }
        if (progress().count(Fate.HELD) > 0) {
            hold(source);
            return;
        }
        Optional<AdmittedCall> admitted;
        try {
            admitted = admit(source);
        } catch (RetriableException e) {
            hold(source);
            return;
        }
        admitted.ifPresent(this::count);
    }

    private Progress progress() {
        return store.progress().orElseThrow();
    }

    private void hold(SourceRecord source) {
        held.put(source);
        source.settle(progress(), Fate.HELD);
    }

    private void retryHeld() {
        if (progress().count(Fate.HELD) > 0) {
            held.drain(
                    topic.name(),
                    context.taskId().partition(),
                    source -> admit(source).ifPresent(this::count));
        }
    }

    /** The call, if it counts; else what became of it is settled. */
    private Optional<AdmittedCall> admit(SourceRecord source) {
        // Behind a run's barrier; a task that was moved may have come to where prices are older.
        PricesAwaitedException.require(progress().priceFloor(), reference);
        try {
            String recordKey = new String(source.key(), StandardCharsets.UTF_8);
            Call call = decoder.call(source);
            CallFacts facts = decoder.facts(call);
            Optional<Rejection> rejection = Admission.check(facts, recordKey, source.appendMillis())
                    .or(() -> misplaced(source))
                    .or(() -> duplicates.unknowable(call, recordKey, source.appendMillis()));
            if (rejection.isPresent()) {
                reject(source, rejection.get());
            } else if (duplicates.isDuplicate(call, recordKey, source.appendMillis())) {
                source.settle(progress(), Fate.DUPLICATE);
            } else {
                return Optional.of(new AdmittedCall(source, call, facts));
            }
        } catch (RejectedCallException e) {
            reject(source, e.rejection());
        }
        return Optional.empty();
    }

    /** Everything that can fail is done before the first total changes. */
    private void count(AdmittedCall admitted) {
        SourceRecord source = admitted.source();
        CallFacts facts = admitted.facts();
        Charge charge = admitted.charge(reference.prices());
        Cell addend = Cell.of(facts, charge);
        if (!cells.load(facts, reference.calendar(facts.tenant()), progress().horizon(), addend)) {
            reject(source, OVERFLOW);
            return;
        }
        byte[] posting = encoder.encode(admitted, charge, cells.lacksPurged());
        context.forward(new Record<>(source.key(), posting, source.appendMillis()), CostTopology.PRICED_CALLS);
        cells.add(facts, addend);
        if (cells.lacksPurged()) {
            progress().countLate();
        }
        source.settle(progress(), charge.isPriced() ? Fate.PRICED : Fate.UNPRICED);
    }

    private Optional<Rejection> misplaced(SourceRecord source) {
        int partition = Utils.toPositive(Utils.murmur2(source.key())) % topic.partitions();
        return partition == source.partition()
                ? Optional.empty()
                : Optional.of(new Rejection(
                        "wrong_partition",
                        "the key belongs to partition " + partition + " by Kafka's default hash of Java clients"));
    }

    private void reject(SourceRecord source, Rejection rejection) {
        context.forward(RejectedRecords.of(source, rejection), CostTopology.REJECTED_CALLS);
        source.settle(progress(), Fate.REJECTED);
    }
}
