package io.costream.cli.registry;

/**
 * A schema as one version of a subject.
 *
 * @param id of the schema, the same under every subject
 * @param schema in canonical JSON, as Avro prints it
 */
record SchemaVersion(String subject, int version, int id, String schema, boolean deleted) {}
