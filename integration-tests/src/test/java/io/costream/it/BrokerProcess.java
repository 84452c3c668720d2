package io.costream.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costream.cli.embedded.BrokerNode;
import io.costream.cli.embedded.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, so that it can be killed. Reading it to the end is the reader's start signal. */
final class BrokerProcess implements AutoCloseable {
    private static final String READY = "broker is ready";

    private final Process process;

    private BrokerProcess(Process process) {
        this.process = process;
    }

    /** Starts the node without waiting: a cluster of several serves only when most of its nodes run. */
    static BrokerProcess launch(BrokerNode node) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                node.dataFolder().toString(),
                Integer.toString(node.nodeId()),
                Integer.toString(node.port()),
                node.clusterId()));
        node.controllerPorts().forEach((id, port) -> command.add(id + "=" + port));
        try {
            return new BrokerProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the broker serves. */
    BrokerProcess awaitReady() {
        StringBuilder output = new StringBuilder();
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.append(line).append('\n');
                if (line.startsWith(READY)) {
                    return this;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the broker's process has ended: " + output);
    }

    /** What {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the broker's process does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the broker's process has ended", e);
        }
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
            // Standard input ends with the parent, so that no broker outlives a test that was itself killed.
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
