package io.costream.processor.domain;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The windows of one time zone; remembers the last one of each kind. Not thread-safe. */
public final class Windows {
    private final ZoneId zone;
    private final Map<WindowKind, Window> latest = new EnumMap<>(WindowKind.class);

    public Windows(ZoneId zone) {
        this.zone = zone;
    }

    /** The window that holds the instant. */
    public Window at(WindowKind kind, long micros) {
        Window window = latest.get(kind);
        if (window == null || !window.contains(micros)) {
            window = Window.of(kind, micros, zone);
            latest.put(kind, window);
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
                Window window = Window.of(kind, at, zone);
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
