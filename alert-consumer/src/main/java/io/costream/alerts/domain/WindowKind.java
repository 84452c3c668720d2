package io.costream.alerts.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a limit holds for. */
public enum WindowKind {
    /** A single call. */
    REQUEST,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    /** From the first call on, without an end. */
    TOTAL;

    /** As files and topics write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<WindowKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
