package io.costream.cli.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.costream.avro.Call;
import io.costream.avro.FrameworkEvent;
import io.costream.avro.Identity;
import io.costream.avro.Outcome;
import io.costream.cli.calls.ModelNames.Model;
import io.costream.cli.calls.Rejection.Rejected;
import io.costream.cli.terminal.Instants;
import io.costream.schemas.CallMapping;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call of a row. What a call can be beyond its own fields, such as too far in the future, is the processor's to
 * judge. Safe for use by many threads.
 */
public final class CallReader {
    /** What the product itself computes; a file that was exported has it, and it is computed again. */
    private static final List<String> COMPUTED =
            List.of("cost_breakdown", "input_cost", "output_cost", "charged_usd", "status_of_price", "price_revision");

    private static final int STATED_COST_SCALE = 12;
    /** The type on the wire holds 26 digits before the point. */
    private static final BigDecimal MOST_STATED_COST = BigDecimal.TEN.pow(26);

    private final RowParser parser;
    private final RowMapping mapping;
    private final ModelNames models;
    private final ZoneId zone;

    /** @param zone of times that are written without one */
    public CallReader(RowParser parser, RowMapping mapping, ModelNames models, ZoneId zone) {
        this.parser = parser;
        this.mapping = mapping;
        this.models = models;
        this.zone = zone;
    }

    /** A call without a {@code call_id} of its own has an empty one and the identity of its transaction. */
    public ReadRow read(RawRow row) {
        try {
            return new ReadRow.Accepted(call(new Fields(mapping.apply(parser.parse(row)))));
        } catch (Rejected rejected) {
            return new ReadRow.Rejected(rejected.rejection());
        }
    }

    private Call call(Fields fields) throws Rejected {
        Model model = models.read(fields.text("provider").orElse(""), required(fields.text("model"), "model"));
        Optional<String> id = fields.text("call_id");
        Call.Builder call = Call.newBuilder()
                .setCallId(id.orElse(""))
                .setIdentity(id.isPresent() ? Identity.CALL_ID : Identity.TRANSACTION)
                .setEventTime(timestamp(required(fields.text("timestamp"), "timestamp")))
                .setProvider(model.provider())
                .setModel(model.name())
                .setTenant(fields.text("tenant").orElse("default"))
                .setUser(fields.text("user").orElse(null))
                .setSessionId(fields.text("session_id").orElse(null))
                .setFramework(fields.text("framework").orElse(null))
                .setOperation(fields.text("task_type").orElse(null))
                .setOutcome(outcome(fields.text("status").orElse("ok")))
                .setServiceTier(serviceTier(fields))
                .setRegion(fields.text("region").orElse(null))
                .setSpeed(fields.text("speed").orElse(null))
                .setLatencyMicros(latency(fields))
                .setFrameworkEvents(events(fields))
                .setStatedCost(statedCost(fields));
        ReportedUsage usage = ReportedUsage.take(fields);
        CallMapping.usage(usage.usage(), call);
        call.setUsageFlags(usage.flags());
        return call.setMetadata(metadata(fields)).build();
    }

    private static String required(Optional<String> value, String name) throws Rejected {
        if (value.isEmpty()) {
            throw new Rejected(Rejection.MISSING, name + " is missing");
        }
        return value.get();
    }

    private Instant timestamp(String text) throws Rejected {
        try {
            return Instants.parse(text, zone);
        } catch (IllegalArgumentException wrong) {
            throw new Rejected(Rejection.INVALID, "timestamp " + wrong.getMessage());
        }
    }

    private static Outcome outcome(String status) throws Rejected {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "ok", "success" -> Outcome.OK;
            case "error", "failed" -> Outcome.ERROR;
            case "timeout" -> Outcome.TIMEOUT;
            case "cancelled", "canceled" -> Outcome.CANCELLED;
            default ->
                throw new Rejected(
                        Rejection.INVALID,
                        "status is '" + status + "', but ok, error, timeout or cancelled is expected");
        };
    }

    private static @Nullable String serviceTier(Fields fields) throws Rejected {
        boolean batch = fields.flag("batch");
        Optional<String> tier = fields.text("service_tier");
        if (batch && tier.orElse("standard").equals("standard")) {
            return "batch";
        }
        return tier.orElse(null);
    }

    private static long latency(Fields fields) throws Rejected {
        BigDecimal millis = fields.number("processing_time_ms").orElse(BigDecimal.ZERO);
        BigDecimal micros = millis.movePointRight(3).setScale(0, RoundingMode.HALF_EVEN);
        if (micros.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new Rejected(Rejection.INVALID, "processing_time_ms is " + millis + ", which is too long");
        }
        return micros.longValueExact();
    }

    private static @Nullable BigDecimal statedCost(Fields fields) throws Rejected {
        fields.drop(COMPUTED);
        fields.startingWith("cost_");
        Optional<BigDecimal> cost = fields.number("estimated_cost_usd");
        if (cost.isPresent() && cost.get().compareTo(MOST_STATED_COST) >= 0) {
            throw new Rejected(Rejection.INVALID, "estimated_cost_usd is " + cost.get() + ", which is too much");
        }
        return cost.map(usd -> usd.setScale(STATED_COST_SCALE, RoundingMode.HALF_EVEN))
                .orElse(null);
    }

    private static List<FrameworkEvent> events(Fields fields) throws Rejected {
        List<FrameworkEvent> events = new ArrayList<>();
        for (JsonNode event : fields.structure("framework_events").orElse(JsonNodeFactory.instance.arrayNode())) {
            JsonNode duration = event.path("duration_ms");
            events.add(FrameworkEvent.newBuilder()
                    .setEvent(event.path("event").asText(""))
                    .setDurationMs(duration.isMissingNode() || duration.isNull() ? 0 : duration(duration))
                    .build());
        }
        return events;
    }

    private static long duration(JsonNode millis) throws Rejected {
        return Fields.number("framework_events.duration_ms", millis)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValue();
    }

    private static Map<String, String> metadata(Fields fields) throws Rejected {
        Map<String, String> metadata = new HashMap<>();
        fields.structure("metadata").ifPresent(stated -> stated.properties().forEach(entry -> put(metadata, entry)));
        fields.forEachRest((name, value) -> put(metadata, Map.entry(name, value)));
        return metadata;
    }

    private static void put(Map<String, String> metadata, Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        String text = value.isContainerNode() ? value.toString() : value.asText("");
        if (!value.isNull() && !text.isEmpty()) {
            metadata.put(entry.getKey(), text);
        }
    }
}
