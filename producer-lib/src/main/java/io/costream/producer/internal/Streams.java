package io.costream.producer.internal;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What tells this producer's events apart: one id per start, and for each record key a number that counts up without
 * gaps. The id is made with the first event, so that a process image that is started many times does not share it.
 * A stream is found by any thread, by its tenant or, where its number was seen, by that; everything else is for the
 * sender alone.
 */
final class Streams {
    private final Map<String, Integer> shardsByTenant;
    private final Map<String, Stream> streams = new ConcurrentHashMap<>();
    /** The streams by their numbers; changed under the lock of this. */
    private volatile @Nullable Stream[] numbered = new Stream[16];

    private int count;
    private @Nullable String producerId;

    /** The events of one tenant, which have one record key. */
    static final class Stream {
        private final String tenant;
        private final int number;
        private byte @Nullable [] key;
        private long next;

        private Stream(String tenant, int number) {
            this.tenant = tenant;
            this.number = number;
        }

        /** What finds the stream: memory that is used again holds a number rather than a reference. */
        int number() {
            return number;
        }

        /** The number of the next event; the same until {@link #advance}. */
        long next() {
            return next;
        }

        void advance() {
            next++;
        }
    }

    Streams(Map<String, Integer> shardsByTenant) {
        this.shardsByTenant = Map.copyOf(shardsByTenant);
    }

    String producerId() {
        String id = producerId;
        if (id == null) {
            id = Uuid.randomUuid().toString();
            producerId = id;
        }
        return id;
    }

    Stream of(String tenant) {
        Stream stream = streams.get(tenant);
        return stream == null ? make(tenant) : stream;
    }

    private synchronized Stream make(String tenant) {
        Stream other = streams.get(tenant);
        if (other != null) {
            return other;
        }
        Stream stream = new Stream(tenant, count);
        if (count == numbered.length) {
            numbered = Arrays.copyOf(numbered, 2 * count);
        }
        numbered[count] = stream;
        count++;
        streams.put(tenant, stream);
        return stream;
    }

    Stream numbered(int number) {
        return requireNonNull(numbered[number]);
    }

    /** The record key of a stream. */
    byte[] key(Stream stream) {
        byte[] key = stream.key;
        if (key == null) {
            key = key(stream.tenant).getBytes(StandardCharsets.UTF_8);
            stream.key = key;
        }
        return key;
    }

    private String key(String tenant) {
        int shards = shardsByTenant.getOrDefault(tenant, 1);
        if (shards == 1) {
            return tenant;
        }
        int hash = Utils.murmur2(producerId().getBytes(StandardCharsets.UTF_8));
        return tenant + '#' + Utils.toPositive(hash) % shards;
    }
}
