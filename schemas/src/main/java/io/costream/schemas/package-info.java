/** What travels between the modules: the topics, their Avro contracts, and how bytes become values. */
@NullMarked
package io.costream.schemas;

import org.jspecify.annotations.NullMarked;
