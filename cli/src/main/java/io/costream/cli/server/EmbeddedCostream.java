package io.costream.cli.server;

import io.costream.alerts.AlertConfig;
import io.costream.alerts.AlertConsumerApp;
import io.costream.cli.embedded.BrokerStartException;
import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import io.costream.processor.state.RestoreProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of Costream in this process, on the loopback address: broker, registry, processor and alert consumer. Given the
 * same folder it continues where it was stopped, or killed. Thread-safe.
 */
public final class EmbeddedCostream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCostream.class);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final long PAUSE_MILLIS = 50;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private Connection connection = Connection.to("", "", "");
    private boolean closed;

    private EmbeddedCostream() {}

    /** Returns when everything is counted again and can be asked. */
    public static EmbeddedCostream start(Places places) {
        EmbeddedCostream costream = new EmbeddedCostream();
        try {
            costream.startParts(places);
            return costream;
        } catch (BrokerStartException inTheWay) {
            costream.close();
            throw CommandFailure.wrongUsage(String.valueOf(inTheWay.getMessage()), inTheWay);
        } catch (CommandFailure failure) {
            costream.close();
            throw failure;
        } catch (RuntimeException failure) {
            costream.close();
            throw CommandFailure.unreachable("Costream cannot start: " + failure.getMessage(), failure);
        }
    }

    private void startParts(Places places) {
        requireFree(places.registryPort(), "--registry-port");
        requireFree(places.apiPort(), "--api-port");
        Path data = places.data();
        EmbeddedBroker broker = opened(EmbeddedBroker.start(data.resolve("kafka"), places.kafkaPort()));
        String bootstrap = broker.bootstrapServers();
        RegistryServer registry = opened(RegistryServer.start(bootstrap, places.registryPort()));
        Map<String, String> keys = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrap,
                "schema.registry.url",
                registry.url(),
                "replication.factor",
                "1",
                "standby.replicas",
                "0"));
        keys.put("state.dir", data.resolve("alert-consumer").toString());
        AlertConsumerApp alerts = opened(AlertConsumerApp.start(AlertConfig.of(keys)));
        keys.put("state.dir", data.resolve("processor").toString());
        keys.put("api.port", Integer.toString(places.apiPort()));
        ProcessorApp processor = opened(ProcessorApp.start(ProcessorConfig.of(keys)));
        connection = Connection.to(processor.url(), bootstrap, registry.url());
        try (RestoreBar bar = new RestoreBar()) {
            awaitReady(processor, alerts, bar);
        }
    }

    private static void awaitReady(ProcessorApp processor, AlertConsumerApp alerts, RestoreBar bar) {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            List<String> problems = new ArrayList<>(processor.problems());
            if (!alerts.healthy()) {
                problems.add("the alert consumer is " + alerts.state());
            }
            if (problems.isEmpty()) {
                return;
            }
            if (processor.failure().isPresent() || alerts.state() == AlertConsumerApp.State.FAILED) {
                throw CommandFailure.unreachable("Costream cannot go on: " + String.join("; ", problems));
            }
            if (bar.at(processor.restoring().map(RestoreProgress::whole))) {
                // However many totals there are: it is given up only where it stands still.
                deadline = System.nanoTime() + START_TIMEOUT.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw CommandFailure.unreachable("Costream has not become ready within " + START_TIMEOUT.toMinutes()
                        + " minutes: " + String.join("; ", problems) + "; start it again with --verbose to see why");
            }
            pause();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private static void requireFree(int port, String option) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            LOG.atDebug().addKeyValue("port", socket.getLocalPort()).log("Port is free");
        } catch (IOException taken) {
            throw CommandFailure.wrongUsage(
                    "port " + port + " is in use by another process; stop that one, or choose another with " + option,
                    taken);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    /** Where clients find it. */
    public Connection connection() {
        return connection;
    }

    /** Stops the parts, the last started first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failure) {
                LOG.atWarn().setCause(failure).log("A part did not stop cleanly");
            }
        }
    }
}
