package io.costream.cli.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker, with its controller, in this process and on the loopback address only. The folder keeps its
 * data: a broker that was closed, or killed, is started again by giving the same folder. Thread-safe.
 *
 * <p>The one class that depends on Kafka's server, which is not a public API.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final int NODE_ID = 1;

    private final BrokerNode node;
    private final FolderLock lock;
    private final KafkaRaftServer server;
    private boolean closed;

    private EmbeddedBroker(BrokerNode node, FolderLock lock, KafkaRaftServer server) {
        this.node = node;
        this.lock = lock;
        this.server = server;
    }

    /**
     * Starts a cluster of one; returns when it serves.
     *
     * @param port where clients connect; 0 for any free one
     * @throws BrokerStartException saying what is in the way
     */
    public static EmbeddedBroker start(Path dataFolder, int port) {
        int clientPort = port == 0 ? Ports.free() : port;
        TreeMap<Integer, Integer> controllers = new TreeMap<>(Map.of(NODE_ID, Ports.freeBut(clientPort)));
        return start(new BrokerNode(dataFolder, NODE_ID, clientPort, controllers, clusterIdOf(dataFolder)));
    }

    /** Starts one node; returns when it serves, for which most nodes of the cluster must run. */
    public static EmbeddedBroker start(BrokerNode node) {
        FolderLock lock = FolderLock.of(node.dataFolder());
        try {
            if (!Ports.isFree(node.port())) {
                throw new BrokerStartException(
                        "port " + node.port() + " is in use by another process; stop that one, or choose another port",
                        null);
            }
            if (StaleRegistration.mayBeIn(node)) {
                endStaleRegistration(node);
            }
            format(node);
            EmbeddedBroker broker = new EmbeddedBroker(node, lock, server(node.settings()));
            broker.run();
            return broker;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static KafkaRaftServer server(Map<String, String> settings) {
        return new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    }

    private static void endStaleRegistration(BrokerNode node) {
        KafkaRaftServer controller = server(StaleRegistration.settings(node));
        try {
            controller.startup();
            StaleRegistration.awaitEnd();
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private void run() {
        try {
            server.startup();
        } catch (RuntimeException e) {
            stop();
            throw new BrokerStartException("the broker cannot start: " + e.getMessage(), e);
        }
        LOG.atInfo().addKeyValue("bootstrap", bootstrapServers()).log("Broker started");
    }

    /** Makes the folder a node's folder, unless it is one. */
    private static void format(BrokerNode node) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(node.clusterId())
                    .setNodeId(node.nodeId())
                    .addDirectory(node.dataFolder().toString())
                    .setMetadataLogDirectory(node.dataFolder().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setHasDynamicQuorum(false)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new BrokerStartException("the folder " + node.dataFolder() + " cannot be prepared: " + e, e);
        }
    }

    /** An id for a new cluster. */
    public static String newClusterId() {
        return Uuid.randomUuid().toString();
    }

    private static String clusterIdOf(Path folder) {
        Path file = folder.resolve("meta.properties");
        if (!Files.exists(file)) {
            return newClusterId();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new BrokerStartException("the file " + file + " cannot be read: " + e, e);
        }
        return properties.getProperty("cluster.id", newClusterId());
    }

    /** Where clients connect, such as {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return node.bootstrapServers();
    }

    /** Stops within half a minute; what is not written by then is recovered at the next start. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stop();
            lock.close();
        }
    }

    private void stop() {
        Thread stopping = new Thread(server::shutdown, "broker-shutdown");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.atWarn().addKeyValue("timeout", CLOSE_TIMEOUT).log("Broker has not stopped in time");
        }
    }
}
