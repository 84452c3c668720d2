package io.costream.processor.topology;

import io.costream.avro.Call;
import io.costream.avro.Identity;
import io.costream.processor.domain.Rejection;
import io.costream.processor.state.SequenceStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Whether a call has been counted before: by its producer's sequence, or by its id within the horizon. Time is append
 * time of the partition, never the clock of a machine, so that a replay decides the same. For the stream thread only.
 */
final class Duplicates {
    private static final int ID_BYTES = 16;

    private final SequenceStore sequences;
    private final KeyValueStore<byte[], byte[]> callIds;
    private final long horizonMillis;
    private final MessageDigest digest = sha256();

    Duplicates(SequenceStore sequences, KeyValueStore<byte[], byte[]> callIds, Duration horizon) {
        this.sequences = sequences;
        this.callIds = callIds;
        this.horizonMillis = horizon.toMillis();
    }

    /** Why it cannot be told whether the call was counted before; empty where it can. */
    Optional<Rejection> unknowable(Call call, String recordKey, long appendMillis) {
        if (call.getIdentity() != Identity.SEQUENCE) {
            return Optional.empty();
        }
        String producer = call.getProducerId();
        Long sequence = call.getSequence();
        if (producer == null || sequence == null || sequence < 0) {
            return Optional.of(
                    new Rejection("no_sequence", "the call's identity is SEQUENCE, but it has no producer and number"));
        }
        boolean old = call.getEventTime().toEpochMilli() < appendMillis - horizonMillis;
        return old && !sequences.knows(producer, recordKey)
                ? Optional.of(new Rejection(
                        "duplicate_horizon",
                        "the call is older than the duplicate horizon and its producer is not remembered"))
                : Optional.empty();
    }

    /** Marks the call as counted, and tells whether it had been before. */
    boolean isDuplicate(Call call, String recordKey, long appendMillis) throws RejectedCallException {
        return switch (call.getIdentity()) {
            case TRANSACTION -> false;
            case CALL_ID -> isKnownId(call, appendMillis);
            case SEQUENCE ->
                switch (sequences.count(String.valueOf(call.getProducerId()), recordKey, number(call), appendMillis)) {
                    case NEW -> false;
                    case DUPLICATE -> true;
                    case FORGOTTEN ->
                        throw new RejectedCallException(
                                "duplicate_horizon", "the producer has left too many gaps since this number");
                };
        };
    }

    private static long number(Call call) {
        Long sequence = call.getSequence();
        return sequence == null ? -1 : sequence;
    }

    private boolean isKnownId(Call call, long appendMillis) {
        byte[] id = Arrays.copyOf(
                digest.digest((call.getTenant() + '\0' + call.getCallId()).getBytes(StandardCharsets.UTF_8)), ID_BYTES);
        byte[] seen = callIds.get(id);
        if (seen != null && ByteBuffer.wrap(seen).getLong() >= appendMillis - horizonMillis) {
            return true;
        }
        callIds.put(id, ByteBuffer.allocate(Long.BYTES).putLong(appendMillis).array());
        return false;
    }

    /** Forgets what is older than the horizon, seen from the newest append time. */
    void forget(long appendMillis) {
        long oldest = appendMillis - horizonMillis;
        sequences.forgetSilentSince(oldest);
        try (KeyValueIterator<byte[], byte[]> ids = callIds.all()) {
            while (ids.hasNext()) {
                KeyValue<byte[], byte[]> next = ids.next();
                if (ByteBuffer.wrap(next.value).getLong() < oldest) {
                    callIds.delete(next.key);
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
