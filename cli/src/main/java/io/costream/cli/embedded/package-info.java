/** A Kafka broker inside this process, so that everything runs without another installation. */
@NullMarked
package io.costream.cli.embedded;

import org.jspecify.annotations.NullMarked;
