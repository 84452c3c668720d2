package io.costream.processor.topology;

import io.costream.avro.Call;
import io.costream.avro.PricedCall;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;

/**
 * The ids of the schemas that this version writes calls and postings with. Asked for once, before the steps run: a
 * registry that is away must not fail a task that is only being moved.
 */
public record PostingSchemas(int call, int pricedCall) {
    public static PostingSchemas register(SchemaRegistry registry, Topics topics) {
        return new PostingSchemas(
                registry.register(topics.calls() + "-value", Call.getClassSchema()),
                registry.register(topics.pricedCalls() + "-value", PricedCall.getClassSchema()));
    }
}
