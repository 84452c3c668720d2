/** Where events wait on disk while Kafka cannot be reached. Not API. */
@NullMarked
package io.costream.producer.spool;

import org.jspecify.annotations.NullMarked;
