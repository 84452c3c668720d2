package io.costream.producer;

import static java.util.Objects.requireNonNull;

import io.costream.pricing.Money;
import java.util.Optional;

/**
 * Decides before a call whether it may be made: the place where a budget guard is hooked in. Asked on the caller's
 * thread, so it must answer at once; an exception of its own lets the call through, since a broken guard must not stop
 * the service. Must be safe for use by many threads.
 */
@FunctionalInterface
public interface SpendingLimit {
    /**
     * Why the call is refused, as a sentence; empty where it may be made.
     *
     * @param call what is about to be called
     * @param spent what the session has come to so far
     */
    Optional<String> refusal(Call call, CallSession.Total spent);

    /** Refuses calls once the session has cost this much. */
    static SpendingLimit of(Money most) {
        requireNonNull(most, "most");
        return (call, spent) -> spent.cost().compareTo(most) < 0
                ? Optional.empty()
                : Optional.of("the session has cost " + spent.cost() + " USD; its limit is " + most);
    }
}
