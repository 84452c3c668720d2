package io.costream.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes one charge. Not thread-safe. */
final class Charging {
    private static final Unit DISCOUNT = Unit.of("discount");
    private static final Unit MINIMUM = Unit.of("minimum_charge");
    /** Of picodollars: 10^15 USD, and a bit. */
    private static final int MOST_BITS = 90;

    private final Consumption consumption;
    private final RateTable rates;
    private final RateTable media;
    // Most calls have few lines, and these are kept apart so that the list is made once, as it will stay.
    private Charge.@Nullable Line first;
    private Charge.@Nullable Line second;
    private @Nullable List<Charge.Line> more;
    private Set<String> flags = Set.of();
    private Money total = Money.ZERO;
    private Money cacheSavings = Money.ZERO;
    private boolean outOfRange;
    private boolean anyRate;
    private boolean anyUsage;
    private boolean anyUnknown;

    Charging(Consumption consumption, RateTable rates, RateTable media) {
        this.consumption = consumption;
        this.rates = rates;
        this.media = media;
    }

    void flag(String flag) {
        if (flags.isEmpty()) {
            flags = new TreeSet<>();
        }
        flags.add(flag);
    }

    void chargeUsage() {
        Usage usage = consumption.usage();
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            long quantity = usage.tokens(i);
            if (quantity != 0) {
                chargeTokens(Unit.known(i), quantity);
            }
        }
        Map<Unit, BigDecimal> others = usage.others();
        if (!others.isEmpty()) {
            // A loop, since a reference to a method would keep this object from living on the stack.
            for (Map.Entry<Unit, BigDecimal> other : others.entrySet()) {
                chargeOther(other.getKey(), other.getValue());
            }
        }
        if (rates.chargesRequests() && !others.containsKey(Unit.REQUESTS)) {
            // A call is one request unless its usage says otherwise.
            chargeOther(Unit.REQUESTS, BigDecimal.ONE);
        }
    }

    private void chargeTokens(Unit unit, long quantity) {
        anyUsage = true;
        UnitRate rate = rates.token(unit);
        if (rate == null) {
            lacksRate();
            return;
        }
        anyRate = true;
        if (!rate.origin.equals(unit)) {
            flag(Flags.FALLBACK_RATE);
        }
        Money amount = rate.amount(quantity);
        add(new Charge.Line(unit, BigDecimal.valueOf(quantity), rate.perUnit, amount));
        Unit uncached = Fallbacks.withoutCache(unit);
        if (!uncached.equals(unit)) {
            UnitRate full = rates.token(uncached);
            Money saved = full == null ? Money.ZERO : full.amount(quantity).minus(amount);
            cacheSavings = saved.signum() > 0 ? cacheSavings.plus(saved) : cacheSavings;
        }
    }

    private void chargeOther(Unit unit, BigDecimal quantity) {
        if (isCountedOtherwise(unit)) {
            return;
        }
        UnitRate rate = rates.other(unit);
        if (rate == null) {
            rate = defaultRate(unit);
        } else if (!rate.origin.equals(unit)) {
            flag(Flags.FALLBACK_RATE);
        }
        // Requests and tool calls are free where nobody names a price; anything else was meant to be billed.
        boolean meter = unit.equals(Unit.REQUESTS) || unit.equals(Unit.TOOL_CALLS);
        anyUsage |= !meter;
        if (rate != null) {
            anyRate = true;
            add(new Charge.Line(unit, quantity, rate.perUnit, rate.amount(quantity)));
        } else if (!meter) {
            lacksRate();
        }
    }

    private void lacksRate() {
        anyUnknown = true;
        flag(Flags.UNIT_WITHOUT_RATE);
    }

    /** Images may be reported as tokens, pieces and pixels at once; they are charged by one measure. */
    private boolean isCountedOtherwise(Unit unit) {
        Usage usage = consumption.usage();
        boolean pieces = usage.quantity(Unit.IMAGE_COUNT).signum() > 0;
        if (unit.equals(Unit.PIXELS)) {
            return pieces && (rates.names(Unit.IMAGE_COUNT) || !rates.names(Unit.PIXELS));
        }
        return unit.equals(Unit.IMAGE_COUNT)
                && ((usage.tokens(Unit.OUTPUT_IMAGE) > 0 && rates.names(Unit.OUTPUT_IMAGE))
                        || (!rates.names(unit)
                                && rates.names(Unit.PIXELS)
                                && usage.quantity(Unit.PIXELS).signum() > 0));
    }

    private @Nullable UnitRate defaultRate(Unit unit) {
        UnitRate rate = rates.names(unit.component()) ? null : media.other(unit);
        if (rate != null) {
            flag(Flags.DEFAULT_RATE);
        }
        return rate;
    }

    void discount(BigDecimal fraction) {
        if (fraction.signum() > 0) {
            addOnce(DISCOUNT, total.toBigDecimal().multiply(fraction).negate());
        }
    }

    /** Nothing used costs nothing; anything used costs at least the minimum. */
    void raiseTo(BigDecimal minimum) {
        BigDecimal missing = minimum.subtract(total.toBigDecimal());
        if (anyUsage && missing.signum() > 0) {
            addOnce(MINIMUM, missing);
        }
    }

    private void addOnce(Unit unit, BigDecimal usd) {
        add(new Charge.Line(unit, BigDecimal.ONE, usd, Money.rounded(usd)));
    }

    private void add(Charge.Line line) {
        if (first == null) {
            first = line;
        } else if (second == null) {
            second = line;
        } else {
            more = more == null ? new ArrayList<>(4) : more;
            more.add(line);
        }
        Money amount = line.amount();
        outOfRange |= !amount.fitsLong() && amount.picos().bitLength() > MOST_BITS;
        total = total.plus(amount);
    }

    /** Whether an amount is beyond 10^15 USD, which no rate means; sums of any number of others fit what stores them. */
    boolean isOutOfRange() {
        return outOfRange || (!cacheSavings.fitsLong() && cacheSavings.picos().bitLength() > MOST_BITS);
    }

    /**
     * Whether something was used and nothing of it has a rate, or nothing but what is free: an unknown amount must not
     * read as 0.
     */
    boolean isUnpriced() {
        return anyUsage && (!anyRate || (anyUnknown && total.signum() == 0));
    }

    Charge charge(long revision, String matched) {
        BigDecimal stated = consumption.statedCost();
        if (stated != null && Money.rounded(stated).compareTo(total) != 0) {
            flag(Flags.STATED_COST_DIFFERS);
        }
        return new Charge(Charge.Status.PRICED, lines(), total, cacheSavings, revision, matched, flags);
    }

    private List<Charge.Line> lines() {
        if (first == null) {
            return List.of();
        }
        if (second == null) {
            return List.of(first);
        }
        if (more == null) {
            return List.of(first, second);
        }
        return switch (more.size()) {
            case 1 -> List.of(first, second, more.get(0));
            case 2 -> List.of(first, second, more.get(0), more.get(1));
            default -> {
                List<Charge.Line> all = new ArrayList<>(more.size() + 2);
                all.add(first);
                all.add(second);
                all.addAll(more);
                yield List.copyOf(all);
            }
        };
    }

    Set<String> flags() {
        return flags;
    }
}
