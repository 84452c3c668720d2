package io.costream.pricing;

import java.util.Locale;

/** What people read a charge by; the amounts of all components sum to the total. */
public enum Component {
    TEXT,
    CACHE,
    REASONING,
    IMAGES,
    AUDIO,
    VIDEO,
    TOOLS,
    PREPROCESSING,
    OTHER;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name on the wire and in reports, such as {@code text}. */
    public String label() {
        return label;
    }
}
