package io.costream.alerts.topology;

import java.math.BigDecimal;

/** One sum of one partition, changed in place. Not thread-safe. */
final class Sum {
    private BigDecimal before;
    private BigDecimal since;
    private boolean told;

    Sum(BigDecimal before, BigDecimal since, boolean told) {
        this.before = before;
        this.since = since;
        this.told = told;
    }

    static Sum empty() {
        return new Sum(BigDecimal.ZERO, BigDecimal.ZERO, true);
    }

    static Sum read(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        return new Sum(in.decimal(), in.decimal(), in.number() == 1);
    }

    byte[] toBytes() {
        return new StateWriter()
                .decimal(before)
                .decimal(since)
                .number(told ? 1 : 0)
                .toBytes();
    }

    void add(BigDecimal amount) {
        since = since.add(amount);
        told = false;
    }

    /** Replaces what was spent before the budget came to be. */
    void startFrom(BigDecimal amount) {
        before = amount;
        told = false;
    }

    void tell() {
        told = true;
    }

    /** Whether the watchers know it as it is. */
    boolean isTold() {
        return told;
    }

    BigDecimal before() {
        return before;
    }

    BigDecimal total() {
        return before.add(since);
    }
}
