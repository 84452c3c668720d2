package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.DailyWindow;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.PriceEntryBuilder;
import io.costream.pricing.RateSet;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** One entry of a model's history as JSON. Absent means: always, no end, all day, the list price. */
final class EntryJson {
    private static final Set<String> FIELDS = Set.of(
            "from",
            "to",
            "recorded",
            "revision",
            "withdrawn",
            "withdrawn_at",
            "tenant",
            "windows",
            "rates",
            "sets",
            "discount",
            "minimum",
            "source");

    private EntryJson() {}

    static PriceEntry read(JsonNode node, String where) {
        Json.requireOnly(node, FIELDS, where);
        PriceEntryBuilder builder = PriceEntry.builder();
        instant(node, "from", where, builder::from);
        instant(node, "to", where, builder::to);
        instant(node, "recorded", where, builder::recordedAt);
        builder.revision(node.path("revision").asLong(1));
        builder.withdrawnIn(node.path("withdrawn").asLong(0));
        instant(node, "withdrawn_at", where, builder::withdrawnAt);
        builder.tenant(node.path("tenant").asText(""));
        builder.source(node.path("source").asText(""));
        node.path("windows").forEach(window -> builder.window(window(window, where)));
        if (node.has("rates")) {
            builder.set(RateSet.of(RatesJson.readRates(node.path("rates"), where)));
        }
        node.path("sets").forEach(set -> builder.set(RatesJson.readSet(set, where)));
        decimal(node, "discount", where, builder::discount);
        decimal(node, "minimum", where, builder::minimum);
        return builder.build();
    }

    private static void instant(JsonNode node, String field, String where, Consumer<Instant> consumer) {
        if (node.has(field)) {
            String text = node.path(field).asText();
            try {
                consumer.accept(Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text));
            } catch (DateTimeException e) {
                throw new PriceFileException(where + ": " + field + " '" + text + "' is not an instant", e);
            }
        }
    }

    private static void decimal(JsonNode node, String field, String where, Consumer<BigDecimal> consumer) {
        if (node.has(field)) {
            consumer.accept(Json.decimal(node.path(field), where + " " + field));
        }
    }

    private static DailyWindow window(JsonNode node, String where) {
        Json.requireOnly(node, Set.of("zone", "days", "from", "to"), where + " windows");
        try {
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            node.path("days")
                    .forEach(day -> days.add(DayOfWeek.valueOf(day.asText().toUpperCase(Locale.ROOT))));
            return new DailyWindow(
                    ZoneId.of(node.path("zone").asText("UTC")),
                    days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
                    LocalTime.parse(node.path("from").asText()),
                    LocalTime.parse(node.path("to").asText()));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new PriceFileException(where + ": window " + node + " is wrong: " + e.getMessage(), e);
        }
    }

    static ObjectNode write(PriceEntry entry) {
        ObjectNode node = Json.object();
        putInstant(node, "from", entry.from(), Instant.MIN);
        putInstant(node, "to", entry.to(), Instant.MAX);
        putInstant(node, "recorded", entry.recordedAt(), Instant.EPOCH);
        node.put("revision", entry.revision());
        if (entry.withdrawnIn() != 0) {
            node.put("withdrawn", entry.withdrawnIn());
        }
        putInstant(node, "withdrawn_at", entry.withdrawnAt(), Instant.MAX);
        if (entry.isContract()) {
            node.put("tenant", entry.tenant());
        }
        if (!entry.windows().isEmpty()) {
            ArrayNode windows = node.putArray("windows");
            entry.windows().forEach(window -> write(windows.addObject(), window));
        }
        writeSets(node, entry.sets());
        putDecimal(node, "discount", entry.discount());
        putDecimal(node, "minimum", entry.minimum());
        if (!entry.source().isEmpty()) {
            node.put("source", entry.source());
        }
        return node;
    }

    private static void writeSets(ObjectNode node, List<RateSet> sets) {
        boolean plainFirst = !sets.isEmpty() && RatesJson.isPlain(sets.get(0));
        if (plainFirst) {
            node.set("rates", RatesJson.writeRates(sets.get(0).rates()));
        }
        List<RateSet> others = plainFirst ? sets.subList(1, sets.size()) : sets;
        if (!others.isEmpty()) {
            ArrayNode array = node.putArray("sets");
            others.forEach(set -> array.add(RatesJson.writeSet(set)));
        }
    }

    private static void write(ObjectNode node, DailyWindow window) {
        node.put("zone", window.zone().getId());
        if (window.days().size() < DayOfWeek.values().length) {
            ArrayNode days = node.putArray("days");
            window.days().forEach(day -> days.add(day.name().toLowerCase(Locale.ROOT)));
        }
        node.put("from", window.from().toString()).put("to", window.to().toString());
    }

    private static void putInstant(ObjectNode node, String field, Instant instant, Instant absent) {
        if (!instant.equals(absent)) {
            node.put(field, instant.toString());
        }
    }

    private static void putDecimal(ObjectNode node, String field, BigDecimal value) {
        if (value.signum() != 0) {
            node.put(field, value.toPlainString());
        }
    }
}
