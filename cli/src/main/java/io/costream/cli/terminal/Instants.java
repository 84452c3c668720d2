package io.costream.cli.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Instants as people and files write them: RFC 3339, a plain date (its first instant), a local date-time with T or a
 * blank, epoch seconds or milliseconds. What is finer than a microsecond is cut.
 */
public final class Instants {
    public static final String ALLOWED = "an instant such as 2024-11-17T20:15:00Z, a date such as 2024-11-17,"
            + " a local date-time, or epoch seconds or milliseconds";

    private static final Pattern WRITTEN = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})(?:[Tt ](\\d{2}:\\d{2}(?::\\d{2})?)(?:[.,](\\d+))?\\s*(Z|z|UTC|[+-]\\d{2}:?\\d{2})?)?");
    private static final Pattern EPOCH = Pattern.compile("-?\\d{1,15}(\\.\\d+)?");
    /** From here on a number counts milliseconds: as seconds it would be the year 5138, as milliseconds it is 1973. */
    private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

    private Instants() {}

    /** Reads an instant; the zone is that of dates and times written without one. */
    public static Instant parse(String text, ZoneId zone) {
        String trimmed = text.trim();
        try {
            Matcher written = WRITTEN.matcher(trimmed);
            if (written.matches()) {
                return written(written, zone).truncatedTo(ChronoUnit.MICROS);
            }
            if (EPOCH.matcher(trimmed).matches()) {
                return epoch(new BigDecimal(trimmed)).truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException | ArithmeticException wrong) {
            throw new IllegalArgumentException("'" + text + "' does not exist in the calendar", wrong);
        }
        throw new IllegalArgumentException("'" + text + "' is not " + ALLOWED);
    }

    private static Instant written(Matcher written, ZoneId zone) {
        LocalDate date = LocalDate.parse(written.group(1));
        if (written.group(2) == null) {
            return date.atStartOfDay(zone).toInstant();
        }
        LocalTime time = LocalTime.parse(written.group(2)).withNano(nanos(written.group(3)));
        LocalDateTime local = date.atTime(time);
        String offset = written.group(4);
        return offset == null ? local.atZone(zone).toInstant() : local.toInstant(offset(offset));
    }

    private static ZoneOffset offset(String written) {
        return written.startsWith("+") || written.startsWith("-") ? ZoneOffset.of(written) : ZoneOffset.UTC;
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null || fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }

    private static Instant epoch(BigDecimal number) {
        BigDecimal seconds = number.abs().compareTo(FIRST_MILLIS) < 0 ? number : number.movePointLeft(3);
        BigDecimal micros = seconds.movePointRight(6).setScale(0, RoundingMode.FLOOR);
        return Instant.EPOCH.plus(micros.longValueExact(), ChronoUnit.MICROS);
    }
}
