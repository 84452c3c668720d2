package io.costream.producer.usage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of models in the addresses of requests, for answers that do not name one. */
final class Urls {
    private static final int LONGEST = 2_000;
    private static final Pattern MODEL =
            Pattern.compile("/model/([^/?]+)/|/(?:models|deployments)/([^/:?]+)[:/]", Pattern.CASE_INSENSITIVE);

    private Urls() {}

    static @Nullable String model(String url) {
        Matcher matcher = MODEL.matcher(url);
        if (url.length() > LONGEST || !matcher.find()) {
            return null;
        }
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }
}
