package io.costream.alerts.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What an alert is called, how bad it is, and the sentence that people read. Stateless. */
public final class AlertWords {
    private static final BigDecimal WARNING_FROM = new BigDecimal("0.75");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int CENTS = 2;
    private static final int DIGITS_BELOW_A_DOLLAR = 3;

    private AlertWords() {}

    /** The same crossing has the same id however often it is computed. */
    public static String id(String budget, String value, Window window, Crossing crossing) {
        String id = String.join(
                "/",
                place(budget, value, window),
                crossing.threshold().stripTrailingZeros().toPlainString(),
                Long.toString(crossing.limitRevision()),
                Integer.toString(crossing.number()));
        return crossing.direction() == Crossing.Direction.RESOLVED ? id + "/resolved" : id;
    }

    /** Names a budget's window for one scope value; free of slashes other than its own. */
    public static String place(String budget, String value, Window window) {
        String escaped = URLEncoder.encode(value, StandardCharsets.UTF_8);
        return String.join(
                "/", budget, escaped, window.kind().word(), window.start().toString());
    }

    /** info, warning or critical. */
    public static String severity(Crossing crossing) {
        if (crossing.direction() == Crossing.Direction.RESOLVED
                || crossing.threshold().compareTo(WARNING_FROM) < 0) {
            return "info";
        }
        return crossing.isExceeding() ? "critical" : "warning";
    }

    /** Such as: Production budget: $45.20 of $50.00 (90 %) spent on 2026-03-31. */
    public static String reason(Budget budget, String value, Window window, Crossing crossing, BigDecimal spent) {
        String sentence = subject(budget, value) + ": " + usd(spent) + " of " + usd(crossing.limit()) + " ("
                + percent(spent, crossing.limit()) + " %) spent " + when(budget.calendar(), window);
        return crossing.direction() == Crossing.Direction.RESOLVED
                ? sentence + ", below " + percent(crossing.threshold(), BigDecimal.ONE) + " % again"
                : sentence;
    }

    /** Such as: Production budget: call 4711 cost $1.20, more than $1.00 for a single call. */
    public static String reason(Budget budget, String value, String call, BigDecimal cost, BigDecimal limit) {
        return subject(budget, value) + ": call " + call + " cost " + usd(cost) + ", more than " + usd(limit)
                + " for a single call";
    }

    private static String subject(Budget budget, String value) {
        return value.isEmpty()
                ? budget.title()
                : budget.title() + ", " + budget.each().name() + " " + value;
    }

    /** Rounded down: a limit that is not reached is never said to be. */
    private static String percent(BigDecimal part, BigDecimal whole) {
        return part.multiply(HUNDRED).divide(whole, 0, RoundingMode.FLOOR).toPlainString();
    }

    /** Cents, and three digits of what is less than a dollar. */
    private static String usd(BigDecimal amount) {
        BigDecimal shown = amount.setScale(CENTS, RoundingMode.HALF_EVEN);
        if (amount.signum() != 0 && amount.abs().compareTo(BigDecimal.ONE) < 0) {
            int places = amount.scale() - amount.precision() + DIGITS_BELOW_A_DOLLAR;
            BigDecimal fine = amount.setScale(Math.max(CENTS, places), RoundingMode.HALF_EVEN)
                    .stripTrailingZeros();
            shown = fine.setScale(Math.max(CENTS, fine.scale()), RoundingMode.UNNECESSARY);
        }
        return (shown.signum() < 0 ? "-$" : "$") + shown.abs().toPlainString();
    }

    private static String when(WindowCalendar calendar, Window window) {
        LocalDateTime start = LocalDateTime.ofInstant(window.start(), calendar.zone());
        LocalDate day = start.toLocalDate();
        return switch (window.kind()) {
            case REQUEST -> "at " + window.start();
            case HOUR ->
                "in the hour from " + start.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT));
            case DAY -> "on " + day;
            case WEEK -> "in the week from " + day;
            case MONTH -> "in " + day.format(DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT));
            case TOTAL -> "in total";
        };
    }
}
