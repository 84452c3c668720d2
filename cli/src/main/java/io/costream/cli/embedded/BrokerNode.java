package io.costream.cli.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One node of a cluster on this machine: broker and controller at once.
 *
 * @param dataFolder keeps the node's data; a node is started again by giving the same folder
 * @param nodeId one of the keys of controllerPorts
 * @param port where clients connect
 * @param controllerPorts where the controllers of all nodes talk to each other, by node id
 * @param clusterId the same for all nodes; made by {@link EmbeddedBroker#newClusterId}
 */
public record BrokerNode(
        Path dataFolder, int nodeId, int port, SortedMap<Integer, Integer> controllerPorts, String clusterId) {
    static final String HOST = "127.0.0.1";
    private static final int MINUTES_OF_TEN_YEARS = 10 * 365 * 24 * 60;

    public BrokerNode {
        controllerPorts = new TreeMap<>(controllerPorts);
        if (!controllerPorts.containsKey(nodeId)) {
            throw new IllegalArgumentException("node " + nodeId + " is not among the controllers " + controllerPorts);
        }
    }

    String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** The node's configuration in Kafka's own keys. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(nodeId));
        settings.put("log.dirs", dataFolder.toString());
        addresses(settings);
        replication(settings);
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Offsets that expire while nobody reads make a reader start at the beginning again.
        settings.put("offsets.retention.minutes", Integer.toString(MINUTES_OF_TEN_YEARS));
        // A dead writer's open transaction holds back every reader of its partitions until this scan finds it.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        if (controllerPorts.size() == 1) {
            // Nobody takes over from a node that is alone: calling it dead while it is only slow would gain nothing.
            settings.put("broker.session.timeout.ms", "60000");
        }
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(32 * 1024 * 1024));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("server.max.startup.time.ms", "120000");
        return settings;
    }

    /** The configuration of the node's controller without its broker. */
    Map<String, String> controllerSettings() {
        Map<String, String> settings = settings();
        settings.put("process.roles", "controller");
        settings.put("listeners", controllerListener());
        settings.remove("advertised.listeners");
        settings.remove("inter.broker.listener.name");
        return settings;
    }

    private String controllerListener() {
        return "CONTROLLER://" + HOST + ":" + controllerPorts.get(nodeId);
    }

    private void addresses(Map<String, String> settings) {
        String client = "PLAINTEXT://" + bootstrapServers();
        settings.put("listeners", client + "," + controllerListener());
        settings.put("advertised.listeners", client);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "controller.quorum.voters",
                controllerPorts.entrySet().stream()
                        .map(voter -> voter.getKey() + "@" + HOST + ":" + voter.getValue())
                        .collect(Collectors.joining(",")));
    }

    private void replication(Map<String, String> settings) {
        String copies = Integer.toString(Math.min(3, controllerPorts.size()));
        String needed = controllerPorts.size() < 3 ? "1" : "2";
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", needed);
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("offsets.topic.num.partitions", "8");
        settings.put("transaction.state.log.replication.factor", copies);
        settings.put("transaction.state.log.min.isr", needed);
        settings.put("transaction.state.log.num.partitions", "8");
        settings.put("share.coordinator.state.topic.replication.factor", copies);
        settings.put("share.coordinator.state.topic.min.isr", needed);
    }
}
