package io.costream.alerts.domain;

import java.util.List;

/** What a budget may be narrowed to or split by, such as {@code tenant} or {@code tag.feature}. Immutable. */
public record Dimension(String name) implements Comparable<Dimension> {
    /** Splits nothing: its only value is empty. */
    public static final Dimension NONE = new Dimension("");
    /** Precedes the key of a call's metadata. */
    public static final String TAG = "tag.";

    public static final Dimension TENANT = new Dimension("tenant");

    /** For people who have to choose one. */
    public static final String ALLOWED = "tenant, user, session, provider, model, task_type, framework or tag.<key>";

    public Dimension {
        boolean tag = name.startsWith(TAG) && name.length() > TAG.length();
        if (!tag && !Names.ALL.contains(name)) {
            throw new IllegalArgumentException("'" + name + "' is no dimension; allowed are " + ALLOWED);
        }
    }

    @Override
    public int compareTo(Dimension other) {
        return name.compareTo(other.name);
    }

    private static final class Names {
        static final List<String> ALL =
                List.of("", "tenant", "user", "session", "provider", "model", "task_type", "framework");
    }
}
