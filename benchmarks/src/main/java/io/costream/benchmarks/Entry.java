package io.costream.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/** What is measured, in this order. */
@SuppressWarnings("ImmutableEnumChecker") // References to constructors.
enum Entry {
    CONSUME("floor: consume, read only what is needed", 1, ConsumeFloor::new),
    TRANSACTIONS("floor: exactly-once read, price, write", 1, TransactionFloor::new),
    TRANSACTIONS_2("floor: the same, 2 threads", 2, TransactionFloor::new),
    STREAMS(
            "Kafka Streams, pass-through, pricing as in the floor",
            1,
            () -> new PassThrough((course, book) -> new LeanPricing(book))),
    STREAMS_FULL("Kafka Streams, pass-through, decode, price book, encode", 1, () -> new PassThrough(FullPricing::new)),
    COSTREAM("Costream, everything on", 1, Costream::new),
    COSTREAM_2("Costream, everything on, 2 threads", 2, Costream::new),
    DSL("DSL by hand: groupBy per dimension, window per period", 1, () -> new DslTopology(false)),
    DSL_ONE("DSL by hand: one repartitioning for all", 1, () -> new DslTopology(true));

    private final String label;
    private final int threads;
    private final Supplier<Entrant> entrant;

    Entry(String label, int threads, Supplier<Entrant> entrant) {
        this.label = label;
        this.threads = threads;
        this.entrant = entrant;
    }

    String label() {
        return label;
    }

    int threads() {
        return threads;
    }

    Entrant entrant() {
        return entrant.get();
    }

    /** The name on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Entry of(String id) {
        return Arrays.stream(values())
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no entry is named " + id));
    }
}
