package io.costream.processor.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.pricing.Direction;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.processor.query.PostedCall;
import io.costream.schemas.CallMapping;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call as JSON, in the form that import reads and export writes. */
final class CallJson {
    private CallJson() {}

    static ObjectNode of(PostedCall posted) {
        Call call = posted.call();
        Usage usage = CallMapping.usage(call);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("timestamp", call.getEventTime().toString())
                .put("call_id", call.getCallId())
                .put("tenant", call.getTenant())
                .put("user", call.getUser())
                .put("session_id", call.getSessionId())
                .put("provider", call.getProvider())
                .put("model", call.getModel())
                .put("framework", call.getFramework())
                .put("task_type", call.getOperation())
                .put("status", call.getOutcome().name().toLowerCase(Locale.ROOT));
        addCounts(json, usage);
        json.put(
                        "processing_time_ms",
                        BigDecimal.valueOf(call.getLatencyMicros(), 3).stripTrailingZeros())
                .put("service_tier", Optional.ofNullable(call.getServiceTier()).orElse("standard"))
                .put("batch", "batch".equals(call.getServiceTier()))
                .put("region", call.getRegion())
                .put("speed", call.getSpeed())
                .put("attempt", call.getAttempt());
        call.getFrameworkEvents()
                .forEach(event -> json.withArray("framework_events")
                        .addObject()
                        .put("event", event.getEvent())
                        .put("duration_ms", event.getDurationMs()));
        ObjectNode metadata = json.putObject("metadata");
        call.getMetadata().forEach(metadata::put);
        ObjectNode units = json.putObject("usage");
        usage.forEach((unit, quantity) -> putQuantity(units, unit, quantity));
        addCosts(json, posted);
        return json.put("stated_cost", plain(call.getStatedCost()))
                .put("partition", posted.partition())
                .put("offset", posted.callOffset())
                .put("windows_purged", posted.windowsPurged());
    }

    /** Inclusive totals, as people count. */
    private static void addCounts(ObjectNode json, Usage usage) {
        long cacheWrites = usage.tokens(Unit.INPUT_CACHE_WRITE_5M)
                + usage.tokens(Unit.INPUT_CACHE_WRITE_30M)
                + usage.tokens(Unit.INPUT_CACHE_WRITE_1H)
                + usage.tokens(Unit.INPUT_CACHE_WRITE_12H)
                + usage.tokens(Unit.INPUT_CACHE_WRITE_UNSPECIFIED);
        json.put("input_tokens", usage.inputTokens())
                .put("output_tokens", usage.outputTokens())
                .put("total_tokens", usage.inputTokens() + usage.outputTokens())
                .put("cache_read_tokens", usage.tokens(Unit.INPUT_CACHE_READ))
                .put("cache_write_tokens", cacheWrites)
                .put("reasoning_tokens", usage.tokens(Unit.OUTPUT_REASONING))
                .put("images", usage.quantity(Unit.IMAGE_COUNT))
                .put("audio_seconds", usage.quantity(Unit.AUDIO_SECONDS).toPlainString())
                .put("video_seconds", usage.quantity(Unit.VIDEO_SECONDS).toPlainString())
                .put("preprocessing_ms", usage.quantity(Unit.PREPROCESSING_MS));
    }

    private static void putQuantity(ObjectNode units, Unit unit, BigDecimal quantity) {
        if (unit.countsTokens()) {
            units.put(unit.name(), quantity.longValueExact());
        } else {
            units.put(unit.name(), quantity.toPlainString());
        }
    }

    private static void addCosts(ObjectNode json, PostedCall posted) {
        Charge charge = posted.current();
        boolean priced = charge.isPriced();
        json.put("estimated_cost_usd", priced ? charge.total().toString() : null)
                .put("input_cost", priced ? charge.cost(Direction.INPUT).toString() : null)
                .put("output_cost", priced ? charge.cost(Direction.OUTPUT).toString() : null)
                .put("other_cost", priced ? charge.cost(Direction.OTHER).toString() : null)
                .put(
                        "charged_usd",
                        posted.charged().isPriced() ? posted.charged().total().toString() : null)
                .put("cache_savings", priced ? charge.cacheSavings().toString() : null)
                .put("status_of_price", charge.status().name())
                .put("price_revision", charge.revision())
                .put("matched", charge.matched());
        ObjectNode breakdown = json.putObject("cost_breakdown");
        charge.components().forEach((component, amount) -> breakdown.put(component.label(), amount.toString()));
        for (Charge.Line line : charge.lines()) {
            ObjectNode entry =
                    json.withArray("lines").addObject().put("unit", line.unit().name());
            entry.put("quantity", line.quantity().toPlainString())
                    .put("rate", line.rate().toPlainString())
                    .put("amount", line.amount().toString());
        }
        charge.flags().stream().sorted().forEach(json.withArray("flags")::add);
        posted.runs().forEach(json.withArray("adjusted_by")::add);
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.stripTrailingZeros().toPlainString();
    }
}
