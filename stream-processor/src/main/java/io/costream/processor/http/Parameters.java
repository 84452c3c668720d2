package io.costream.processor.http;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.WindowKind;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of one request, read and checked. */
final class Parameters {
    private final Context request;

    Parameters(Context request) {
        this.request = request;
    }

    /** Refuses parameters that this route does not have, so that a typing error is not an answer to another question. */
    Parameters allow(String... known) {
        Set<String> unknown = new TreeSet<>(request.queryParamMap().keySet());
        unknown.removeAll(Set.of(known));
        unknown.removeIf(name -> name.startsWith("filter."));
        if (!unknown.isEmpty()) {
            throw RequestProblem.badRequest("unknown parameter " + String.join(", ", unknown) + "; known are "
                    + String.join(", ", new TreeSet<>(List.of(known))));
        }
        return this;
    }

    String text(String name) {
        return Optional.ofNullable(request.queryParam(name)).orElse("");
    }

    boolean isGiven(String name) {
        return !text(name).isEmpty();
    }

    /** An instant with its zone, or a date or local time in the given calendar. */
    Instant instant(String name, Calendar calendar) {
        return instant(name, text(name), calendar);
    }

    /** The same of a value that was found elsewhere. */
    static Instant instant(String name, String value, Calendar calendar) {
        if (value.isEmpty()) {
            throw RequestProblem.badRequest("parameter " + name + " is missing");
        }
        try {
            if (value.length() == 10) {
                return calendar.startOf(LocalDate.parse(value));
            }
            String time = value.replace(' ', 'T');
            boolean hasZone = time.endsWith("Z") || time.matches(".*T.*[+-]\\d\\d:?\\d\\d");
            return hasZone ? OffsetDateTime.parse(time).toInstant() : calendar.instantOf(LocalDateTime.parse(time));
        } catch (DateTimeException e) {
            throw RequestProblem.badRequest(
                    name + " is '" + value + "'; a date (2026-03-31) or an instant (2026-03-31T23:59:59Z) is expected");
        }
    }

    int number(String name, int ifAbsent, int most) {
        String value = text(name);
        if (value.isEmpty()) {
            return ifAbsent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with what is allowed.
        }
        throw RequestProblem.badRequest(name + " is '" + value + "'; a number from 1 to " + most + " is expected");
    }

    WindowKind window() {
        String value = text("window");
        try {
            return WindowKind.named(value.isEmpty() ? "all" : value.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RequestProblem.badRequest("window: " + e.getMessage());
        }
    }

    /** The dimensions of a rollup such as {@code provider,model}; none for {@code total}. */
    List<Dimension> rollup() {
        String value = text("rollup");
        return value.isEmpty() || value.equals("total")
                ? List.of()
                : Arrays.stream(value.split(",")).map(Parameters::dimension).toList();
    }

    /** Filters given as {@code filter.user=…}, or under the dimensions' own names. */
    Map<Dimension, String> filters() {
        Map<Dimension, String> filters = new HashMap<>();
        request.queryParamMap().forEach((name, values) -> {
            if (name.startsWith("filter.")) {
                filters.put(dimension(name.substring("filter.".length())), values.get(0));
            }
        });
        for (String name : List.of("provider", "model", "task_type", "framework", "user")) {
            if (isGiven(name)) {
                filters.put(dimension(name), text(name));
            }
        }
        return filters;
    }

    private static Dimension dimension(String name) {
        try {
            return Dimension.named(name);
        } catch (IllegalArgumentException e) {
            throw RequestProblem.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
