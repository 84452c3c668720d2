package io.costream.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Rates of one model over an interval of time, as recorded in one revision of the book. Entries are never changed: a
 * newer one supersedes, and one that was wrong or cancelled is withdrawn, both from a revision on. Immutable.
 *
 * @param from first instant at which the rates are valid; {@link Instant#MIN} for always
 * @param to first instant at which they are no longer; {@link Instant#MAX} for no end
 * @param recordedAt when this became known
 * @param revision of the book that brought it, from 1
 * @param withdrawnIn the revision from which on it counts as never made; 0 for none
 * @param withdrawnAt when that became known; {@link Instant#MAX} for never
 * @param tenant whose contract it is; empty for the list price
 * @param windows times of day at which alone it is valid; none for all day
 * @param discount fraction of the charge taken off in a line of its own, such as 0.1
 * @param minimum the least a call costs, in USD
 * @param source where the figures are from
 */
public record PriceEntry(
        Instant from,
        Instant to,
        Instant recordedAt,
        long revision,
        long withdrawnIn,
        Instant withdrawnAt,
        String tenant,
        List<DailyWindow> windows,
        List<RateSet> sets,
        BigDecimal discount,
        BigDecimal minimum,
        String source) {
    public PriceEntry {
        windows = List.copyOf(windows);
        sets = List.copyOf(sets);
        discount = Rate.plain(discount);
        minimum = Rate.plain(minimum);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("valid from " + from + " to " + to + ", which is no time at all");
        }
        if (revision < 1) {
            throw new IllegalArgumentException("revision " + revision + ", but revisions count from 1");
        }
        if (withdrawnIn != 0 && withdrawnIn <= revision) {
            throw new IllegalArgumentException("withdrawn in " + withdrawnIn + ", not after revision " + revision);
        }
        if (discount.signum() < 0 || discount.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("a discount of " + discount + ", but it is a fraction from 0 to 1");
        }
        if (minimum.signum() < 0) {
            throw new IllegalArgumentException("a minimum of " + minimum + ", but a charge is never negative");
        }
        if (minimum.compareTo(RateSet.MOST_USD) > 0) {
            throw new IllegalArgumentException("a minimum above " + RateSet.MOST_USD + " USD");
        }
        if (sets.size() > Long.SIZE) {
            throw new IllegalArgumentException(sets.size() + " sets of rates in one entry, more than " + Long.SIZE);
        }
    }

    public static PriceEntryBuilder builder() {
        return new PriceEntryBuilder();
    }

    /** A builder that starts with the values of this entry. */
    public PriceEntryBuilder toBuilder() {
        return new PriceEntryBuilder(this);
    }

    public boolean isContract() {
        return !tenant.isEmpty();
    }

    /** Whether a book of that revision holds the entry. */
    boolean isKnownIn(long asked) {
        return revision <= asked && (withdrawnIn == 0 || withdrawnIn > asked);
    }

    boolean isValidAt(Instant instant) {
        return !instant.isBefore(from)
                && instant.isBefore(to)
                && (windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(instant)));
    }
}
