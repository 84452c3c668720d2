package io.costream.schemas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** A registry within one process, gone with it: for tests and for tools that talk to themselves. Thread-safe. */
public final class InMemorySchemaRegistry implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Schema>> subjects = new HashMap<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        Schema portable = PortableSchema.of(schema);
        if (!schemas.contains(portable)) {
            schemas.add(portable);
        }
        List<Schema> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!versions.contains(portable)) {
            versions.add(portable);
        }
        return schemas.indexOf(portable) + 1;
    }

    @Override
    public synchronized int find(String subject, Schema schema) {
        Schema portable = PortableSchema.of(schema);
        if (!versions(subject).contains(portable)) {
            throw new RegistryRefusedException(
                    RegistryRefusedException.SCHEMA_NOT_FOUND, "no such schema of " + subject);
        }
        return schemas.indexOf(portable) + 1;
    }

    @Override
    public synchronized Registered latest(String subject) {
        List<Schema> versions = versions(subject);
        Schema latest = versions.get(versions.size() - 1);
        return new Registered(schemas.indexOf(latest) + 1, latest);
    }

    @Override
    public synchronized Schema byId(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new RegistryRefusedException(RegistryRefusedException.SCHEMA_NOT_FOUND, "no schema has id " + id);
        }
        return schemas.get(id - 1);
    }

    private List<Schema> versions(String subject) {
        List<Schema> versions = subjects.get(subject);
        if (versions == null) {
            throw new RegistryRefusedException(40401, "no subject is named " + subject);
        }
        return versions;
    }
}
