package io.costream.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the parts of a {@link PriceEntry}; without more it is a list price, valid always, of revision 1. */
public final class PriceEntryBuilder {
    private Instant from = Instant.MIN;
    private Instant to = Instant.MAX;
    private Instant recordedAt = Instant.EPOCH;
    private long revision = 1;
    private long withdrawnIn;
    private Instant withdrawnAt = Instant.MAX;
    private String tenant = "";
    private final List<DailyWindow> windows = new ArrayList<>();
    private final List<RateSet> sets = new ArrayList<>();
    private BigDecimal discount = BigDecimal.ZERO;
    private BigDecimal minimum = BigDecimal.ZERO;
    private String source = "";

    PriceEntryBuilder() {}

    PriceEntryBuilder(PriceEntry entry) {
        from = entry.from();
        to = entry.to();
        recordedAt = entry.recordedAt();
        revision = entry.revision();
        withdrawnIn = entry.withdrawnIn();
        withdrawnAt = entry.withdrawnAt();
        tenant = entry.tenant();
        windows.addAll(entry.windows());
        sets.addAll(entry.sets());
        discount = entry.discount();
        minimum = entry.minimum();
        source = entry.source();
    }

    public PriceEntryBuilder from(Instant instant) {
        from = instant;
        return this;
    }

    public PriceEntryBuilder to(Instant instant) {
        to = instant;
        return this;
    }

    public PriceEntryBuilder recordedAt(Instant instant) {
        recordedAt = instant;
        return this;
    }

    public PriceEntryBuilder revision(long number) {
        revision = number;
        return this;
    }

    public PriceEntryBuilder withdrawnIn(long number) {
        withdrawnIn = number;
        return this;
    }

    public PriceEntryBuilder withdrawnAt(Instant instant) {
        withdrawnAt = instant;
        return this;
    }

    public PriceEntryBuilder tenant(String name) {
        tenant = name;
        return this;
    }

    public PriceEntryBuilder window(DailyWindow window) {
        windows.add(window);
        return this;
    }

    /** Adds rates that hold in every context and size. */
    public PriceEntryBuilder rates(Map<Unit, Rate> rates) {
        return set(RateSet.of(rates));
    }

    public PriceEntryBuilder set(RateSet set) {
        sets.add(set);
        return this;
    }

    /** Adds several sets of rates. */
    public PriceEntryBuilder sets(List<RateSet> more) {
        sets.addAll(more);
        return this;
    }

    public PriceEntryBuilder discount(BigDecimal fraction) {
        discount = fraction;
        return this;
    }

    public PriceEntryBuilder minimum(BigDecimal usd) {
        minimum = usd;
        return this;
    }

    public PriceEntryBuilder source(String text) {
        source = text;
        return this;
    }

    public PriceEntry build() {
        return new PriceEntry(
                from,
                to,
                recordedAt,
                revision,
                withdrawnIn,
                withdrawnAt,
                tenant,
                windows,
                sets,
                discount,
                minimum,
                source);
    }
}
