package io.costream.processor.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The windows of one calendar; remembers those of the hours asked for last. Not thread-safe. */
@SuppressWarnings("EnumOrdinal") // A place in memory, which nothing keeps.
public final class Windows {
    private static final long HOUR_MICROS = 3_600_000_000L;
    /** A power of two: late calls alternate with those of now. */
    private static final int REMEMBERED = 64;

    private final Calendar calendar;
    private final @Nullable Window[][] remembered = new Window[WindowKind.values().length][REMEMBERED];

    public Windows(Calendar calendar) {
        this.calendar = calendar;
    }

    public Calendar calendar() {
        return calendar;
    }

    /** The window that holds the instant. */
    public Window at(WindowKind kind, long micros) {
        @Nullable Window[] windows = remembered[kind.ordinal()];
        int slot = (int) Math.floorDiv(micros, HOUR_MICROS) & (REMEMBERED - 1);
        Window window = windows[slot];
        if (window == null || !window.contains(micros)) {
            window = calendar.window(kind, micros);
            windows[slot] = window;
        }
        return window;
    }

    /**
     * The fewest windows of the given kinds that fill the range exactly, in order; empty where none do, because an end
     * of the range falls inside the smallest window.
     */
    public Optional<List<Window>> cover(long fromMicros, long toMicros, Set<WindowKind> kinds) {
        List<Window> cover = new ArrayList<>();
        long at = fromMicros;
        while (at < toMicros) {
            Window widest = null;
            for (WindowKind kind : List.of(WindowKind.HOUR, WindowKind.DAY, WindowKind.MONTH)) {
                Window window = calendar.window(kind, at);
                if (kinds.contains(kind) && window.startMicros() == at && window.endMicros() <= toMicros) {
                    widest = window;
                }
            }
            if (widest == null) {
                return Optional.empty();
            }
            cover.add(widest);
            at = widest.endMicros();
        }
        return Optional.of(cover);
    }
}
