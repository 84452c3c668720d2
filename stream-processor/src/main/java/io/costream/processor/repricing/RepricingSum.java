package io.costream.processor.repricing;

import io.costream.pricing.Money;

/** What a number of calls came to, and come to. Mutable, not thread-safe. */
public final class RepricingSum {
    private long calls;
    private long changed;
    private long becamePriced;
    private long becameUnpriced;
    private long unpriced;
    private Money before = Money.ZERO;
    private Money after = Money.ZERO;

    void add(ComparedCall call) {
        calls++;
        changed += call.changed() ? 1 : 0;
        becamePriced += call.isPriced() && !call.wasPriced() ? 1 : 0;
        becameUnpriced += call.wasPriced() && !call.isPriced() ? 1 : 0;
        unpriced += call.isPriced() ? 0 : 1;
        before = before.plus(call.before());
        after = after.plus(call.after());
    }

    public long calls() {
        return calls;
    }

    public long changed() {
        return changed;
    }

    public long becamePriced() {
        return becamePriced;
    }

    public long becameUnpriced() {
        return becameUnpriced;
    }

    /** Calls without a price under the new rates. */
    public long unpriced() {
        return unpriced;
    }

    public Money before() {
        return before;
    }

    public Money after() {
        return after;
    }

    public Money change() {
        return after.minus(before);
    }
}
