package io.costream.processor;

import io.costream.processor.topology.SourceTopic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;

/** Asks the broker about the topic of calls. Safe for use by many threads. */
final class BrokerSourceTopic implements SourceTopic {
    private final Admin admin;
    private final String name;
    private final int partitions;

    BrokerSourceTopic(Admin admin, String name, int partitions) {
        this.admin = admin;
        this.name = name;
        this.partitions = partitions;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    /** Asked anew each time: a topic can be deleted and made anew while this runs. */
    @Override
    public Uuid id() {
        return ask(() -> {
            Map<String, TopicDescription> topics =
                    admin.describeTopics(List.of(name)).allTopicNames().get();
            return topics.values().iterator().next().topicId();
        });
    }

    @Override
    public OffsetRange offsets(int partition) {
        TopicPartition where = new TopicPartition(name, partition);
        return ask(() -> new OffsetRange(
                admin.listOffsets(Map.of(where, OffsetSpec.earliest()))
                        .partitionResult(where)
                        .get()
                        .offset(),
                admin.listOffsets(Map.of(where, OffsetSpec.latest()))
                        .partitionResult(where)
                        .get()
                        .offset()));
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker cannot be asked about the topic of calls: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
