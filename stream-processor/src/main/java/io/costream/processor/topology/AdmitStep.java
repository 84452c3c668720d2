package io.costream.processor.topology;

import io.costream.avro.Call;
import io.costream.processor.domain.Admission;
import io.costream.processor.domain.CallFacts;
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
 * Lets through each call that counts, once. What cannot be counted goes to the rejected topic with its reason; what
 * cannot be read yet waits, and everything behind it in the partition with it.
 */
final class AdmitStep implements Processor<byte[], byte[], byte[], Object> {
    private static final Duration RETRY_HELD = Duration.ofSeconds(1);
    private static final Duration FORGET_SILENT = Duration.ofHours(1);

    private final CallDecoder decoder;
    private final SourceTopic topic;
    private final Reference reference;
    private final CostSettings settings;
    private ProcessorContext<byte[], Object> context;
    private CellStore cells;
    private HeldRecords held;
    private Duplicates duplicates;

    AdmitStep(SchemaRegistry registry, SourceTopic topic, Reference reference, CostSettings settings) {
        this.decoder = new CallDecoder(registry);
        this.topic = topic;
        this.reference = reference;
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> newContext) {
        context = newContext;
        cells = context.getStateStore(CellStore.NAME);
        SourceGuard.check(cells, topic, context.taskId().partition());
        cells.beginCounting();
        held = new HeldRecords(context.getStateStore(CostTopology.HELD));
        duplicates = new Duplicates(
                context.getStateStore(SequenceStore.NAME),
                context.getStateStore(CostTopology.CALL_IDS),
                settings.duplicateHorizon());
        CommitPace.keep(context, cells, settings.commitInterval());
        context.schedule(RETRY_HELD, PunctuationType.WALL_CLOCK_TIME, now -> retryHeld());
        context.schedule(FORGET_SILENT, PunctuationType.STREAM_TIME, duplicates::forget);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata read = context.recordMetadata().orElseThrow();
        if (!progress().isNew(read.offset())) {
            return;
        }
        cells.processed(record.timestamp());
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
        try {
            admit(source);
        } catch (RetriableException e) {
            hold(source);
        }
    }

    private Progress progress() {
        return cells.progress().orElseThrow();
    }

    private void hold(SourceRecord source) {
        held.put(source);
        source.settle(progress(), Fate.HELD);
    }

    private void retryHeld() {
        if (progress().count(Fate.HELD) > 0) {
            held.drain(topic.name(), context.taskId().partition(), this::admit);
        }
    }

    /** Forwards the call, or settles what became of it. */
    private void admit(SourceRecord source) {
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
                AdmittedCall admitted = new AdmittedCall(source, call, facts);
                context.forward(new Record<>(source.key(), admitted, source.appendMillis()), CostTopology.PRICE);
            }
        } catch (RejectedCallException e) {
            reject(source, e.rejection());
        }
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
