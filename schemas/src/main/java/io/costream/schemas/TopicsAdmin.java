package io.costream.schemas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing and checks those that are there. */
public final class TopicsAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(TopicsAdmin.class);

    // A broker learns of a new topic a moment after the controller has accepted it.
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_MILLIS = 100;

    private TopicsAdmin() {}

    /**
     * After this every topic exists, is known to the brokers and is as it must be. May be repeated, and may run in
     * several processes at once.
     *
     * @throws TopicMismatchException naming every topic and setting that differs; nothing is changed then
     * @throws KafkaException where the cluster cannot be reached or refuses
     */
    public static void createOrVerify(Admin admin, Topics topics, short replicationFactor) {
        createOrVerify(admin, topics.all(), replicationFactor);
    }

    /** The same for topics of one's own. */
    public static void createOrVerify(Admin admin, List<TopicSpec> specs, short replicationFactor) {
        Set<String> existing = await(admin.listTopics().names());
        verify(admin, specs.stream().filter(s -> existing.contains(s.name())).toList());
        create(admin, specs.stream().filter(s -> !existing.contains(s.name())).toList(), replicationFactor);
        verify(admin, specs);
    }

    private static void create(Admin admin, List<TopicSpec> missing, short replicationFactor) {
        List<NewTopic> topics = missing.stream()
                .map(s -> new NewTopic(s.name(), s.partitions(), replicationFactor).configs(s.settings()))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                await(created);
            } catch (TopicExistsException e) {
                // Another process was faster; what it made is verified next.
                LOG.atDebug().setCause(e).log("Topic was created by another process");
            }
        }
    }

    private static void verify(Admin admin, List<TopicSpec> specs) {
        List<String> names = specs.stream().map(TopicSpec::name).toList();
        Map<String, TopicDescription> described = describe(admin, names);
        Map<ConfigResource, Config> configs = await(
                admin.describeConfigs(names.stream().map(TopicsAdmin::resource).toList())
                        .all());
        List<String> mismatches = new ArrayList<>();
        for (TopicSpec spec : specs) {
            int partitions =
                    requireNonNull(described.get(spec.name())).partitions().size();
            if (partitions != spec.partitions()) {
                mismatches.add(spec.name() + " has " + partitions + " partitions instead of " + spec.partitions());
            }
            mismatches.addAll(differences(spec, requireNonNull(configs.get(resource(spec.name())))));
        }
        if (!mismatches.isEmpty()) {
            throw new TopicMismatchException(mismatches);
        }
    }

    private static List<String> differences(TopicSpec spec, Config actual) {
        return spec.settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(setting -> !setting.getValue().equals(value(actual, setting.getKey())))
                .map(setting -> spec.name() + " has " + setting.getKey() + "=" + value(actual, setting.getKey())
                        + " instead of " + setting.getValue())
                .toList();
    }

    private static String value(Config config, String key) {
        ConfigEntry entry = config.get(key);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private static Map<String, TopicDescription> describe(Admin admin, Collection<String> names) {
        for (int attempt = 1; ; attempt++) {
            try {
                return await(admin.describeTopics(names).allTopicNames());
            } catch (UnknownTopicOrPartitionException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
