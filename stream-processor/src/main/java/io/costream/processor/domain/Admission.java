package io.costream.processor.domain;

import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a call must satisfy to be counted, beyond being readable. Stateless and safe for use by many threads. */
public final class Admission {
    /** How far a call's time may be ahead of the moment the broker appended it. */
    public static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    /** No call was made before 2000-01-01T00:00:00Z; earlier times are errors of units or of parsing. */
    private static final long EARLIEST_MICROS = 946_684_800_000_000L;
    /** Characters that a name may have. */
    public static final int LONGEST_NAME = 512;
    /** Characters that the name of a unit may have. */
    public static final int LONGEST_UNIT = 64;
    /** Units that do not count tokens which one call may state. */
    public static final int MOST_OTHER_UNITS = 20;
    /** Tokens, or others, of one unit that one call may state: beyond it the report is broken. */
    public static final long MOST_OF_A_UNIT = 1_000_000_000_000L;

    /** A month: a call takes seconds, a batch a day. A million of them still fit a total's sum of microseconds. */
    static final long MOST_LATENCY_MICROS = Duration.ofDays(31).toNanos() / 1_000;
    /** Bytes of a record, key and value: a call takes some hundred, and its posting and its adjustment must fit a megabyte. */
    public static final int MOST_BYTES = 1 << 18;

    private static final BigDecimal MOST_OF_ANOTHER_UNIT = BigDecimal.valueOf(MOST_OF_A_UNIT);

    private Admission() {}

    /**
     * Why the call cannot be counted; empty where it can.
     *
     * @param recordKey the key of the record, the tenant or {@code tenant#shard}
     * @param appendMillis when the broker appended the record
     */
    public static Optional<Rejection> check(CallFacts call, String recordKey, long appendMillis) {
        if (call.tenant().isEmpty() || call.model().isEmpty()) {
            return reject("incomplete", "a call needs a tenant and a model");
        }
        if (!tenantOf(recordKey).equals(call.tenant())) {
            return reject(
                    "key_mismatch", "the record's key is '" + recordKey + "', but the tenant '" + call.tenant() + "'");
        }
        if (!hasNames(call)) {
            return reject("bad_name", "a name has more than " + LONGEST_NAME + " characters, or the character 0");
        }
        return checkTime(call.atMicros(), appendMillis).or(() -> checkQuantities(call));
    }

    /** Why a record is not even read; empty where it is. */
    public static Optional<Rejection> checkSize(byte[] key, byte[] value) {
        int bytes = key.length + value.length;
        return bytes > MOST_BYTES
                ? reject("too_large", "the record has " + bytes + " bytes, more than " + MOST_BYTES)
                : Optional.empty();
    }

    /** Whether totals can be kept by it: it has not too many characters, and not the character 0. */
    static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && text.indexOf('\0') < 0;
    }

    /** The tenant of a record's key. */
    public static String tenantOf(String recordKey) {
        int shard = recordKey.lastIndexOf('#');
        return shard < 0 ? recordKey : recordKey.substring(0, shard);
    }

    private static Optional<Rejection> checkTime(long atMicros, long appendMillis) {
        if (atMicros > (appendMillis + MOST_AHEAD.toMillis()) * 1000) {
            return reject(
                    "in_the_future",
                    "the call's time " + Window.instant(atMicros) + " is more than 5 minutes ahead of its arrival");
        }
        return atMicros < EARLIEST_MICROS
                ? reject("too_early", "the call's time " + Window.instant(atMicros) + " is before the year 2000")
                : Optional.empty();
    }

    private static Optional<Rejection> checkQuantities(CallFacts call) {
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            if (call.usage().tokens(i) > MOST_OF_A_UNIT) {
                return tooMany(Unit.known(i), BigDecimal.valueOf(call.usage().tokens(i)));
            }
        }
        if (call.usage().others().size() > MOST_OTHER_UNITS) {
            return reject(
                    "quantity_out_of_range",
                    call.usage().others().size() + " units that are no tokens, above " + MOST_OTHER_UNITS);
        }
        for (Map.Entry<Unit, BigDecimal> other : call.usage().others().entrySet()) {
            if (other.getKey().name().length() > LONGEST_UNIT) {
                return reject("bad_name", "a unit's name has more than " + LONGEST_UNIT + " characters");
            }
            if (other.getValue().compareTo(MOST_OF_ANOTHER_UNIT) > 0) {
                return tooMany(other.getKey(), other.getValue());
            }
        }
        if (call.latencyMicros() > MOST_LATENCY_MICROS) {
            return reject("quantity_out_of_range", "the latency is more than 31 days");
        }
        return call.latencyMicros() < 0 ? reject("quantity_out_of_range", "the latency is negative") : Optional.empty();
    }

    private static Optional<Rejection> tooMany(Unit unit, BigDecimal quantity) {
        return reject("quantity_out_of_range", unit + " is " + quantity.toPlainString() + ", above " + MOST_OF_A_UNIT);
    }

    private static boolean hasNames(CallFacts call) {
        return isName(call.tenant())
                && isName(call.provider())
                && isName(call.model())
                && isName(call.operation())
                && isName(call.framework())
                && isName(call.user())
                && isName(call.session());
    }

    private static Optional<Rejection> reject(String reason, String message) {
        return Optional.of(new Rejection(reason, message));
    }
}
