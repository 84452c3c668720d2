package io.costream.producer.usage;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of an answer besides its body. All of it is optional: a body mostly tells its dialect by itself.
 *
 * @param url of the request, or as much of it as is known
 * @param provider the name under which the service calls it
 * @param headers of the response; their names in any case
 * @param promptBytes how long the prompt was, for an estimate where a stream is cut off; 0 where that is not known
 */
public record ResponseHints(String url, String provider, Map<String, String> headers, long promptBytes) {
    public static final ResponseHints NONE = new ResponseHints("", "", Map.of());

    public ResponseHints {
        TreeMap<String, String> byName = new TreeMap<>();
        headers.forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), value));
        headers = byName;
    }

    public ResponseHints(String url, String provider, Map<String, String> headers) {
        this(url, provider, headers, 0);
    }

    public static ResponseHints ofUrl(String url) {
        return new ResponseHints(url, "", Map.of());
    }

    public ResponseHints withProvider(String name) {
        return new ResponseHints(url, name, headers, promptBytes);
    }

    public ResponseHints withHeaders(Map<String, String> all) {
        return new ResponseHints(url, provider, all, promptBytes);
    }

    public ResponseHints withPromptBytes(long bytes) {
        return new ResponseHints(url, provider, headers, bytes);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean urlHas(String part) {
        return url.contains(part);
    }

    /** Whether the request only counted tokens, which nobody bills. */
    boolean isTokenCounting() {
        return urlHas("count_tokens")
                || urlHas("count-tokens")
                || urlHas("countTokens")
                || urlHas("computeTokens")
                || urlHas("/tokenize")
                || urlHas("/input_tokens");
    }
}
