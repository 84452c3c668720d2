package io.costream.producer;

import static java.util.Objects.requireNonNull;

import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PricingContext;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that belong together, with what they cost and use so far in this process: an estimate at hand at once, beside
 * the totals that the processor keeps. Safe for use by many threads.
 */
public final class CallSession {
    private final CallRecorder recorder;
    private final Supplier<PriceBook> prices;
    private final Clock clock;
    private String id;
    private Total total = Total.NONE;
    private @Nullable Charge lastCharge;

    /**
     * What a session has come to.
     *
     * @param unpricedCalls calls without a known price; they add nothing to the cost
     */
    public record Total(long calls, long unpricedCalls, long inputTokens, long outputTokens, Money cost) {
        static final Total NONE = new Total(0, 0, 0, 0, Money.ZERO);

        Total plus(Call call, Charge charge) {
            return new Total(
                    calls + 1,
                    unpricedCalls + (charge.isPriced() ? 0 : 1),
                    inputTokens + call.usage().inputTokens(),
                    outputTokens + call.usage().outputTokens(),
                    charge.isPriced() ? cost.plus(charge.total()) : cost);
        }
    }

    /**
     * A session with a new id.
     *
     * @param prices the book to price with, asked for each call
     */
    public static CallSession start(CallRecorder recorder, Supplier<PriceBook> prices) {
        return new CallSession(recorder, prices, Clock.systemUTC());
    }

    CallSession(CallRecorder recorder, Supplier<PriceBook> prices, Clock clock) {
        this.recorder = requireNonNull(recorder, "recorder");
        this.prices = requireNonNull(prices, "prices");
        this.clock = requireNonNull(clock, "clock");
        this.id = newId();
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    public synchronized String id() {
        return id;
    }

    /** Emits a call as one of this session. Never blocks and never throws. */
    public void record(Call call) {
        Call mine = call.toBuilder().sessionId(id()).at(call.at()).build();
        Charge charge = price(mine);
        synchronized (this) {
            if (mine.sessionId().filter(id::equals).isPresent()) {
                lastCharge = charge;
                total = total.plus(mine, charge);
            }
        }
        recorder.record(mine);
    }

    private Charge price(Call call) {
        try {
            return price(call, prices.get());
        } catch (RuntimeException noBook) {
            // The supplier is the service's own; without a book the call is counted as unpriced.
            return Charge.unpriced(0, Set.of());
        }
    }

    private static Charge price(Call call, PriceBook book) {
        PricingContext context = PricingContext.STANDARD
                .with(PricingContext.SERVICE_TIER, call.serviceTier().orElse(""))
                .with(PricingContext.REGION, call.region().orElse(""))
                .with(PricingContext.SPEED, call.speed().orElse(""));
        return book.price(new Consumption(
                call.tenant(),
                call.provider(),
                call.model(),
                call.at(),
                context,
                call.usage(),
                call.statedCost().orElse(null)));
    }

    /** A measurement of a call of this session. */
    public MeasuredCall call(Call template) {
        return new MeasuredCall(this::record, template, clock);
    }

    /**
     * Does the work as a call of this session, if the limit allows it.
     *
     * @param reader tells the call what the answer says
     * @throws CallRefusedException where the limit refuses; the work has not begun then, and nothing is recorded
     */
    public <T extends @Nullable Object, X extends Exception> T runWithin(
            SpendingLimit limit, Call template, MeasuredCall.Work<T, X> work, BiConsumer<? super T, OngoingCall> reader)
            throws X {
        Optional<String> refusal = refusal(limit, template);
        if (refusal.isPresent()) {
            throw new CallRefusedException(refusal.get());
        }
        return call(template).run(work, reader);
    }

    private Optional<String> refusal(SpendingLimit limit, Call template) {
        try {
            return limit.refusal(template, total());
        } catch (RuntimeException brokenGuard) {
            return Optional.empty();
        }
    }

    /** What the last call of this session costs; empty before the first one. */
    public synchronized Optional<Charge> cost() {
        return Optional.ofNullable(lastCharge);
    }

    public synchronized Total total() {
        return total;
    }

    /** Ends this session and starts another one, with another id and nothing spent. Returns what the old one came to. */
    public synchronized Total reset() {
        Total before = total;
        id = newId();
        total = Total.NONE;
        lastCharge = null;
        return before;
    }
}
