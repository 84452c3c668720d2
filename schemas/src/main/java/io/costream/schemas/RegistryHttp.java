package io.costream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a registry with several addresses: where one is silent the next is asked, and the one that answered is
 * asked first from then on. Bounded by the timeouts times the number of addresses. Safe for use by many threads.
 */
final class RegistryHttp {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> urls;
    private final String userInfo;
    private final int connectTimeoutMillis;
    private final int readTimeoutMillis;
    private volatile int preferred;

    RegistryHttp(RegistryConfig config) {
        this.urls = config.urls().stream().map(RegistryHttp::checked).toList();
        this.userInfo =
                config.getString(RegistryConfig.CREDENTIALS_SOURCE).equals(RegistryConfig.CREDENTIALS_IN_USER_INFO)
                        ? config.getPassword(RegistryConfig.USER_INFO).value()
                        : "";
        this.connectTimeoutMillis = config.getInt(RegistryConfig.CONNECT_TIMEOUT);
        this.readTimeoutMillis = config.getInt(RegistryConfig.READ_TIMEOUT);
    }

    private static String checked(String url) {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new ConfigException(RegistryConfig.URL, url, "an address starts with http:// or https://");
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    JsonNode get(String path) {
        return anyOf("GET", path, null);
    }

    JsonNode post(String path, JsonNode body) {
        return anyOf("POST", path, body.toString().getBytes(UTF_8));
    }

    private JsonNode anyOf(String method, String path, byte @Nullable [] body) {
        RegistryUnavailableException last = new RegistryUnavailableException("no schema registry is configured");
        int first = preferred;
        for (int i = 0; i < urls.size(); i++) {
            int candidate = (first + i) % urls.size();
            try {
                JsonNode answer = ask(urls.get(candidate), method, path, body);
                preferred = candidate;
                return answer;
            } catch (RegistryUnavailableException e) {
                last = e;
            }
        }
        throw last;
    }

    private JsonNode ask(String url, String method, String path, byte @Nullable [] body) {
        URI uri = URI.create(url + path);
        try {
            HttpURLConnection connection = open(uri, method);
            if (body != null) {
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            int status = connection.getResponseCode();
            if (status / 100 == 2) {
                try (InputStream in = connection.getInputStream()) {
                    return JSON.readTree(in);
                }
            }
            throw failure(withoutUser(uri), status, connection.getErrorStream());
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    "the schema registry at " + withoutUser(uri) + " does not answer: " + e.getMessage(), e);
        }
    }

    private HttpURLConnection open(URI uri, String method) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(connectTimeoutMillis);
        connection.setReadTimeout(readTimeoutMillis);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", MEDIA_TYPE + ", application/json");
        connection.setRequestProperty("Content-Type", MEDIA_TYPE);
        String user = userInfo.isEmpty() && uri.getUserInfo() != null ? uri.getUserInfo() : userInfo;
        if (!user.isEmpty()) {
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
        }
        return connection;
    }

    private static RuntimeException failure(String uri, int status, @Nullable InputStream errors) throws IOException {
        int code = status;
        String reason = "HTTP " + status;
        if (errors != null) {
            String text = new String(errors.readAllBytes(), UTF_8);
            JsonNode error = parsedOrMissing(text);
            code = error.path("error_code").asInt(status);
            reason = error.path("message").asText(text.isBlank() ? reason : text);
        }
        String message = "the schema registry at " + uri + " answers " + code + ": " + reason;
        // 408 and 429 ask for another attempt; every other 4xx says that none will help.
        boolean permanent = status / 100 == 4 && status != 408 && status != 429;
        return permanent ? new RegistryRefusedException(code, message) : new RegistryUnavailableException(message);
    }

    private static JsonNode parsedOrMissing(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return JSON.missingNode(); // A proxy's error page, for example.
        }
    }

    /** The address as it may be logged. */
    private static String withoutUser(URI uri) {
        return uri.getRawUserInfo() == null ? uri.toString() : uri.toString().replace(uri.getRawUserInfo() + "@", "");
    }
}
