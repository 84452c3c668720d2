package io.costream.processor.topology;

import org.jspecify.annotations.Nullable;

/**
 * One object for each of the texts that most calls share, such as models: what cells are found by then holds no copies
 * of them, which the garbage collector would move, and mostly equals by being the same. Of two texts in one place the
 * one that came last is known. Not thread-safe.
 */
final class Names {
    private static final int PLACES = 1 << 12;

    private final @Nullable String[] known = new String[PLACES];

    /** An equal text, mostly the same object as before. */
    String shared(String text) {
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & (PLACES - 1);
        String before = known[place];
        if (before != null && before.equals(text)) {
            return before;
        }
        known[place] = text;
        return text;
    }
}
