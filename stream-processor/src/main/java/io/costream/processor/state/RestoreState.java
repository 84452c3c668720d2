package io.costream.processor.state;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * How far something is restored from its changelog.
 *
 * @param restored how much of the changelog has been read, in offsets: compaction leaves some of them without a record
 * @param total how much there is to read
 * @param time since it began
 */
public record RestoreState(long restored, long total, Duration time) {
    public RestoreState {
        if (restored < 0 || restored > total) {
            throw new IllegalArgumentException(restored + " of " + total + " cannot be restored");
        }
    }

    /** All of them as one, which began with the first. */
    static RestoreState sum(Collection<RestoreState> parts) {
        return new RestoreState(
                parts.stream().mapToLong(RestoreState::restored).sum(),
                parts.stream().mapToLong(RestoreState::total).sum(),
                parts.stream().map(RestoreState::time).max(Duration::compareTo).orElse(Duration.ZERO));
    }

    public boolean isDone() {
        return restored == total;
    }

    /** From 0 to 100, cut. */
    public int percent() {
        return total == 0 ? 100 : (int) (restored * 100 / total);
    }

    /** On average since it began; 0 in the first millisecond. */
    public long perSecond() {
        long millis = time.toMillis();
        return millis == 0 ? 0 : restored * 1000 / millis;
    }

    /** How long the rest takes at the pace kept so far; empty where nothing is known of the pace. */
    public Optional<Duration> left() {
        if (isDone()) {
            return Optional.of(Duration.ZERO);
        }
        return restored == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) ((double) time.toMillis() * (total - restored) / restored)));
    }

    /** For people: {@code 41 % of 1,000,000 records, 50,000 a second, 12 s left}. */
    @Override
    public String toString() {
        String text = String.format(Locale.ROOT, "%d %% of %,d records", percent(), total);
        return left().map(left -> text + String.format(Locale.ROOT, ", %,d a second, ", perSecond()) + roundedUp(left))
                .orElse(text);
    }

    private static String roundedUp(Duration left) {
        return (left.toMillis() + 999) / 1000 + " s left";
    }
}
