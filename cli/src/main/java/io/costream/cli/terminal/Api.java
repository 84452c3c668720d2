package io.costream.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks Costream's API. What it refuses, and that it does not answer, ends the command in words. Safe for use by many
 * threads.
 */
public final class Api {
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int READ_TIMEOUT_MILLIS = 60_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String url;
    private final String token;

    public Api(Connection connection) {
        this.url = connection.url();
        this.token = connection.token();
    }

    public String url() {
        return url;
    }

    /** The document at a path; parameters that are empty are left out. */
    public JsonNode get(String path, Map<String, String> parameters) {
        Answer answer = ask(path, parameters);
        if (answer.status() >= 300) {
            throw refused(answer);
        }
        return answer.body();
    }

    /** The document at a path, or nothing where there is none. */
    public Optional<JsonNode> find(String path) {
        return unless(HttpURLConnection.HTTP_NOT_FOUND, ask(path, Map.of()));
    }

    /** The document at a path, or nothing where it would need what is purged. */
    public Optional<JsonNode> kept(String path, Map<String, String> parameters) {
        return unless(HttpURLConnection.HTTP_GONE, ask(path, parameters));
    }

    private Optional<JsonNode> unless(int status, Answer answer) {
        if (answer.status() == status) {
            return Optional.empty();
        }
        if (answer.status() >= 300) {
            throw refused(answer);
        }
        return Optional.of(answer.body());
    }

    /**
     * The body at a path as it comes, for whoever reads more than fits into memory. Where Costream says that it cannot
     * answer now, since totals are being restored or move to another instance, it is asked again for a minute.
     */
    public InputStream stream(String path) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                HttpURLConnection http = open(url + path);
                if (http.getResponseCode() == HttpURLConnection.HTTP_OK) {
                    return http.getInputStream();
                }
                Answer answer = answer(http);
                if (answer.status() != HttpURLConnection.HTTP_UNAVAILABLE || System.nanoTime() > deadline) {
                    throw refused(answer);
                }
                pause();
            }
        } catch (IOException failure) {
            throw silent(failure);
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private Answer ask(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> segment(parameter.getKey()) + "=" + segment(parameter.getValue()))
                .collect(Collectors.joining("&"));
        try {
            // Not java.net.http: it takes a good part of a short command's time to load.
            return answer(open(url + path + (query.isEmpty() ? "" : "?" + query)));
        } catch (IOException failure) {
            throw silent(failure);
        }
    }

    private static Answer answer(HttpURLConnection http) throws IOException {
        int status = http.getResponseCode();
        try (InputStream body = status < 400 ? http.getInputStream() : http.getErrorStream()) {
            return new Answer(status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The failure of a server that does not answer, or breaks off, in words. */
    public CommandFailure silent(IOException failure) {
        return CommandFailure.unreachable(
                url + " does not answer (" + reason(failure)
                        + "); start Costream with 'costream up', or name its address with --url",
                failure);
    }

    private HttpURLConnection open(String address) throws IOException {
        URL target;
        try {
            target = URI.create(address).toURL();
        } catch (IllegalArgumentException | MalformedURLException wrong) {
            throw CommandFailure.wrongUsage(
                    "--url is " + url + ", but an address such as http://127.0.0.1:7070 is expected", wrong);
        }
        if (!(target.openConnection() instanceof HttpURLConnection http)) {
            throw CommandFailure.wrongUsage("--url is " + url + ", but http:// or https:// is expected");
        }
        http.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        http.setReadTimeout(READ_TIMEOUT_MILLIS);
        http.setRequestProperty("Accept", "application/json");
        if (!token.isEmpty()) {
            http.setRequestProperty("Authorization", "Bearer " + token);
        }
        return http;
    }

    /** A value as one segment of a path, or as one value of a query. */
    public static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private CommandFailure refused(Answer answer) {
        return switch (answer.status()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                CommandFailure.wrongUsage(url + " asks for a token; give it with --token or COSTREAM_TOKEN");
            case HttpURLConnection.HTTP_FORBIDDEN ->
                CommandFailure.wrongUsage("the token does not allow this: " + answer.detail());
            case HttpURLConnection.HTTP_NOT_FOUND ->
                CommandFailure.wrongUsage(url + " does not know this: " + answer.detail());
            default ->
                answer.status() < 500
                        ? CommandFailure.wrongUsage(answer.detail())
                        : CommandFailure.unreachable(url + " cannot answer now: " + answer.detail());
        };
    }

    private static String reason(IOException failure) {
        return String.valueOf(failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
    }

    private record Answer(int status, String text) {
        JsonNode body() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException wrong) {
                throw CommandFailure.unreachable("the answer is not JSON; is --url the address of Costream?", wrong);
            }
        }

        /** What a problem document says, or the status where the answer is none. */
        String detail() {
            try {
                JsonNode problem = JSON.readTree(text);
                String detail =
                        problem.path("detail").asText(problem.path("title").asText(""));
                return detail.isEmpty() ? "status " + status : detail;
            } catch (JsonProcessingException notJson) {
                return "status " + status;
            }
        }
    }
}
