package io.costream.schemas;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;

/** Finds the serde that a configuration puts in the place of the built-in one. */
final class SerdePlugin {
    private SerdePlugin() {}

    /** The configured serde named by {@link RegistryConfig#SERDE_CLASS}, if any is named. */
    @SuppressWarnings("unchecked") // What the class reads and writes is the configuration's promise.
    static <T> Optional<Serde<T>> configured(Map<String, ?> keys, boolean isKey) {
        Object name = keys.get(RegistryConfig.SERDE_CLASS);
        if (name == null || name.toString().isBlank()) {
            return Optional.empty();
        }
        try {
            Serde<T> serde = (Serde<T>) Utils.newInstance(name.toString(), Serde.class);
            serde.configure(keys, isKey);
            return Optional.of(serde);
        } catch (ClassNotFoundException e) {
            throw new ConfigException(RegistryConfig.SERDE_CLASS, name, "this class is not on the class path");
        }
    }
}
