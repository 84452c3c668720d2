/**
 * A schema registry that speaks the REST API of Confluent's and keeps its schemas in a compacted topic: for machines
 * that have none. A request goes {@code RegistryServer} (HTTP) → {@code RegistryRoutes} (paths) → {@code Registry}
 * (rules) → {@code RegistryState} (what is known) and {@code SchemaLog} (what is written).
 */
@NullMarked
package io.costream.cli.registry;

import org.jspecify.annotations.NullMarked;
