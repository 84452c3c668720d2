package io.costream.pricing.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Instants as people write them: RFC 3339, a date, a local date and time in UTC, or seconds or milliseconds. */
final class CaseInstant {
    /** Epoch seconds stay below this until the year 5138; milliseconds have been above it since 1973. */
    private static final long SECONDS_BELOW = 100_000_000_000L;

    private CaseInstant() {}

    static Instant read(JsonNode node) {
        String text = node.asText().strip();
        try {
            if (node.isNumber() || text.matches("-?\\d+")) {
                return epoch(node.isNumber() ? node.decimalValue().longValue() : Long.parseLong(text));
            }
            return parse(text).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException | NumberFormatException e) {
            throw new CaseException("timestamp '" + text + "' is not an instant");
        }
    }

    private static Instant epoch(long number) {
        return Math.abs(number) < SECONDS_BELOW ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    private static Instant parse(String text) {
        String joined = text.replace(' ', 'T');
        if (joined.indexOf('T') < 0) {
            return LocalDate.parse(joined).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        try {
            return OffsetDateTime.parse(joined).toInstant();
        } catch (DateTimeException withoutOffset) {
            return LocalDateTime.parse(joined).toInstant(ZoneOffset.UTC);
        }
    }
}
