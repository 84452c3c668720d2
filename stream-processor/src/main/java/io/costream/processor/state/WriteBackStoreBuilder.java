package io.costream.processor.state;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a write-back store: always with a changelog, never with a cache of Streams' own. */
final class WriteBackStoreBuilder<T extends WriteBackStore> implements StoreBuilder<T> {
    private final String name;
    private final Function<Map<String, String>, T> constructor;
    private Map<String, String> changelog = new HashMap<>();

    WriteBackStoreBuilder(String name, Function<Map<String, String>, T> constructor) {
        this.name = name;
        this.constructor = constructor;
    }

    @Override
    public T build() {
        return constructor.apply(changelog);
    }

    @Override
    public StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
        changelog = config;
        return this;
    }

    @Override
    public StoreBuilder<T> withLoggingDisabled() {
        throw new UnsupportedOperationException(name + " without a changelog would lose totals with its machine");
    }

    @Override
    public StoreBuilder<T> withCachingEnabled() {
        throw new UnsupportedOperationException(name + " writes back by itself");
    }

    @Override
    public StoreBuilder<T> withCachingDisabled() {
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return changelog;
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public String name() {
        return name;
    }
}
