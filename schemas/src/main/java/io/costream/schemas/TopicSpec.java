package io.costream.schemas;

import java.util.Map;

/**
 * How a topic must be.
 *
 * @param settings topic configurations that are part of the contract; a topic that has others is refused
 */
public record TopicSpec(String name, int partitions, Map<String, String> settings) {
    public TopicSpec {
        settings = Map.copyOf(settings);
    }
}
