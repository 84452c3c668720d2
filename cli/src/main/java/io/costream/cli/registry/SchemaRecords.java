package io.costream.cli.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topic's records, in the form that Confluent's registry uses too: JSON in keys and values. */
final class SchemaRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaRecords() {}

    /** One record of the topic. */
    record Entry(String key, String value) {}

    static Entry of(SchemaVersion version) {
        ObjectNode key = JSON.createObjectNode()
                .put("keytype", "SCHEMA")
                .put("subject", version.subject())
                .put("version", version.version())
                .put("magic", 1);
        ObjectNode value = JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema())
                .put("deleted", version.deleted());
        return new Entry(key.toString(), value.toString());
    }

    static Entry of(String subject, Compatibility level) {
        ObjectNode key = JSON.createObjectNode()
                .put("keytype", "CONFIG")
                .put("subject", subject.equals(RegistryState.GLOBAL) ? null : subject)
                .put("magic", 0);
        return new Entry(
                key.toString(),
                JSON.createObjectNode().put("compatibilityLevel", level.name()).toString());
    }

    /** The state that the newest value of each key adds up to; kinds of records that are not known are passed over. */
    static RegistryState state(Map<String, String> newest) {
        List<SchemaVersion> versions = new ArrayList<>();
        Map<String, Compatibility> levels = new HashMap<>();
        newest.forEach((keyText, valueText) -> {
            JsonNode key = parsed(keyText);
            JsonNode value = parsed(valueText);
            String subject = text(key.path("subject"));
            switch (key.path("keytype").asText()) {
                case "SCHEMA" ->
                    versions.add(new SchemaVersion(
                            key.path("subject").asText(),
                            key.path("version").asInt(),
                            value.path("id").asInt(),
                            value.path("schema").asText(),
                            value.path("deleted").asBoolean()));
                case "CONFIG" ->
                    levels.put(
                            subject == null ? RegistryState.GLOBAL : subject,
                            Compatibility.named(value.path("compatibilityLevel").asText()));
                default -> {}
            }
        });
        return new RegistryState(versions, levels);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? null : node.asText();
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the registry's topic has a record that is not JSON: " + text, e);
        }
    }
}
