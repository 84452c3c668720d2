package io.costream.processor.domain;

import java.util.Arrays;
import java.util.Locale;

/** How long a window is. The code is part of stored keys and never changes. */
public enum WindowKind {
    HOUR(1),
    DAY(2),
    /** From Monday; never kept, but summed of days. */
    WEEK(5),
    MONTH(3),
    /** All time, for what has no calendar of its own, such as a session; in a question, the range it is about. */
    ALL(4);

    private final byte code;

    WindowKind(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    public static WindowKind ofCode(byte code) {
        for (WindowKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of window has the code " + code);
    }

    /** The kind of that name. */
    public static WindowKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + name + "' is no window; hour, day, week, month or all is expected"));
    }

    /** Whether windows of this kind never lie across the bounds of windows of the other kind. */
    public boolean isWithin(WindowKind other) {
        return compareTo(other) <= 0 && !(this == WEEK && other == MONTH);
    }

    /** Whether calls come to one of its cells for an hour or so: those of all time are mostly sessions'. */
    public boolean isBrief() {
        return this == HOUR || this == ALL;
    }

    /** The name in requests and answers, such as {@code hour}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
