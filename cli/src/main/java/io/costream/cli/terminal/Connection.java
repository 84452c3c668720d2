package io.costream.cli.terminal;

import io.costream.schemas.RegistryConfig;
import io.costream.schemas.Topics;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where things are. Each has an environment variable; an option wins over it. */
public final class Connection {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:COSTREAM_URL:-http://127.0.0.1:7070}",
            description = "Costream's API (default: ${DEFAULT-VALUE}; COSTREAM_URL).")
    private String url = "";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:COSTREAM_BOOTSTRAP:-127.0.0.1:9092}",
            description = "Kafka (default: ${DEFAULT-VALUE}; COSTREAM_BOOTSTRAP).")
    private String bootstrap = "";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "${env:COSTREAM_REGISTRY:-http://127.0.0.1:8081}",
            description = "The schema registry (default: ${DEFAULT-VALUE}; COSTREAM_REGISTRY).")
    private String registry = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:COSTREAM_TOKEN:-}",
            description = "The bearer token for the API (COSTREAM_TOKEN).")
    private String token = "";

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "${env:COSTREAM_TOPIC_PREFIX:-" + Topics.DEFAULT_PREFIX + "}",
            description = "What the names of all topics begin with (default: ${DEFAULT-VALUE}; COSTREAM_TOPIC_PREFIX).")
    private String topicPrefix = "";

    @Option(
            names = "--generation",
            paramLabel = "NUMBER",
            defaultValue = "${env:COSTREAM_GENERATION:-1}",
            description = "Which rebuild of the ledger is meant (default: ${DEFAULT-VALUE}; COSTREAM_GENERATION).")
    private int generation = Topics.FIRST_GENERATION;

    /** To known places, without a token. */
    public static Connection to(String url, String bootstrap, String registry) {
        Connection connection = new Connection();
        connection.url = url;
        connection.bootstrap = bootstrap;
        connection.registry = registry;
        connection.topicPrefix = Topics.DEFAULT_PREFIX;
        return connection;
    }

    public String url() {
        return url.replaceFirst("/+$", "");
    }

    public String bootstrap() {
        return bootstrap;
    }

    public String registry() {
        return registry;
    }

    public String token() {
        return token;
    }

    public Topics topics() {
        return Topics.withPrefix(topicPrefix).generation(generation);
    }

    /** For serializers. */
    public Map<String, Object> registryKeys() {
        return Map.of(
                RegistryConfig.URL,
                registry,
                RegistryConfig.CONNECT_TIMEOUT,
                3_000,
                RegistryConfig.READ_TIMEOUT,
                5_000);
    }
}
