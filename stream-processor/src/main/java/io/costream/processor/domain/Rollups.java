package io.costream.processor.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which totals a deployment keeps: rollups, and the windows of each. All other totals are sums of these, made when they
 * are read: a provider's of its models, a month's of its days.
 *
 * <p>Written as {@code total: hour, day, month; provider, model: hour, day}. Immutable.
 */
public final class Rollups {
    /** What one call changes: seven totals. */
    public static final String DEFAULT = "total: hour, day, month;"
            + " provider, model, operation, framework: hour, day;"
            + " user, provider, model: day;"
            + " session, model, framework: all";

    /**
     * A rollup with its windows.
     *
     * @param windows the smallest first; each holds the ones before it
     */
    public record Kept(Rollup rollup, List<WindowKind> windows) {
        public Kept {
            windows = List.copyOf(windows);
            if (windows.isEmpty() || new HashSet<>(windows).size() < windows.size()) {
                throw new IllegalArgumentException(rollup.label() + " needs windows, each once");
            }
            if (windows.contains(WindowKind.WEEK) || (windows.contains(WindowKind.ALL) && windows.size() > 1)) {
                throw new IllegalArgumentException(
                        rollup.label()
                                + ": windows that are kept are hour, day and month, or all by itself; a week is summed of days");
            }
        }

        /** The windows that make up the asked ones when they are summed. */
        public Set<WindowKind> within(WindowKind asked) {
            Set<WindowKind> kinds = EnumSet.noneOf(WindowKind.class);
            windows.stream()
                    .filter(kind -> kind != WindowKind.ALL && kind.isWithin(asked))
                    .forEach(kinds::add);
            return kinds;
        }

        private String text() {
            return rollup.label().replace(",", ", ") + ": "
                    + windows.stream().map(WindowKind::label).collect(Collectors.joining(", "));
        }
    }

    private final List<Kept> kept;

    private Rollups(List<Kept> kept) {
        this.kept = List.copyOf(kept);
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Rollups parse(String text) {
        List<Kept> kept = new ArrayList<>();
        for (String entry : text.split(";", -1)) {
            String[] sides = entry.split(":", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException(
                        "'" + entry.trim() + "' is no rollup with its windows, such as provider, model: hour, day");
            }
            List<WindowKind> windows = Arrays.stream(sides[1].split(",", -1))
                    .map(name -> WindowKind.named(name.trim().toLowerCase(Locale.ROOT)))
                    .sorted()
                    .toList();
            kept.add(new Kept(Rollup.named(sides[0]), windows));
        }
        if (kept.stream().map(Kept::rollup).distinct().count() < kept.size()) {
            throw new IllegalArgumentException("a rollup is named twice");
        }
        return new Rollups(kept);
    }

    public List<Kept> kept() {
        return kept;
    }

    /** The windows of a rollup that is kept. */
    public Optional<Kept> find(Rollup rollup) {
        return kept.stream().filter(one -> one.rollup().equals(rollup)).findFirst();
    }

    /** The rollup with the fewest dimensions that holds these, in windows that add up to the asked ones. */
    public Optional<Kept> covering(Set<Dimension> asked, WindowKind window) {
        return kept.stream()
                .filter(one -> one.rollup().covers(asked) && !one.within(window).isEmpty())
                .min(Comparator.comparingInt(one -> one.rollup().dimensions().size()));
    }

    /** The written form. */
    public String text() {
        return kept.stream().map(Kept::text).collect(Collectors.joining("; "));
    }
}
