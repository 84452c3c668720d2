package io.costream.processor.domain;

import static io.costream.processor.domain.Dimension.FRAMEWORK;
import static io.costream.processor.domain.Dimension.MODEL;
import static io.costream.processor.domain.Dimension.OPERATION;
import static io.costream.processor.domain.Dimension.PROVIDER;
import static io.costream.processor.domain.Dimension.SESSION;
import static io.costream.processor.domain.Dimension.USER;
import static io.costream.processor.domain.WindowKind.ALL;
import static io.costream.processor.domain.WindowKind.DAY;
import static io.costream.processor.domain.WindowKind.HOUR;
import static io.costream.processor.domain.WindowKind.MONTH;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A choice of dimensions that is kept as totals, and the windows it is kept in. The code is part of stored keys and
 * never changes.
 */
@SuppressWarnings("ImmutableEnumChecker") // Lists of List.of: their static type cannot say that they never change.
public enum Rollup {
    TOTAL(1, List.of(), List.of(HOUR, DAY, MONTH)),
    PROVIDER_MODEL(2, List.of(PROVIDER, MODEL), List.of(HOUR, DAY, MONTH)),
    PROVIDER_MODEL_OPERATION(3, List.of(PROVIDER, MODEL, OPERATION), List.of(HOUR, DAY, MONTH)),
    FRAMEWORK_MODEL(4, List.of(FRAMEWORK, MODEL), List.of(HOUR, DAY, MONTH)),
    /** Calls that name a user. */
    BY_USER(5, List.of(USER), List.of(DAY, MONTH)),
    /** Calls that name a session, with the split that a session's summary shows. */
    BY_SESSION(6, List.of(SESSION, FRAMEWORK, MODEL), List.of(ALL));

    private final byte code;
    private final List<Dimension> dimensions;
    private final List<WindowKind> windows;

    Rollup(int code, List<Dimension> dimensions, List<WindowKind> windows) {
        this.code = (byte) code;
        this.dimensions = dimensions;
        this.windows = windows;
    }

    public byte code() {
        return code;
    }

    public static Rollup ofCode(byte code) {
        return values()[code - 1];
    }

    public List<Dimension> dimensions() {
        return dimensions;
    }

    public List<WindowKind> windows() {
        return windows;
    }

    /** Whether the call is part of this rollup: one by user or session takes only calls that name one. */
    public boolean takes(CallFacts call) {
        return switch (this) {
            case BY_USER -> !call.user().isEmpty();
            case BY_SESSION -> !call.session().isEmpty();
            default -> true;
        };
    }

    /** Whether these dimensions can be answered from this rollup: it has them all, and leaves out no call. */
    public boolean covers(Set<Dimension> asked) {
        boolean complete = switch (this) {
            case BY_USER -> asked.contains(USER);
            case BY_SESSION -> asked.contains(SESSION);
            default -> true;
        };
        return complete && dimensions.containsAll(asked);
    }

    /** The name in requests and answers, such as {@code provider,model}; {@code total} has no dimensions. */
    public String label() {
        return dimensions.isEmpty()
                ? "total"
                : dimensions.stream().map(Dimension::label).collect(Collectors.joining(","));
    }
}
