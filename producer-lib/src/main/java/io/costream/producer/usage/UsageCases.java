package io.costream.producer.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PricingContext;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Answers rows of recorded responses, one JSON document a row: what was used and what that costs at the row's time.
 * Immutable and thread-safe.
 */
public final class UsageCases {
    private static final JsonFactory JSON = new JsonFactory();

    private final PriceBook book;
    private final Instant now;

    /** @param now when a row without a timestamp is priced */
    public UsageCases(PriceBook book, Instant now) {
        this.book = book;
        this.now = now;
    }

    /**
     * The answer to one row, as one line of JSON.
     *
     * @throws IllegalArgumentException where the row is not a JSON object
     */
    public String answer(String row) {
        try (JsonParser parser = JSON.createParser(row)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a case is a JSON object on one line");
            }
            return write(UsageCase.read(parser));
        } catch (IOException brokenJson) {
            throw new IllegalArgumentException("a case is not valid JSON: " + brokenJson.getMessage(), brokenJson);
        }
    }

    private String write(UsageCase row) throws IOException {
        UsageReading reading = row.reading();
        Optional<Charge> charge = reading.isBillable() ? Optional.of(charge(row, reading)) : Optional.empty();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("id", row.text("id"));
            json.writeBooleanField("billable", reading.isBillable());
            writeUsage(json, reading);
            json.writeArrayFieldStart("flags");
            TreeSet<String> flags = new TreeSet<>(reading.flags());
            charge.ifPresent(priced -> flags.addAll(priced.flags()));
            for (String flag : flags) {
                json.writeString(flag);
            }
            json.writeEndArray();
            json.writeStringField("dialect", reading.dialect().label());
            json.writeStringField("model", reading.model().orElse(row.model()));
            json.writeStringField("service_tier", reading.serviceTier().orElse(null));
            json.writeStringField(
                    "provider_stated_cost",
                    reading.statedCost().map(cost -> cost.toPlainString()).orElse(null));
            json.writeStringField(
                    "cost",
                    charge.filter(Charge::isPriced)
                            .map(priced -> priced.total().toBigDecimal().toPlainString())
                            .orElse(null));
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void writeUsage(JsonGenerator json, UsageReading reading) throws IOException {
        json.writeObjectFieldStart("usage");
        reading.usage().forEach((unit, quantity) -> {
            try {
                json.writeFieldName(unit.name());
                json.writeNumber(quantity.toPlainString());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
        json.writeEndObject();
        json.writeNumberField("input_total", reading.usage().inputTokens());
        json.writeNumberField("output_total", reading.usage().outputTokens());
    }

    private Charge charge(UsageCase row, UsageReading reading) {
        Charge charge = charge(row, reading, reading.model().orElse(row.model()));
        return charge.isPriced() ? charge : charge(row, reading, row.model());
    }

    private Charge charge(UsageCase row, UsageReading reading, String model) {
        PricingContext context = PricingContext.STANDARD
                .with(PricingContext.SERVICE_TIER, reading.serviceTier().orElse(""))
                .with(PricingContext.SPEED, reading.speed().orElse(""))
                .with(PricingContext.REGION, reading.region().orElse(""));
        return book.price(new Consumption(
                "default",
                row.text("provider"),
                model,
                at(row.text("timestamp")),
                context,
                reading.usage(),
                reading.statedCost().orElse(null)));
    }

    private Instant at(String timestamp) {
        if (timestamp.isEmpty()) {
            return now;
        }
        try {
            return Instant.parse(timestamp);
        } catch (DateTimeParseException notAnInstant) {
            throw new IllegalArgumentException("timestamp is " + timestamp + ", but must be like 2026-01-31T12:00:00Z");
        }
    }
}
