package io.costream.pricing.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;

/** How many tokens a model takes in one call, read and written together, where that is known. Immutable. */
public final class ContextWindows {
    private final Map<String, Long> tokens;

    private ContextWindows(Map<String, Long> tokens) {
        this.tokens = Map.copyOf(tokens);
    }

    /** Those of models of the built-in catalogue. */
    public static ContextWindows builtin() {
        Properties properties = new Properties();
        try (InputStream stream = ContextWindows.class.getResourceAsStream("context-windows.properties")) {
            properties.load(Objects.requireNonNull(stream, "context-windows.properties is part of this jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Long> tokens = new HashMap<>();
        properties.forEach((model, number) -> tokens.put(model.toString(), Long.valueOf(number.toString())));
        return new ContextWindows(tokens);
    }

    /** Of a model under its own name in the catalogue, {@code provider/model}; empty where it is not known. */
    public OptionalLong of(String key) {
        Long known = tokens.get(key);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** The models whose window is known. */
    public Set<String> models() {
        return tokens.keySet();
    }
}
