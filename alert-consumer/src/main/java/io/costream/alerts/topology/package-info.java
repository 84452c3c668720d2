/** Budgets over the ledger as a Kafka Streams application: sums per partition, then what they come to. */
@NullMarked
package io.costream.alerts.topology;

import org.jspecify.annotations.NullMarked;
