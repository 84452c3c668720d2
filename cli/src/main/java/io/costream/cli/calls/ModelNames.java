package io.costream.cli.calls;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells the provider from a model's name: {@code model}, {@code provider/model} or {@code provider:model}. Immutable.
 */
public final class ModelNames {
    /** A provider, empty where it is not known, and the provider's own name of the model. */
    public record Model(String provider, String name) {
        @Override
        public String toString() {
            return provider.isEmpty() ? name : provider + "/" + name;
        }
    }

    private final Set<String> providers;
    private final Function<String, Optional<String>> providerOf;

    private ModelNames(Set<String> providers, Function<String, Optional<String>> providerOf) {
        this.providers = providers;
        this.providerOf = providerOf;
    }

    /**
     * Knows what a catalogue knows.
     *
     * @param providers all of them, in lower case
     * @param providerOf the provider of a model, where the catalogue is sure
     */
    public static ModelNames of(Set<String> providers, Function<String, Optional<String>> providerOf) {
        return new ModelNames(Set.copyOf(providers), providerOf);
    }

    /** Reads a model whose provider may be written with it, or apart, or be left out. */
    public Model read(String provider, String model) {
        String known = provider.toLowerCase(Locale.ROOT);
        if (!known.isEmpty()) {
            return new Model(known, withoutPrefix(known, model));
        }
        int colon = model.indexOf(':');
        // A colon is part of many a model's own name, such as llama3:8b, so it counts behind a known provider only.
        if (colon > 0 && providers.contains(model.substring(0, colon).toLowerCase(Locale.ROOT))) {
            return split(model, colon);
        }
        int slash = model.indexOf('/');
        if (slash > 0 && slash < model.length() - 1) {
            return split(model, slash);
        }
        return new Model(providerOf.apply(model).orElse(""), model);
    }

    private static Model split(String model, int at) {
        return new Model(model.substring(0, at).toLowerCase(Locale.ROOT), model.substring(at + 1));
    }

    private static String withoutPrefix(String provider, String model) {
        int length = provider.length();
        boolean prefixed = model.length() > length + 1
                && model.regionMatches(true, 0, provider, 0, length)
                && (model.charAt(length) == '/' || model.charAt(length) == ':');
        return prefixed ? model.substring(length + 1) : model;
    }
}
