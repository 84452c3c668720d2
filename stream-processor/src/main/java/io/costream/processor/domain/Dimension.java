package io.costream.processor.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A property of calls that totals can be kept by: one that every call has, or a tag, which is a key of the calls'
 * metadata. Immutable; equal where they stand for the same.
 */
public final class Dimension {
    public static final Dimension SESSION = new Dimension(1, "session");
    public static final Dimension USER = new Dimension(2, "user");
    public static final Dimension PROVIDER = new Dimension(4, "provider");
    public static final Dimension MODEL = new Dimension(8, "model");
    public static final Dimension OPERATION = new Dimension(16, "operation");
    public static final Dimension FRAMEWORK = new Dimension(32, "framework");

    /** The dimensions of every call, in the order in which stored keys have them. */
    static final List<Dimension> COMMON = List.of(SESSION, USER, PROVIDER, MODEL, OPERATION, FRAMEWORK);

    /** The bit of whatever tag it is: the key of the tag is part of what is stored. */
    static final int TAG_BIT = 64;

    private static final String TAG_PREFIX = "tag.";
    private static final Pattern TAG_KEY = Pattern.compile("[^\\s\\x00,:;]+");

    private final int bit;
    private final String label;

    private Dimension(int bit, String label) {
        this.bit = bit;
        this.label = label;
    }

    /** A key of the calls' metadata. */
    public static Dimension tag(String key) {
        if (!TAG_KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "'" + TAG_PREFIX + key + "' is no tag: a tag is named like tag.team, without , : ; and blanks");
        }
        return new Dimension(TAG_BIT, TAG_PREFIX + key);
    }

    /** The dimension of that name; operation is also known as {@code task_type}. */
    public static Dimension named(String name) {
        String trimmed = name.trim();
        if (trimmed.startsWith(TAG_PREFIX)) {
            return tag(trimmed.substring(TAG_PREFIX.length()));
        }
        String lower = trimmed.toLowerCase(Locale.ROOT);
        return COMMON.stream()
                .filter(common -> common.label.equals(lower.equals("task_type") ? OPERATION.label : lower))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown dimension '" + name + "': known are "
                        + COMMON.stream().map(Dimension::label).collect(Collectors.joining(", "))
                        + " and tag.KEY for a key of the metadata"));
    }

    /** The call's value; empty where it has none, or a tag that is no name ({@link Admission#isName}). */
    public String of(CallFacts call) {
        return switch (bit) {
            case 1 -> call.session();
            case 2 -> call.user();
            case 4 -> call.provider();
            case 8 -> call.model();
            case 16 -> call.operation();
            case 32 -> call.framework();
            default -> tag(call);
        };
    }

    private String tag(CallFacts call) {
        String value = call.tags().getOrDefault(label.substring(TAG_PREFIX.length()), "");
        return Admission.isName(value) ? value : "";
    }

    /** Whether a total by this dimension is of the calls that name a value alone, and leaves out all others. */
    boolean isOptional() {
        return bit == SESSION.bit || bit == USER.bit || bit == TAG_BIT;
    }

    int bit() {
        return bit;
    }

    /** The key of the metadata, of a tag. */
    Optional<String> tagKey() {
        return bit == TAG_BIT ? Optional.of(label.substring(TAG_PREFIX.length())) : Optional.empty();
    }

    /** The name in requests and answers, such as {@code provider} or {@code tag.team}. */
    public String label() {
        return label;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Dimension other && label.equals(other.label);
    }

    @Override
    public int hashCode() {
        return label.hashCode();
    }

    @Override
    public String toString() {
        return label;
    }
}
