package io.costream.cli.server;

import io.costream.alerts.AlertConfig;
import io.costream.alerts.AlertConsumerApp;
import io.costream.cli.registry.RegistryServer;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Logging;
import io.costream.cli.terminal.Terminal;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code costream run}: one part alone, as a deployment starts it. */
@Command(
        name = "run",
        description = "Run one part: processor, alert-consumer or registry.",
        footer = {"", "Every key can also come from the environment: COSTREAM_ and the key in capitals, dots as _."})
public final class RunCommand implements Runnable {
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String HOST = "registry.host";
    private static final String PORT = "registry.port";
    private static final String TOPIC = "registry.topic";
    /** The keys of the registry, which has no class of its own for them. */
    public static final ConfigDef REGISTRY = new ConfigDef()
            .define(BOOTSTRAP, ConfigDef.Type.STRING, Importance.HIGH, "Kafka brokers, host:port.")
            .define(HOST, ConfigDef.Type.STRING, "127.0.0.1", Importance.MEDIUM, "Address to listen on.")
            .define(PORT, ConfigDef.Type.INT, 8081, Importance.MEDIUM, "Port; 0 for a free one.")
            .define(
                    TOPIC,
                    ConfigDef.Type.STRING,
                    RegistryServer.DEFAULT_TOPIC,
                    Importance.LOW,
                    "Where schemas are kept.");

    private static final long LOOK_NANOS = 1_000_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "PART", description = "processor, alert-consumer or registry.")
    private String part = "";

    @Option(names = "--config", paramLabel = "FILE", description = "A properties file; the environment wins over it.")
    private @Nullable Path config;

    @Override
    public void run() {
        Map<String, String> keys = keys();
        Terminal terminal = Terminal.of(spec);
        Logging.server();
        AutoCloseable running;
        try {
            running = start(keys, terminal);
        } catch (ConfigException wrong) {
            throw CommandFailure.wrongUsage("the configuration is wrong: " + wrong.getMessage(), wrong);
        } catch (KafkaException | IllegalStateException failure) {
            throw CommandFailure.unreachable("the " + part + " cannot start: " + failure.getMessage(), failure);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "costream-stop"));
        if (running instanceof AlertConsumerApp alerts) {
            untilFailed(alerts);
        }
        UpCommand.untilStopped();
    }

    /** It has no API that could tell: its end is the end of the process, so that whoever runs it starts it again. */
    private static void untilFailed(AlertConsumerApp alerts) {
        while (alerts.state() != AlertConsumerApp.State.FAILED) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw CommandFailure.unreachable("the alert consumer has stopped; its log says why");
    }

    private AutoCloseable start(Map<String, String> keys, Terminal terminal) {
        switch (part) {
            case "processor" -> {
                ProcessorApp app = ProcessorApp.start(ProcessorConfig.of(keys, System.getenv()));
                terminal.line("The processor answers at " + app.url() + "; /health/ready tells when it is ready.");
                return app;
            }
            case "alert-consumer" -> {
                AlertConsumerApp app = AlertConsumerApp.start(AlertConfig.of(keys, System.getenv()));
                terminal.line("The alert consumer runs.");
                return app;
            }
            case "registry" -> {
                AbstractConfig registry = new AbstractConfig(REGISTRY, withEnvironment(keys, REGISTRY.names()), false);
                RegistryServer server = RegistryServer.start(
                        registry.getString(BOOTSTRAP),
                        registry.getString(HOST),
                        registry.getInt(PORT),
                        registry.getString(TOPIC));
                terminal.line("The registry answers at " + server.url());
                return server;
            }
            default ->
                throw CommandFailure.wrongUsage(
                        "there is no part '" + part + "'; processor, alert-consumer or registry is expected");
        }
    }

    private Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        if (config == null) {
            return keys;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(config)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw CommandFailure.wrongUsage("the file " + config + " cannot be read", unreadable);
        }
        properties
                .stringPropertyNames()
                .forEach(key -> keys.put(key, properties.getProperty(key).strip()));
        return keys;
    }

    private static Map<String, String> withEnvironment(Map<String, String> keys, Set<String> names) {
        Map<String, String> merged = new HashMap<>(keys);
        for (String name : names) {
            String value =
                    System.getenv("COSTREAM_" + name.toUpperCase(Locale.ROOT).replace('.', '_'));
            if (value != null) {
                merged.put(name, value);
            }
        }
        return merged;
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception failure) {
            throw new IllegalStateException("the part did not stop cleanly", failure);
        }
    }
}
