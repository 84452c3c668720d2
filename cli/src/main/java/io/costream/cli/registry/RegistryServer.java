package io.costream.cli.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry of this product's own: the REST API of Confluent's, for Avro, stored in a compacted topic. Several
 * may serve one topic. Thread-safe.
 */
public final class RegistryServer implements AutoCloseable {
    /** Where Confluent's registry keeps its schemas too. */
    public static final String DEFAULT_TOPIC = "_schemas";

    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int THREADS = 8;
    private static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final int BACKEND_ERROR = 50001;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaLog log;
    private final RegistryRoutes routes;
    private final HttpServer server;
    private final ExecutorService threads;

    private RegistryServer(SchemaLog log, HttpServer server) {
        this.log = log;
        this.routes = new RegistryRoutes(new Registry(log));
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "registry-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Serves on the loopback address; 0 is any free port. */
    public static RegistryServer start(String bootstrapServers, int port) {
        return start(bootstrapServers, LOOPBACK, port, DEFAULT_TOPIC);
    }

    /**
     * Serves when it returns.
     *
     * @param host the address to listen on
     * @param topic is created where it is missing
     * @throws IllegalStateException naming the port, where it is taken
     * @throws KafkaException where Kafka cannot be reached
     */
    public static RegistryServer start(String bootstrapServers, String host, int port, String topic) {
        HttpServer server = bound(host, port);
        try {
            SchemaLog log = SchemaLog.open(bootstrapServers, topic);
            RegistryServer registry = new RegistryServer(log, server);
            LOG.atInfo()
                    .addKeyValue("url", registry.url())
                    .addKeyValue("topic", topic)
                    .log("Registry started");
            return registry;
        } catch (RuntimeException e) {
            server.stop(0);
            throw e;
        }
    }

    private static HttpServer bound(String host, int port) {
        try {
            return HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (BindException e) {
            throw new IllegalStateException(
                    "port " + port + " is in use by another process; stop that one, or choose another port", e);
        } catch (IOException e) {
            throw new IllegalStateException("the registry cannot listen on " + host + ":" + port + ": " + e, e);
        }
    }

    /** Where clients connect, such as {@code http://127.0.0.1:8081}. */
    public String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    /** Whether the topic can be read. */
    public boolean isHealthy() {
        return log.isHealthy();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            String body;
            try {
                body = routes.answer(request(exchange));
            } catch (RegistryError e) {
                status = e.status();
                body = error(e.code(), String.valueOf(e.getMessage()));
            } catch (KafkaException e) {
                LOG.atWarn().setCause(e).log("Registry cannot reach its topic");
                status = 500;
                body = error(BACKEND_ERROR, "Error in the backend data store: " + e.getMessage());
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("Registry request fails");
                status = 500;
                body = error(500, "Internal Server Error");
            }
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String error(int code, String message) {
        return JSON.createObjectNode()
                .put("error_code", code)
                .put("message", message)
                .toString();
    }

    private static RegistryRoutes.Request request(HttpExchange exchange) throws IOException {
        List<String> path = new ArrayList<>();
        for (String segment : exchange.getRequestURI().getRawPath().split("/", -1)) {
            if (!segment.isEmpty()) {
                path.add(decoded(segment.replace("+", "%2B")));
            }
        }
        Map<String, String> query = new HashMap<>();
        String text = exchange.getRequestURI().getRawQuery();
        for (String pair : text == null ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return new RegistryRoutes.Request(exchange.getRequestMethod(), path, query, body(exchange));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RegistryError(400, "The address is not well-formed: " + text);
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            throw new RegistryError(413, "A request has at most " + LARGEST_BODY + " bytes");
        }
        try {
            return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new RegistryError(400, "The request is not JSON: " + e.getOriginalMessage());
        }
    }

    /** Stops at once; what has been answered is stored. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        log.close();
    }
}
