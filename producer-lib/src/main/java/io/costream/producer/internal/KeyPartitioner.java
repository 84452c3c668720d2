package io.costream.producer.internal;

import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka's own producer would send a record with a key, without looking up for each how many partitions there are:
 * that changes with what is known of the cluster, and only then. For one producer of one topic, and one sending thread.
 */
public final class KeyPartitioner implements Partitioner {
    private @Nullable Cluster known;
    private int partitions;

    @Override
    @SuppressWarnings("ReferenceEquality") // The producer makes a new one where anything is different.
    public int partition(
            String topic,
            @Nullable Object key,
            byte[] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        if (cluster != known) {
            partitions = cluster.partitionsForTopic(topic).size();
            known = cluster;
        }
        return BuiltInPartitioner.partitionForKey(keyBytes, partitions);
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
}
