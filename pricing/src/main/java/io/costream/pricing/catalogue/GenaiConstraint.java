package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.pricing.DailyWindow;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.PriceEntryBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When the conditional prices of a genai-prices model are valid. The list is in order, the last that holds counts. A
 * price cannot carry a date and a time of day at once there, but it means both: a time of day that stands behind a date
 * begins with that date, and one that stands before a date ends with it.
 */
final class GenaiConstraint {
    private static final Set<String> FIELDS = Set.of("type", "start_date", "start_time", "end_time");

    private GenaiConstraint() {}

    /** A conditional price with the interval and the times of day in which it is valid. */
    record Valid(PriceEntryBuilder entry, JsonNode prices) {}

    static List<Valid> read(JsonNode conditional, String where, Set<String> notUnderstood) {
        List<Valid> entries = new ArrayList<>();
        Instant begin = Instant.MIN;
        for (int i = 0; i < conditional.size(); i++) {
            JsonNode constraint = conditional.get(i).path("constraint");
            Json.fields(constraint, (name, value) -> {
                if (!FIELDS.contains(name)) {
                    notUnderstood.add(where + ": constraint " + name);
                }
            });
            Instant start = start(constraint, where);
            PriceEntryBuilder entry = PriceEntry.builder();
            if (start != null) {
                begin = start;
            }
            if (constraint.has("start_time")) {
                entry.window(window(constraint, where));
                entry.to(nextStart(conditional, i, where));
            }
            entries.add(new Valid(entry.from(begin), conditional.get(i).path("prices")));
        }
        return entries;
    }

    private static Instant nextStart(JsonNode conditional, int index, String where) {
        for (int i = index + 1; i < conditional.size(); i++) {
            Instant start = start(conditional.get(i).path("constraint"), where);
            if (start != null) {
                return start;
            }
        }
        return Instant.MAX;
    }

    private static @Nullable Instant start(JsonNode constraint, String where) {
        if (!constraint.hasNonNull("start_date")) {
            return null;
        }
        String text = constraint.path("start_date").asText();
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new PriceFileException(where + ": '" + text + "' is not a date", e);
        }
    }

    private static DailyWindow window(JsonNode constraint, String where) {
        String from = constraint.path("start_time").asText();
        String to = constraint.path("end_time").asText();
        try {
            return DailyWindow.daily(zone(from), time(from), time(to));
        } catch (DateTimeException e) {
            throw new PriceFileException(where + ": '" + from + "' to '" + to + "' is not a time of day", e);
        }
    }

    private static LocalTime time(String text) {
        return hasOffset(text) ? OffsetTime.parse(text).toLocalTime() : LocalTime.parse(text);
    }

    private static ZoneId zone(String text) {
        return hasOffset(text) ? OffsetTime.parse(text).getOffset() : ZoneOffset.UTC;
    }

    private static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.indexOf('+') > 0 || text.indexOf('-') > 0;
    }
}
