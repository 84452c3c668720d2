package io.costream.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;

/** The keys of one part as a table in Markdown, in the order in which the code defines them. */
final class KeyTable {
    private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

    private KeyTable() {}

    /** All keys of the definition but those that another table has. */
    static String of(ConfigDef definition, Set<String> elsewhere) {
        return definition.configKeys().values().stream()
                .filter(key -> !elsewhere.contains(key.name))
                .map(KeyTable::row)
                .collect(Collectors.joining("", "| key | default | allowed | meaning |\n|---|---|---|---|\n", ""));
    }

    private static String row(ConfigKey key) {
        return "| `" + key.name + "` | " + byDefault(key.defaultValue) + " | " + allowed(key) + " | "
                + key.documentation + " |\n";
    }

    private static String byDefault(Object value) {
        if (value == ConfigDef.NO_DEFAULT_VALUE) {
            return "**required**";
        }
        if (value == null || value.equals("") || value.equals(List.of()) || value.equals(new Password(""))) {
            return "none";
        }
        return "`" + value.toString().replace(TEMPORARY, "<temporary folder>") + "`";
    }

    private static String allowed(ConfigKey key) {
        return switch (key.type) {
            case BOOLEAN -> "`true`, `false`";
            case LIST -> "values separated by commas";
            case PASSWORD -> "a secret";
            case STRING -> key.validator == null ? "text" : words(String.valueOf(key.validator));
            default -> key.validator == null ? "a number" : words(String.valueOf(key.validator));
        };
    }

    /** Kafka writes a range as [1,...] or [0,...,65535], and a choice as [one, other]. */
    private static String words(String validator) {
        return validator
                .replaceFirst("^\\[(\\d+),\\.\\.\\.]$", "$1 or more")
                .replaceFirst("^\\[(\\d+),\\.\\.\\.,(\\d+)]$", "$1 to $2")
                .replaceFirst("^\\[(\\w+), (\\w+)]$", "`$1`, `$2`")
                .replace("non-empty string", "text, not empty");
    }
}
