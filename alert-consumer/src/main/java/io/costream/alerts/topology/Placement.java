package io.costream.alerts.topology;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Which watcher hears what: sums go to the one of their budget and scope value, the rest to all. Stateless. */
final class Placement implements StreamPartitioner<String, Message> {
    /** Between a budget's id, which has no slash, and a scope value. */
    private static final String SEPARATOR = "/";

    /** The key of a budget's scope value in topic budget-status, and of its sums between the stages. */
    static String key(String budget, String value) {
        return budget + SEPARATOR + value;
    }

    static String budgetOf(String key) {
        return key.substring(0, key.indexOf(SEPARATOR));
    }

    static String valueOf(String key) {
        return key.substring(key.indexOf(SEPARATOR) + SEPARATOR.length());
    }

    static int owner(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, Message message, int partitions) {
        if (message instanceof Message.Answer || message instanceof Message.Forgotten) {
            return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
        }
        return Optional.of(Set.of(owner(key, partitions)));
    }
}
