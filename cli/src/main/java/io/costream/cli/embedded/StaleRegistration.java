package io.costream.cli.embedded;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed single node leaves in its own metadata: that it is alive and leads its partitions. A node that starts
 * with that goes on with the transactions it was ending before it is registered; a few seconds later the old
 * registration expires, no partition has a leader, and Kafka takes the partitions whose markers are still to be written
 * for deleted ones. Such a transaction never ends, and holds its readers back for ever. So the registration is ended
 * first, by the node's controller alone.
 */
final class StaleRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(StaleRegistration.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String SESSION_MILLIS = "500";
    private static final long PAUSE_MILLIS = 20;

    private StaleRegistration() {}

    /** Whether the node's folder was used, and not left by a node that stopped in order. */
    static boolean mayBeIn(BrokerNode node) {
        return node.controllerPorts().size() == 1
                && Files.exists(node.dataFolder().resolve("meta.properties"))
                && !Files.exists(node.dataFolder().resolve(".kafka_cleanshutdown"));
    }

    /** Of the controller that ends the registration, soon after it has started. */
    static Map<String, String> settings(BrokerNode node) {
        Map<String, String> settings = node.controllerSettings();
        settings.put("broker.session.timeout.ms", SESSION_MILLIS);
        return settings;
    }

    /** Returns when the controller that runs in this process knows of no live broker; after a while in any case. */
    static void awaitEnd() {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (brokers("FencedBrokerCount") == 0 || brokers("ActiveBrokerCount") > 0) {
            if (System.nanoTime() > deadline) {
                LOG.warn("No broker was registered in this folder");
                return;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** One of the controller's own counts; 0 before it has any. */
    private static int brokers(String count) {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("kafka.controller:type=KafkaController,name=" + count), "Value");
            return ((Number) value).intValue();
        } catch (InstanceNotFoundException e) {
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException("the controller does not tell its " + count, e);
        }
    }
}
