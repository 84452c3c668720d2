/**
 * Brings calls from files into Kafka, each exactly once: {@link io.costream.cli.imports.Importer} writes batches of
 * calls together with how far the source has been read, and {@link io.costream.cli.imports.Outcomes} says what became
 * of them.
 */
@NullMarked
package io.costream.cli.imports;

import org.jspecify.annotations.NullMarked;
