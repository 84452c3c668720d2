package io.costream.processor.repricing;

import io.costream.pricing.Money;

/**
 * A call under two prices. An amount is zero where there is no price.
 *
 * @param atMicros when the call was made, in microseconds since 1970
 * @param changed whether anything that a total says is different
 */
public record ComparedCall(
        String callId,
        String tenant,
        String provider,
        String model,
        long atMicros,
        boolean wasPriced,
        Money before,
        boolean isPriced,
        Money after,
        boolean changed) {
    Money change() {
        return after.minus(before);
    }

    Money size() {
        Money change = change();
        return change.signum() < 0 ? change.negated() : change;
    }
}
