package io.costream.processor.domain.verification;

import io.costream.processor.domain.Admission;
import io.costream.processor.domain.ProducerSequence;
import io.costream.processor.domain.ProducerSequence.Verdict;
import io.costream.processor.domain.verification.RawRecord.Identity;
import io.costream.processor.domain.verification.RawRecord.RawCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides anew which calls of a partition count. A producer that has been silent for longer than the horizon may have
 * been forgotten or not, depending on when the processor tidied up: there, and only there, the ledger's word is taken
 * for one of the two. Not thread-safe.
 */
public final class Readmission {
    /** What a record should have come to. */
    enum Decision {
        COUNTS,
        DUPLICATE,
        REJECTED
    }

    private static final int MICROS_PER_MILLI = 1_000;

    private final Scratch ids;
    private final Scratch producers;
    private final long horizonMillis;
    private final int mostInMemory;
    private final Map<String, ProducerSequence> sequences = new HashMap<>();

    /**
     * Begins at the first record of a partition.
     *
     * @param ids for ids of calls
     * @param producers for producers beyond those in memory
     * @param horizon how long the processor remembers, in append time
     * @param mostInMemory how many producers stay in memory
     */
    public Readmission(Scratch ids, Scratch producers, Duration horizon, int mostInMemory) {
        this.ids = ids;
        this.producers = producers;
        this.horizonMillis = horizon.toMillis();
        this.mostInMemory = mostInMemory;
    }

    Decision decide(RawCall call, boolean isPosted) {
        boolean admitted = call.isInItsPartition()
                && Admission.check(call.facts(), call.recordKey(), call.appendMillis())
                        .isEmpty();
        if (!admitted || call.identity() instanceof Identity.Broken) {
            return Decision.REJECTED;
        }
        if (call.identity() instanceof Identity.Sequence sequence) {
            return bySequence(call, sequence, isPosted);
        }
        return call.identity() instanceof Identity.CallId ? byId(call) : Decision.COUNTS;
    }

    private Decision byId(RawCall call) {
        byte[] id = (call.facts().tenant() + '\0' + call.callId()).getBytes(StandardCharsets.UTF_8);
        byte[] seen = ids.get(id);
        if (seen != null && ByteBuffer.wrap(seen).getLong() >= call.appendMillis() - horizonMillis) {
            return Decision.DUPLICATE;
        }
        ids.put(id, ByteBuffer.allocate(Long.BYTES).putLong(call.appendMillis()).array());
        return Decision.COUNTS;
    }

    private Decision bySequence(RawCall call, Identity.Sequence sequence, boolean isPosted) {
        String name = sequence.producerId() + '\0' + call.recordKey();
        ProducerSequence known = sequence(name);
        long oldest = call.appendMillis() - horizonMillis;
        boolean isOld = Math.floorDiv(call.facts().atMicros(), MICROS_PER_MILLI) < oldest;
        if (!known.isStarted() && isOld) {
            return Decision.REJECTED;
        }
        boolean mayBeForgotten = known.isStarted() && known.lastSeenMillis() < oldest;
        Verdict verdict = known.count(sequence.number(), call.appendMillis());
        if (mayBeForgotten && isPosted && !isOld && verdict != Verdict.NEW) {
            begin(name).count(sequence.number(), call.appendMillis());
            return Decision.COUNTS;
        }
        if (mayBeForgotten && !isPosted && isOld && verdict == Verdict.NEW) {
            begin(name);
            return Decision.REJECTED;
        }
        return switch (verdict) {
            case NEW -> Decision.COUNTS;
            case DUPLICATE -> Decision.DUPLICATE;
            case FORGOTTEN -> Decision.REJECTED;
        };
    }

    private ProducerSequence begin(String name) {
        ProducerSequence fresh = new ProducerSequence();
        sequences.put(name, fresh);
        return fresh;
    }

    private ProducerSequence sequence(String name) {
        ProducerSequence known = sequences.get(name);
        if (known != null) {
            return known;
        }
        if (sequences.size() >= mostInMemory) {
            sequences.forEach((producer, sequence) -> producers.put(bytes(producer), sequence.toBytes()));
            sequences.clear();
        }
        byte[] stored = producers.get(bytes(name));
        ProducerSequence sequence = stored == null ? new ProducerSequence() : ProducerSequence.fromBytes(stored);
        sequences.put(name, sequence);
        return sequence;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
