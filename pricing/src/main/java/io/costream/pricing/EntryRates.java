package io.costream.pricing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An entry made ready for look-ups: its sets in order of precedence, and the rate table of each combination of
 * conditions that has been asked for. Safe for use by many threads; a table that two threads make at once is the same.
 */
final class EntryRates {
    private static final Comparator<RateSet> PRECEDENCE = Comparator.comparing(
                    (RateSet set) -> set.size().bound() != SizeTier.Bound.ANY)
            .thenComparing(set -> set.size().threshold())
            .thenComparingInt(set -> set.when().size())
            .reversed();

    private static final long OTHERWISE = -1;

    final PriceEntry entry;
    private final boolean plain;
    private final List<RateSet> sets;
    /** By set, the fewest input tokens at which it holds; below 0 where its size is measured otherwise. */
    private final long[] fewestTokens;

    /** The tables of calls without a context, the one for the largest calls first; empty where that is not known ahead. */
    private final RateTable[] standard;

    private final long[] standardFrom;

    private volatile Known[] known = {};

    private record Known(long holding, RateTable table) {}

    EntryRates(PriceEntry entry) {
        this.entry = entry;
        this.plain = entry.discount().signum() == 0 && entry.minimum().signum() == 0;
        this.sets = entry.sets().stream().sorted(PRECEDENCE).toList();
        this.fewestTokens = sets.stream().mapToLong(EntryRates::fewestTokens).toArray();
        this.standardFrom = standardSizes();
        this.standard = Arrays.stream(standardFrom).mapToObj(this::standard).toArray(RateTable[]::new);
    }

    private static long fewestTokens(RateSet set) {
        return set.size().fewestInputTokens().orElse(OTHERWISE);
    }

    /** From how many input tokens on another table holds for calls without a context; none where sizes are other measures. */
    private long[] standardSizes() {
        long[] sizes = sets.stream()
                .filter(set -> set.when().isEmpty())
                .mapToLong(EntryRates::fewestTokens)
                .toArray();
        boolean byTokens = Arrays.stream(sizes).noneMatch(size -> size == OTHERWISE);
        return byTokens
                ? LongStream.concat(LongStream.of(0), Arrays.stream(sizes))
                        .distinct()
                        .boxed()
                        .sorted(Comparator.reverseOrder())
                        .mapToLong(Long::longValue)
                        .toArray()
                : new long[0];
    }

    private RateTable standard(long inputTokens) {
        return RateTable.of(sets.stream()
                .filter(set -> set.when().isEmpty() && fewestTokens(set) <= inputTokens)
                .toList());
    }

    /** Whether the rates alone make the charge: no discount, no minimum. */
    boolean isPlain() {
        return plain;
    }

    RateTable rates(PricingContext context, Usage usage) {
        return standard.length > 0 && context.values().isEmpty() ? standard(usage) : table(holding(context, usage));
    }

    private RateTable standard(Usage usage) {
        int last = standard.length - 1;
        long tokens = last == 0 ? 0 : usage.inputTokens();
        int i = 0;
        while (i < last && tokens < standardFrom[i]) {
            i++;
        }
        return standard[i];
    }

    /** One bit for each set that holds. */
    private long holding(PricingContext context, Usage usage) {
        long holding = 0;
        long tokens = usage.inputTokens();
        for (int i = 0; i < fewestTokens.length; i++) {
            RateSet set = sets.get(i);
            boolean holds = fewestTokens[i] == OTHERWISE
                    ? set.holds(context, usage)
                    : tokens >= fewestTokens[i] && set.holdsIn(context);
            if (holds) {
                holding |= 1L << i;
            }
        }
        return holding;
    }

    private RateTable table(long holding) {
        for (Known one : known) {
            if (one.holding == holding) {
                return one.table;
            }
        }
        List<RateSet> held = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            if ((holding & 1L << i) != 0) {
                held.add(sets.get(i));
            }
        }
        RateTable table = RateTable.of(held);
        remember(new Known(holding, table));
        return table;
    }

    private synchronized void remember(Known one) {
        Known[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = one;
        known = more;
    }

    /** Whether the entry has rates for this value of the context in any size. */
    boolean knows(String name, String value) {
        return sets.stream().anyMatch(set -> value.equals(set.when().get(name)));
    }
}
