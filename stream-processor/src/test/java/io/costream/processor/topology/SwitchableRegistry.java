package io.costream.processor.topology;

import io.costream.schemas.RegistryUnavailableException;
import io.costream.schemas.SchemaRegistry;
import org.apache.avro.Schema;

/** A registry that can be away. */
final class SwitchableRegistry implements SchemaRegistry {
    private final SchemaRegistry registry;
    boolean isAway;

    SwitchableRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    private SchemaRegistry reached() {
        if (isAway) {
            throw new RegistryUnavailableException("away");
        }
        return registry;
    }

    @Override
    public int register(String subject, Schema schema) {
        return reached().register(subject, schema);
    }

    @Override
    public int find(String subject, Schema schema) {
        return reached().find(subject, schema);
    }

    @Override
    public Registered latest(String subject) {
        return reached().latest(subject);
    }

    @Override
    public Schema byId(int id) {
        return reached().byId(id);
    }
}
