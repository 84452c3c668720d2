package io.costream.it;

import io.costream.cli.embedded.BrokerNode;
import io.costream.cli.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A broker in a process of its own, so that it can be killed. */
final class BrokerProcess implements AutoCloseable {
    private static final String READY = "broker is ready";

    private final ChildProcess process;

    private BrokerProcess(ChildProcess process) {
        this.process = process;
    }

    /** Starts the node without waiting: a cluster of several serves only when most of its nodes run. */
    static BrokerProcess launch(BrokerNode node) {
        List<String> arguments = new ArrayList<>(List.of(
                node.dataFolder().toString(),
                Integer.toString(node.nodeId()),
                Integer.toString(node.port()),
                node.clusterId()));
        node.controllerPorts().forEach((id, port) -> arguments.add(id + "=" + port));
        return new BrokerProcess(ChildProcess.launch(BrokerProcess.class, arguments));
    }

    /** Returns when the broker serves. */
    BrokerProcess awaitReady() {
        process.awaitLine(READY);
        return this;
    }

    /** What {@code kill -9} does. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws IOException {
        SortedMap<Integer, Integer> controllers = new TreeMap<>();
        for (String voter : List.of(args).subList(4, args.length)) {
            String[] parts = voter.split("=", 2);
            controllers.put(Integer.valueOf(parts[0]), Integer.valueOf(parts[1]));
        }
        BrokerNode node = new BrokerNode(
                Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), controllers, args[3]);
        try (EmbeddedBroker broker = EmbeddedBroker.start(node)) {
            System.out.println(READY + " at " + broker.bootstrapServers());
            System.out.flush();
            ChildProcess.untilParentEnds();
        }
    }
}
