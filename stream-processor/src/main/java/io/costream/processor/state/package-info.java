/**
 * State that Kafka Streams keeps: objects that are changed in place and written back once per commit, in the same
 * transaction as everything else.
 */
@NullMarked
package io.costream.processor.state;

import org.jspecify.annotations.NullMarked;
