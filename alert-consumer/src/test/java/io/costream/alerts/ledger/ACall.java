package io.costream.alerts.ledger;

import io.costream.avro.Adjustment;
import io.costream.avro.Call;
import io.costream.avro.Charge;
import io.costream.avro.ChargeStatus;
import io.costream.avro.PricedCall;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Ledger records as prose: {@code aCall().of("acme").at("2026-03-31T23:59:59Z").costing("0.10")}. */
public final class ACall {
    private final Map<String, String> metadata = new HashMap<>();
    private String tenant = "acme";
    private String user = "chris";
    private String model = "gpt-4";
    private Instant at = Instant.parse("2026-03-31T12:00:00Z");

    public static ACall aCall() {
        return new ACall();
    }

    public ACall of(String value) {
        tenant = value;
        return this;
    }

    public ACall by(String value) {
        user = value;
        return this;
    }

    public ACall model(String value) {
        model = value;
        return this;
    }

    public ACall tagged(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    public ACall at(String instant) {
        at = Instant.parse(instant);
        return this;
    }

    public PricedCall costing(String usd) {
        return new PricedCall(call(), charge(usd), 0L, false);
    }

    public PricedCall unpriced() {
        return new PricedCall(
                call(), Charge.newBuilder().setStatus(ChargeStatus.UNPRICED).build(), 0L, false);
    }

    public Adjustment adjusted(String before, String after) {
        return new Adjustment("run-1", call(), 0L, charge(before), charge(after));
    }

    private Call call() {
        return Call.newBuilder()
                .setCallId("call-1")
                .setEventTime(at)
                .setTenant(tenant)
                .setUser(user)
                .setModel(model)
                .setMetadata(metadata)
                .build();
    }

    private static Charge charge(String usd) {
        return Charge.newBuilder()
                .setStatus(ChargeStatus.PRICED)
                .setTotal(new BigDecimal(usd).setScale(12, RoundingMode.UNNECESSARY))
                .build();
    }
}
