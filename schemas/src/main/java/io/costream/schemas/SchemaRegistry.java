package io.costream.schemas;

import org.apache.avro.Schema;

/**
 * Where schemas are known by an id. Safe for use by many threads.
 *
 * <p>Every method throws {@link RegistryUnavailableException} where trying again may help, and
 * {@link RegistryRefusedException} where it will not.
 */
public interface SchemaRegistry {
    /** Registers the schema under the subject, unless it is there, and returns its id. */
    int register(String subject, Schema schema);

    /** The id of a schema that is registered under the subject already. */
    int find(String subject, Schema schema);

    /** The newest schema of the subject. */
    Registered latest(String subject);

    /** The schema with this id. */
    Schema byId(int id);

    /** A schema and its id. */
    record Registered(int id, Schema schema) {}
}
