package io.costream.processor.domain;

import java.util.Locale;

/** A property of calls that totals can be kept by. */
public enum Dimension {
    PROVIDER,
    MODEL,
    OPERATION,
    FRAMEWORK,
    USER,
    SESSION;

    /** The call's value; empty where it has none. */
    public String of(CallFacts call) {
        return switch (this) {
            case PROVIDER -> call.provider();
            case MODEL -> call.model();
            case OPERATION -> call.operation();
            case FRAMEWORK -> call.framework();
            case USER -> call.user();
            case SESSION -> call.session();
        };
    }

    /** The name in requests and answers; operation is also known as {@code task_type}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dimension of that name. */
    public static Dimension named(String name) {
        String upper = name.trim().toUpperCase(Locale.ROOT);
        if (upper.equals("TASK_TYPE")) {
            return OPERATION;
        }
        for (Dimension dimension : values()) {
            if (dimension.name().equals(upper)) {
                return dimension;
            }
        }
        throw new IllegalArgumentException(
                "unknown dimension '" + name + "': known are provider, model, operation, framework, user, session");
    }
}
