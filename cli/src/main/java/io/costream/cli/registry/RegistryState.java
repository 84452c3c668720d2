package io.costream.cli.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the registry knows at one point of its topic. Immutable. */
final class RegistryState {
    /** The subject whose level holds for all without one of their own. */
    static final String GLOBAL = "";

    private final TreeMap<String, TreeMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
    private final Map<Integer, String> schemas = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Compatibility> levels;

    RegistryState(Collection<SchemaVersion> versions, Map<String, Compatibility> levels) {
        this.levels = Map.copyOf(levels);
        for (SchemaVersion version : versions) {
            subjects.computeIfAbsent(version.subject(), s -> new TreeMap<>()).put(version.version(), version);
            schemas.put(version.id(), version.schema());
            ids.merge(version.schema(), version.id(), Math::min);
        }
    }

    /** Subjects with a version that is not deleted, by name. */
    List<String> subjects() {
        return subjects.keySet().stream().filter(s -> !versions(s).isEmpty()).toList();
    }

    /** The subject's versions that are not deleted, ascending; empty where it is unknown. */
    List<SchemaVersion> versions(String subject) {
        return subjects.getOrDefault(subject, new TreeMap<>()).values().stream()
                .filter(version -> !version.deleted())
                .toList();
    }

    /** The schema of an id; deleted ones too, since records written with them are still there. */
    Optional<String> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    Optional<Integer> id(String schema) {
        return Optional.ofNullable(ids.get(schema));
    }

    /** Where the schema of an id is used, by subject and version. */
    List<SchemaVersion> uses(int id) {
        return subjects.keySet().stream()
                .flatMap(subject -> versions(subject).stream())
                .filter(version -> version.id() == id)
                .sorted(Comparator.comparing(SchemaVersion::subject).thenComparing(SchemaVersion::version))
                .toList();
    }

    int nextId() {
        return schemas.keySet().stream().max(Comparator.naturalOrder()).orElse(0) + 1;
    }

    int nextVersion(String subject) {
        TreeMap<Integer, SchemaVersion> versions = subjects.get(subject);
        return versions == null ? 1 : versions.lastKey() + 1;
    }

    /** The level set for a subject itself, or for {@link #GLOBAL}. */
    Optional<Compatibility> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    /** The level that holds for a subject. */
    Compatibility level(String subject) {
        return ownLevel(subject).or(() -> ownLevel(GLOBAL)).orElse(Compatibility.BACKWARD);
    }
}
