package io.costream.producer.internal;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.Call;
import io.costream.producer.FrameworkEvent;
import io.costream.producer.Outcome;
import io.costream.schemas.CallMapping;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a call field by field as the record {@code Call} of the schemas module, from the event's time on: the same
 * bytes as the generated class gives, without making the record first. A test compares the two for every field. Used
 * by one thread at a time.
 */
final class CallWriter {
    private static final int COST_SCALE = 12;
    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private final AvroBytes bytes;

    private CallWriter(AvroBytes bytes) {
        this.bytes = bytes;
    }

    /** Encodes a call on its way. */
    static void write(Call call, QueuedCall queued, Users users) {
        new CallWriter(queued.body).write(queued, call, users);
        queued.encoded(call.id().orElse(null));
    }

    private void write(QueuedCall queued, Call call, Users users) {
        bytes.clear();
        bytes.number(micros(call.at()));
        bytes.text(call.tenant());
        if (users == Users.LEFT_OUT && call.user().isPresent()) {
            queued.leaveOut(call.user().get());
        } else {
            optional(call.user());
        }
        optional(call.sessionId());
        bytes.text(call.provider());
        bytes.text(call.model());
        optional(call.framework());
        optional(call.operation());
        bytes.number(symbol(call.outcome()));
        optional(call.serviceTier());
        optional(call.region());
        optional(call.speed());
        bytes.number(call.latency().toNanos() / 1000);
        bytes.number(call.attempt());
        usage(call.usage());
        flags(call.flags());
        cost(call.statedCost());
        frameworkEvents(call.frameworkEvents());
        metadata(call.metadata());
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    /** The place of an outcome among the schema's symbols. */
    private static int symbol(Outcome outcome) {
        return switch (outcome) {
            case OK -> 0;
            case ERROR -> 1;
            case TIMEOUT -> 2;
            case CANCELLED -> 3;
        };
    }

    private void optional(Optional<String> text) {
        if (text.isPresent()) {
            bytes.number(PRESENT).text(text.get());
        } else {
            bytes.number(ABSENT);
        }
    }

    private void usage(Usage usage) {
        for (Unit unit : CallMapping.UNITS_WITH_A_FIELD) {
            bytes.number(usage.tokens(unit));
        }
        int others = usage.others().size();
        for (Unit unit : CallMapping.TOKENS_WITHOUT_A_FIELD) {
            others += usage.tokens(unit) == 0 ? 0 : 1;
        }
        startBlock(others);
        if (others > 0) {
            for (Unit unit : CallMapping.TOKENS_WITHOUT_A_FIELD) {
                if (usage.tokens(unit) != 0) {
                    quantity(unit, BigDecimal.valueOf(usage.tokens(unit)));
                }
            }
            usage.others().forEach(this::quantity);
            bytes.number(0);
        }
    }

    private void quantity(Unit unit, BigDecimal quantity) {
        bytes.text(unit.name());
        decimal(quantity.setScale(Usage.QUANTITY_SCALE, RoundingMode.UNNECESSARY));
    }

    /** A block of so many items; after them comes a 0, unless there are none: then this is it. */
    private void startBlock(int items) {
        bytes.number(items);
    }

    private void decimal(BigDecimal number) {
        bytes.bytes(number.unscaledValue().toByteArray());
    }

    private void flags(Collection<String> flags) {
        startBlock(flags.size());
        if (!flags.isEmpty()) {
            flags.forEach(bytes::text);
            bytes.number(0);
        }
    }

    private void cost(Optional<BigDecimal> usd) {
        if (usd.isPresent()) {
            bytes.number(PRESENT);
            decimal(usd.get().setScale(COST_SCALE, RoundingMode.HALF_EVEN));
        } else {
            bytes.number(ABSENT);
        }
    }

    private void frameworkEvents(List<FrameworkEvent> events) {
        startBlock(events.size());
        if (!events.isEmpty()) {
            for (FrameworkEvent event : events) {
                bytes.text(event.event());
                bytes.number(Math.max(0, event.duration().toMillis()));
            }
            bytes.number(0);
        }
    }

    private void metadata(Map<String, String> entries) {
        startBlock(entries.size());
        if (!entries.isEmpty()) {
            entries.forEach((key, value) -> bytes.text(key).text(value));
            bytes.number(0);
        }
    }
}
