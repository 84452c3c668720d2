/** How calls reach Kafka: the queue, the sender and its encoding. Not API. */
@NullMarked
package io.costream.producer.internal;

import org.jspecify.annotations.NullMarked;
