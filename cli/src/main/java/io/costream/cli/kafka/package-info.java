/** How commands speak to Kafka: bounded waits, and plain words where it does not answer. */
@NullMarked
package io.costream.cli.kafka;

import org.jspecify.annotations.NullMarked;
