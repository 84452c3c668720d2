package io.costream.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/** What is measured, in this order. */
@SuppressWarnings("ImmutableEnumChecker") // References to constructors.
enum Entry {
    CONSUME("floor: consume, read only what is needed", 1, Field.LARGE, ConsumeFloor::new),
    TRANSACTIONS("floor: exactly-once read, price, write", 1, Field.LARGE, TransactionFloor::new),
    TRANSACTIONS_2("floor: the same, 2 threads", 2, Field.LARGE, TransactionFloor::new),
    STREAMS(
            "Kafka Streams, pass-through, pricing as in the floor",
            1,
            Field.LARGE,
            () -> new PassThrough((course, book) -> new LeanPricing(book))),
    STREAMS_FULL(
            "Kafka Streams, pass-through, decode, price book, encode",
            1,
            Field.LARGE,
            () -> new PassThrough(FullPricing::new)),
    COSTREAM("Costream, everything on", 1, Field.LARGE, Costream::new),
    COSTREAM_2("Costream, everything on, 2 threads", 2, Field.LARGE, Costream::new),
    COSTREAM_SMALL("Costream on the DSL's topic", 1, Field.SMALL, Costream::new),
    DSL("DSL by hand: groupBy per dimension, window per period", 1, Field.SMALL, () -> new DslTopology(false)),
    DSL_ONE("DSL by hand: one repartitioning for all", 1, Field.SMALL, () -> new DslTopology(true));

    /** Which topic of calls: the whole one, or the short one for what takes long. */
    enum Field {
        LARGE,
        SMALL
    }

    private final String label;
    private final int threads;
    private final Field field;
    private final Supplier<Entrant> entrant;

    Entry(String label, int threads, Field field, Supplier<Entrant> entrant) {
        this.label = label;
        this.threads = threads;
        this.field = field;
        this.entrant = entrant;
    }

    String label() {
        return label;
    }

    int threads() {
        return threads;
    }

    Field field() {
        return field;
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
