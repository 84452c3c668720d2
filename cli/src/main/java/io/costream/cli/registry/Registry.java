package io.costream.cli.registry;

import io.costream.cli.registry.SchemaLog.Change;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The rules: what may be registered, and under which id and version. Thread-safe. */
final class Registry {
    private final SchemaLog log;

    Registry(SchemaLog log) {
        this.log = log;
    }

    /** Avro's own print of a schema, so that the same schema is the same text. */
    static Schema parsed(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw new RegistryError(RegistryError.INVALID_SCHEMA, "Invalid schema: " + e.getMessage());
        }
    }

    RegistryState state() {
        return log.state();
    }

    SchemaVersion register(String subject, Schema schema) {
        String text = schema.toString();
        Optional<SchemaVersion> known = find(log.state(), subject, text);
        return known.orElseGet(() -> log.change(state -> registration(state, subject, schema)));
    }

    private static Change<SchemaVersion> registration(RegistryState state, String subject, Schema schema) {
        String text = schema.toString();
        Optional<SchemaVersion> known = find(state, subject, text);
        if (known.isPresent()) {
            return new Change<>(known.get(), List.of());
        }
        List<String> violations = violations(state, subject, schema, state.versions(subject));
        if (!violations.isEmpty()) {
            throw new RegistryError(
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                            + "\", compatibility " + state.level(subject) + ", details: " + violations);
        }
        int id = state.id(text).orElseGet(state::nextId);
        SchemaVersion version = new SchemaVersion(subject, state.nextVersion(subject), id, text, false);
        return new Change<>(version, List.of(SchemaRecords.of(version)));
    }

    private static Optional<SchemaVersion> find(RegistryState state, String subject, String text) {
        return state.versions(subject).stream()
                .filter(version -> version.schema().equals(text))
                .reduce((first, second) -> second);
    }

    private static List<String> violations(
            RegistryState state, String subject, Schema schema, List<SchemaVersion> versions) {
        return state.level(subject)
                .violations(
                        schema, versions.stream().map(v -> parsed(v.schema())).toList());
    }

    /** The version under which a subject has a schema. */
    SchemaVersion find(String subject, Schema schema) {
        versions(subject);
        return find(log.state(), subject, schema.toString()).orElseThrow(RegistryError::schemaNotFound);
    }

    /** Ascending, at least one. */
    List<SchemaVersion> versions(String subject) {
        List<SchemaVersion> versions = log.state().versions(subject);
        if (versions.isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        return versions;
    }

    /** @param version a number, latest or -1 */
    SchemaVersion version(String subject, String version) {
        List<SchemaVersion> versions = versions(subject);
        if (version.equals("latest") || version.equals("-1")) {
            return versions.get(versions.size() - 1);
        }
        int number = number(version);
        return versions.stream()
                .filter(v -> v.version() == number)
                .findFirst()
                .orElseThrow(() -> RegistryError.versionNotFound(version));
    }

    private static int number(String version) {
        try {
            int number = Integer.parseInt(version);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalidVersion(version);
        }
        throw invalidVersion(version);
    }

    private static RegistryError invalidVersion(String version) {
        return new RegistryError(
                42202,
                "The specified version '" + version
                        + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"");
    }

    /** What is wrong with a candidate beside one version of the subject. */
    List<String> violations(String subject, String version, Schema candidate) {
        return violations(log.state(), subject, candidate, List.of(version(subject, version)));
    }

    /** What is wrong with a candidate as the subject's next version. */
    List<String> violations(String subject, Schema candidate) {
        return violations(log.state(), subject, candidate, versions(subject));
    }

    /** The text of a schema; asks the topic where another registry may have added it. */
    String schema(int id) {
        return log.state().schema(id).or(() -> log.refresh().schema(id)).orElseThrow(RegistryError::schemaNotFound);
    }

    /** Takes versions out of the subject; their ids stay readable. */
    void delete(List<SchemaVersion> versions) {
        log.change(state -> new Change<>(
                versions.size(),
                versions.stream()
                        .map(v ->
                                SchemaRecords.of(new SchemaVersion(v.subject(), v.version(), v.id(), v.schema(), true)))
                        .toList()));
    }

    void setLevel(String subject, Compatibility level) {
        log.change(state -> new Change<>(level, List.of(SchemaRecords.of(subject, level))));
    }
}
