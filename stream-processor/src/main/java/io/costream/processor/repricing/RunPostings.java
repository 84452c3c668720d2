package io.costream.processor.repricing;

import io.costream.avro.Adjustment;
import io.costream.avro.Repricing;
import io.costream.avro.RepricingState;
import io.costream.pricing.Charge;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.ChargeMapping;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What a run writes: adjustments, and in the same transaction how far it has come. Whoever makes one for the same ledger
 * ends the writing of those made before. Not thread-safe.
 */
final class RunPostings implements AutoCloseable {
    private static final int MOST_IN_TRANSACTION = 4_000;
    /** Readers of the ledger wait for an open transaction. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(1);
    /** A run that says nothing for much longer is taken to be dead. */
    static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    private final Topics topics;
    private final SchemaRegistry registry;
    private final Clock clock;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroSerde<Adjustment> adjustments;
    private final Map<Integer, Future<RecordMetadata>> last = new HashMap<>();
    /** By partition, the offset of the first posting that is not done: as it was found, and as it is now. */
    private final long[] due;

    private final long[] positions;
    private Repricing run = new Repricing();
    private int open;
    private long since = System.nanoTime();

    /** Takes over the writing: what any other process had left open is aborted, and it can commit no more. */
    RunPostings(RunClients clients, SchemaRegistry registry, Topics topics, Clock clock) {
        this.topics = topics;
        this.registry = registry;
        this.clock = clock;
        this.adjustments = AvroSerde.of(Adjustment.class, registry);
        this.due = new long[topics.partitions()];
        this.positions = new long[topics.partitions()];
        this.producer = clients.producer("run");
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Goes on from what is committed of the run, in the worker's name. */
    void goOn(Repricing committed, String worker) {
        run = Repricing.newBuilder(committed).setWorker(worker).build();
        committed.getPositions().forEach((partition, position) -> due[Integer.parseInt(partition)] = position);
        System.arraycopy(due, 0, positions, 0, due.length);
        commit();
    }

    /** Whether the call's adjustment, if it needs one, is still to be posted. */
    boolean isDue(LedgerCall call) {
        return call.offset() >= due[call.partition()];
    }

    void post(LedgerCall call, Charge after) {
        Adjustment adjustment = Adjustment.newBuilder()
                .setRun(run.getRun())
                .setCall(call.posted().getCall())
                .setCallOffset(call.posted().getCallOffset())
                .setBefore(call.current())
                .setAfter(ChargeMapping.toAvro(after))
                .build();
        byte[] value = adjustments.serializer().serialize(topics.adjustments(), adjustment);
        if (open == 0) {
            producer.beginTransaction();
            since = System.nanoTime();
        }
        last.put(
                call.partition(),
                producer.send(new ProducerRecord<>(topics.adjustments(), call.partition(), call.key(), value)));
        open++;
    }

    /** All calls up to this one are done. */
    void passed(LedgerCall call) {
        positions[call.partition()] = call.offset() + 1;
        if (open >= MOST_IN_TRANSACTION) {
            commit();
        }
    }

    /** Commits what has been open for long, and says from time to time that the run is alive. */
    void pause() {
        Duration age = Duration.ofNanos(System.nanoTime() - since);
        if (age.compareTo(open > 0 ? LONGEST_TRANSACTION : SIGN_OF_LIFE) > 0) {
            commit();
        }
    }

    /** Ends the run: all of it is posted. */
    Repricing finish(RepricingResult result) {
        run.setState(RepricingState.COMMITTED);
        run.setResult(ResultJson.of(result, ResultJson.MOST_STORED).toString());
        commit();
        return run;
    }

    /** Ends the run, which has posted nothing. */
    Repricing fail(RepricingResult result, String problem) {
        run.setState(RepricingState.FAILED);
        run.setProblem(problem);
        run.setResult(ResultJson.of(result, ResultJson.MOST_STORED)
                .put("problem", problem)
                .toString());
        commit();
        return run;
    }

    Repricing run() {
        return run;
    }

    private void commit() {
        if (open == 0) {
            producer.beginTransaction();
        }
        producer.flush();
        Map<String, Long> ends = new HashMap<>(run.getEnds());
        last.forEach((partition, sent) -> ends.put(Integer.toString(partition), RunClients.offset(sent) + 1));
        Repricing next = Repricing.newBuilder(run)
                .setEnds(ends)
                .setPositions(positionsByName())
                .setPosted(run.getPosted() + open)
                .setUpdated(clock.instant().truncatedTo(ChronoUnit.MICROS))
                .build();
        // The commit fails where the sending has.
        var unused = producer.send(RunClients.record(topics, registry, next));
        producer.commitTransaction();
        run = next;
        last.clear();
        open = 0;
        since = System.nanoTime();
    }

    private Map<String, Long> positionsByName() {
        Map<String, Long> named = new HashMap<>();
        for (int partition = 0; partition < positions.length; partition++) {
            if (positions[partition] > 0) {
                named.put(Integer.toString(partition), positions[partition]);
            }
        }
        return named;
    }

    /** What is not committed is aborted. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
