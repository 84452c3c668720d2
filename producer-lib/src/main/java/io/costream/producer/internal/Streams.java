package io.costream.producer.internal;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What tells this producer's events apart: one id per start, and for each record key a number that counts up without
 * gaps. The id is made with the first event, so that a process image that is started many times does not share it.
 * Used by one thread.
 */
final class Streams {
    private final Map<String, Integer> shardsByTenant;
    private final Map<String, Stream> streams = new HashMap<>();
    private @Nullable String producerId;

    /** The events of one record key. */
    static final class Stream {
        final String key;
        private long next;

        private Stream(String key) {
            this.key = key;
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
        if (stream == null) {
            stream = new Stream(key(tenant));
            streams.put(tenant, stream);
        }
        return stream;
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
