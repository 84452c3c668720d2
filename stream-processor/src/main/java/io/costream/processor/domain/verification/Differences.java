package io.costream.processor.domain.verification;

import java.util.ArrayList;
import java.util.List;

/** Counts differences and keeps the first of each kind: a store that is all wrong must not fill the memory. Not thread-safe. */
public final class Differences {
    /** How many of each kind are kept. */
    public static final int MOST_KEPT = 100;

    private final List<Difference> kept = new ArrayList<>();
    private long number;

    public void add(Difference difference) {
        number++;
        if (kept.stream()
                        .filter(known -> known.getClass() == difference.getClass())
                        .count()
                < MOST_KEPT) {
            kept.add(difference);
        }
    }

    /** The first of each kind, in the order in which they were found. */
    public List<Difference> kept() {
        return List.copyOf(kept);
    }

    /** All of them, those that were not kept too. */
    public long number() {
        return number;
    }
}
