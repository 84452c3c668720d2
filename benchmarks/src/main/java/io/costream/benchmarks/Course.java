package io.costream.benchmarks;

import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Where an entrant runs: the brokers, the topics and what it may use there.
 *
 * @param calls how many calls the topic holds
 * @param applicationId of its own for every run, so that each begins at the first call with an empty state
 * @param folder for local state
 */
record Course(
        String bootstrap,
        String registryUrl,
        String prefix,
        int partitions,
        int calls,
        int threads,
        String applicationId,
        Path folder) {
    /** Between two transactions, for every entrant; the default of the stream processor. */
    static final int COMMIT_INTERVAL_MILLIS = 200;

    private static final Duration DUPLICATE_HORIZON = Duration.ofDays(30);

    Topics topics() {
        return Topics.withPrefix(prefix).partitions(partitions);
    }

    SchemaRegistry registry() {
        return HttpSchemaRegistry.of(Map.of("schema.registry.url", registryUrl));
    }

    Map<String, Object> clients() {
        return new HashMap<>(Map.of("bootstrap.servers", bootstrap));
    }

    Admin admin() {
        return Admin.create(clients());
    }

    List<TopicPartition> callPartitions() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topics().calls(), partition))
                .toList();
    }

    /** For the stream processor and, by its {@code streams()}, for the other topologies. */
    Map<String, String> processorKeys() {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "schema.registry.url",
                registryUrl,
                "topic.prefix",
                prefix,
                "application.id",
                applicationId,
                "state.dir",
                folder.resolve(applicationId).toString(),
                "partitions",
                Integer.toString(partitions),
                "commit.interval.ms",
                Integer.toString(COMMIT_INTERVAL_MILLIS),
                "threads",
                Integer.toString(threads),
                // The topic's calls are as old as they would be had they come as they were made.
                "duplicate.horizon.ms",
                Long.toString(DUPLICATE_HORIZON.toMillis()),
                "api.port",
                "0");
    }
}
