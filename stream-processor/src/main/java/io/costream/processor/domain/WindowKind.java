package io.costream.processor.domain;

import java.util.Locale;

/** How long a window is. The code is part of stored keys and never changes. */
public enum WindowKind {
    HOUR(1),
    DAY(2),
    MONTH(3),
    /** All time, for what has no calendar of its own, such as a session. */
    ALL(4);

    private final byte code;

    WindowKind(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    public static WindowKind ofCode(byte code) {
        return values()[code - 1];
    }

    /** The name in requests and answers, such as {@code hour}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
