package io.costream.producer.usage;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an answer says beside its usage. Not thread-safe. */
final class Traits {
    private static final int MOST_TYPES = 32;
    private static final int LONGEST = 256;

    private final Set<String> types = new HashSet<>();
    private @Nullable String model;
    private int modelDepth = Integer.MAX_VALUE;
    private @Nullable String tier;
    private boolean ofABatch;
    private int dataItems;

    /** The answer, or one of its events, says that it is of this type. */
    void type(String name) {
        if (types.size() < MOST_TYPES && name.length() <= LONGEST) {
            types.add(name);
        }
    }

    boolean is(String type) {
        return types.contains(type);
    }

    /** A name of the model, found this deep: the outermost one counts, and of those the first. */
    void model(String name, int depth) {
        if (!name.isEmpty() && name.length() <= LONGEST && depth < modelDepth) {
            model = name;
            modelDepth = depth;
        }
    }

    @Nullable
    String model() {
        return model;
    }

    /** How the call was served: the last word counts, since a stream first repeats the request. */
    void tier(String word) {
        String told = ServiceTiers.of(word);
        tier = told == null ? tier : told;
    }

    /** The answer is one of a batch, whatever tier its own body repeats. */
    void batch() {
        ofABatch = true;
    }

    @Nullable
    String tier() {
        return ofABatch ? "batch" : tier;
    }

    void dataItems(int number) {
        dataItems = number;
    }

    /** How many items the answer's data has, such as images. */
    int dataItems() {
        return dataItems;
    }
}
