package io.costream.alerts.ledger;

import io.costream.alerts.domain.Dimension;
import io.costream.alerts.domain.Spend;
import io.costream.avro.Adjustment;
import io.costream.avro.Barrier;
import io.costream.avro.Call;
import io.costream.avro.Charge;
import io.costream.avro.PricedCall;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of priced-calls and adjustments into postings. As thread-safe as its deserializer.
 *
 * <p>The ledger is written by Costream alone: a record that is none of its own is a defect, never skipped.
 */
public final class LedgerReader {
    private final Deserializer<? extends SpecificRecord> deserializer;

    /** @param deserializer makes whatever record the bytes were written as */
    public LedgerReader(Deserializer<? extends SpecificRecord> deserializer) {
        this.deserializer = deserializer;
    }

    /** Empty for what moves no money: unpriced calls, adjustments by nothing, barriers of re-pricing runs. */
    public Optional<Posting> read(String topic, byte @Nullable [] bytes) {
        SpecificRecord record = bytes == null ? null : deserializer.deserialize(topic, bytes);
        if (record instanceof PricedCall priced) {
            return posting(Posting.Kind.CHARGE, priced.getCall(), amount(priced.getCharge()));
        }
        if (record instanceof Adjustment adjustment) {
            BigDecimal change = amount(adjustment.getAfter()).subtract(amount(adjustment.getBefore()));
            return posting(Posting.Kind.ADJUSTMENT, adjustment.getCall(), change);
        }
        if (record instanceof Barrier) {
            return Optional.empty();
        }
        throw new IllegalStateException("topic " + topic + " has a record that is no posting: "
                + (record == null ? "no value" : record.getSchema().getFullName()));
    }

    private static BigDecimal amount(Charge charge) {
        BigDecimal total = charge.getTotal();
        return total == null ? BigDecimal.ZERO : total;
    }

    private static Optional<Posting> posting(Posting.Kind kind, Call call, BigDecimal amount) {
        return amount.signum() == 0
                ? Optional.empty()
                : Optional.of(
                        new Posting(kind, call.getCallId(), new Spend(dimensions(call), call.getEventTime(), amount)));
    }

    private static Map<String, String> dimensions(Call call) {
        Map<String, String> values = new HashMap<>();
        put(values, "tenant", call.getTenant());
        put(values, "user", call.getUser());
        put(values, "session", call.getSessionId());
        put(values, "provider", call.getProvider());
        put(values, "model", call.getModel());
        put(values, "task_type", call.getOperation());
        put(values, "framework", call.getFramework());
        call.getMetadata().forEach((key, value) -> put(values, Dimension.TAG + key, value));
        return values;
    }

    private static void put(Map<String, String> values, String dimension, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(dimension, value);
        }
    }
}
