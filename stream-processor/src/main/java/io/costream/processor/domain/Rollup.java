package io.costream.processor.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A choice of dimensions that totals are kept by. A call that names no user, session or tag is in no total by it.
 * Immutable; equal where the dimensions are the same.
 */
public final class Rollup {
    /** The total of a tenant. */
    public static final Rollup TOTAL = of();

    private final List<Dimension> dimensions;
    private final List<Dimension> optional;
    private final byte code;
    private final String tagKey;
    private final int[] leading;

    private Rollup(List<Dimension> dimensions) {
        this.dimensions = List.copyOf(dimensions);
        this.optional = dimensions.stream().filter(Dimension::isOptional).toList();
        this.code = (byte) dimensions.stream().mapToInt(Dimension::bit).sum();
        this.tagKey = dimensions.stream()
                .flatMap(dimension -> dimension.tagKey().stream())
                .findFirst()
                .orElse("");
        this.leading = leading(
                dimensions.size(),
                1 + Math.max(dimensions.indexOf(Dimension.SESSION), dimensions.indexOf(Dimension.USER)));
    }

    /** @param upToUser how many dimensions there are up to the last of session and user; 0 where there is neither */
    private static int[] leading(int dimensions, int upToUser) {
        int fewer = upToUser > 0 ? upToUser : Math.max(0, dimensions - 2);
        return IntStream.of(upToUser, fewer, dimensions).distinct().toArray();
    }

    /**
     * The rollup of some dimensions, in any order.
     *
     * @throws IllegalArgumentException where one is named twice, or more than one is a tag
     */
    public static Rollup of(Collection<Dimension> dimensions) {
        Set<Dimension> distinct = new HashSet<>(dimensions);
        List<Dimension> tags =
                distinct.stream().filter(one -> one.bit() == Dimension.TAG_BIT).toList();
        if (distinct.size() < dimensions.size() || tags.size() > 1) {
            throw new IllegalArgumentException(
                    "a rollup has each dimension once, and one tag at most; this one is " + dimensions);
        }
        List<Dimension> ordered = new ArrayList<>(tags);
        Dimension.COMMON.stream().filter(distinct::contains).forEach(ordered::add);
        return new Rollup(ordered);
    }

    public static Rollup of(Dimension... dimensions) {
        return of(Arrays.asList(dimensions));
    }

    /** The rollup of that name, such as {@code provider,model}. */
    public static Rollup named(String label) {
        return label.trim().equals("total")
                ? TOTAL
                : of(Arrays.stream(label.split(",", -1)).map(Dimension::named).toList());
    }

    /** The rollup of a stored key. */
    static Rollup ofCode(byte code, String tagKey) {
        List<Dimension> dimensions = new ArrayList<>();
        if ((code & Dimension.TAG_BIT) != 0) {
            dimensions.add(Dimension.tag(tagKey));
        }
        Dimension.COMMON.stream().filter(one -> (code & one.bit()) != 0).forEach(dimensions::add);
        return new Rollup(dimensions);
    }

    static boolean hasTag(byte code) {
        return (code & Dimension.TAG_BIT) != 0;
    }

    /**
     * Whether percentiles of latency are known of its cells. Not of users and sessions: these cells are nearly one per
     * call, and of few calls a percentile says little.
     */
    public boolean keepsLatencies() {
        return keepsLatencies(code);
    }

    static boolean keepsLatencies(byte code) {
        return (code & (Dimension.USER.bit() | Dimension.SESSION.bit())) == 0;
    }

    /** A part of stored keys: which dimensions these are. */
    byte code() {
        return code;
    }

    /** The key of the tag among the dimensions; empty where there is none. */
    String tagKey() {
        return tagKey;
    }

    /** In the order in which stored keys have their values. */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    /**
     * In how many of the first dimensions the cells of one record agree: at first in none, or all up to a session and a user,
     * whose cells are many, small and change together. What such a record has no place for is in records that agree in all but
     * the last two, and then in all. Part of the stored form.
     */
    public int[] leading() {
        return leading.clone();
    }

    /** Whether the call is part of this rollup. */
    public boolean takes(CallFacts call) {
        for (int i = 0; i < optional.size(); i++) {
            if (optional.get(i).of(call).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether these dimensions can be answered from this rollup: it has them all, and leaves out no call. */
    public boolean covers(Set<Dimension> asked) {
        return asked.containsAll(optional) && dimensions.containsAll(asked);
    }

    /** The name in requests and answers, such as {@code provider,model}; {@code total} has no dimensions. */
    public String label() {
        return dimensions.isEmpty()
                ? "total"
                : dimensions.stream().map(Dimension::label).collect(Collectors.joining(","));
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Rollup other && code == other.code && tagKey.equals(other.tagKey);
    }

    @Override
    public int hashCode() {
        return 31 * code + tagKey.hashCode();
    }

    @Override
    public String toString() {
        return label();
    }
}
