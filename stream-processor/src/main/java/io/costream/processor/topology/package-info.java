/**
 * A call's way through Kafka Streams: admit, price, roll up. The only package that knows Streams' processors; see
 * {@link io.costream.processor.topology.CostTopology} for the picture.
 */
@NullMarked
package io.costream.processor.topology;

import org.jspecify.annotations.NullMarked;
