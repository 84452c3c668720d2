package io.costream.producer;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a call must be like to be emitted: the same rules by which the processor would reject it. */
final class CallRules {
    /** The wire holds 38 digits, twelve of them behind the point. */
    private static final BigDecimal MOST_COST = BigDecimal.TEN.pow(26);

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private CallRules() {}

    static Optional<String> problem(Call call) {
        if (call.model().isEmpty()) {
            return Optional.of("the model is missing");
        }
        if (call.tenant().indexOf('#') >= 0) {
            return Optional.of("the tenant has a #, which separates a tenant from its shard");
        }
        if (call.latency().isNegative() || call.latency().compareTo(LONGEST) > 0) {
            return Optional.of("the latency is " + call.latency() + ", but must be between 0 and a year");
        }
        if (call.attempt() < 1) {
            return Optional.of("the attempt is " + call.attempt() + ", but the first one is 1");
        }
        if (call.at().isBefore(EARLIEST) || call.at().isAfter(LATEST)) {
            return Optional.of("the time of the call is " + call.at() + ", before 1970 or after 9999");
        }
        return costProblem(call);
    }

    private static Optional<String> costProblem(Call call) {
        return call.statedCost()
                .filter(cost -> !isPayable(cost))
                .map(cost -> "the stated cost is " + cost + ", but must be at least 0 and have at most 26 digits");
    }

    private static boolean isPayable(BigDecimal cost) {
        // The scale first: comparing, or rounding, a number with a huge exponent takes for ever.
        return Math.abs((long) cost.scale()) <= 100 && cost.signum() >= 0 && cost.compareTo(MOST_COST) < 0;
    }
}
