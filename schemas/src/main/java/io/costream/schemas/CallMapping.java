package io.costream.schemas;

import io.costream.avro.Call;
import io.costream.pricing.Consumption;
import io.costream.pricing.PricingContext;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Between the call on the wire and what its price depends on: the one place that knows which unit is which field. */
public final class CallMapping {
    /** Units that have a field of their own, in the order of the fields. */
    public static final List<Unit> UNITS_WITH_A_FIELD =
            UnitField.ALL.stream().map(UnitField::unit).toList();

    /** Units that count tokens and are told in other_usage. */
    public static final List<Unit> TOKENS_WITHOUT_A_FIELD = IntStream.range(0, Unit.TOKEN_UNITS)
            .mapToObj(Unit::known)
            .filter(unit -> !UNITS_WITH_A_FIELD.contains(unit))
            .toList();

    /** Decimal digits that amounts and quantities can have on the wire. */
    private static final int DIGITS = 38;
    /** Numbers of so many bits have no more digits. */
    private static final int BITS_OF_DIGITS = 126;

    private CallMapping() {}

    /**
     * The quantities of a call.
     *
     * @throws IllegalArgumentException naming the unit, where a quantity is negative, stated twice, or has more digits than
     *     the schema lets it have; or where the stated cost has
     */
    public static Usage usage(Call call) {
        // First of all: what is done to a number of a million digits takes minutes.
        requireDigits("stated_cost", call.getStatedCost());
        call.getOtherUsage().forEach(CallMapping::requireDigits);
        Usage.Builder usage = Usage.builder();
        for (UnitField field : UnitField.ALL) {
            usage.tokens(field.unit(), field.read().applyAsLong(call));
        }
        call.getOtherUsage().forEach((name, quantity) -> add(usage, call, name, quantity));
        return usage.build();
    }

    private static void add(Usage.Builder usage, Call call, String name, BigDecimal quantity) {
        Unit unit = Unit.of(name);
        UnitField field = UnitField.BY_UNIT.get(unit);
        if (field != null && field.read().applyAsLong(call) != 0) {
            throw new IllegalArgumentException(name + " is stated twice: as a field and in other_usage");
        }
        if (unit.countsTokens() && quantity.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(name + " is " + quantity + ", but tokens are whole");
        }
        usage.quantity(unit, quantity);
    }

    private static void requireDigits(String name, @Nullable BigDecimal number) {
        if (number != null) {
            int bits = number.unscaledValue().bitLength();
            if (bits > BITS_OF_DIGITS + 1 || (bits > BITS_OF_DIGITS && number.precision() > DIGITS)) {
                throw new IllegalArgumentException(name + " has more than " + DIGITS + " digits");
            }
        }
    }

    /** Sets every quantity of a call: in the unit's own field, or in other_usage where it has none. */
    public static void usage(Usage usage, Call.Builder call) {
        for (UnitField field : UnitField.ALL) {
            field.write().accept(call, usage.tokens(field.unit()));
        }
        Map<String, BigDecimal> others = new HashMap<>();
        usage.forEach((unit, quantity) -> {
            if (!UnitField.BY_UNIT.containsKey(unit)) {
                others.put(unit.name(), quantity);
            }
        });
        call.setOtherUsage(others);
    }

    /** What selects among the model's rates. */
    public static PricingContext context(Call call) {
        PricingContext context = PricingContext.STANDARD;
        context = with(context, PricingContext.SERVICE_TIER, call.getServiceTier());
        context = with(context, PricingContext.REGION, call.getRegion());
        return with(context, PricingContext.SPEED, call.getSpeed());
    }

    private static PricingContext with(PricingContext context, String name, @Nullable String value) {
        return value == null ? context : context.with(name, value);
    }

    /**
     * All that the price of a call depends on.
     *
     * @throws IllegalArgumentException as {@link #usage(Call)}
     */
    public static Consumption consumption(Call call) {
        return new Consumption(
                call.getTenant(),
                call.getProvider(),
                call.getModel(),
                call.getEventTime(),
                context(call),
                usage(call),
                call.getStatedCost());
    }
}
