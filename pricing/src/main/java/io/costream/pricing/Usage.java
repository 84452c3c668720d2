package io.costream.pricing;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;

/**
 * Disjoint quantities by unit: whole tokens, and decimals of at most nine places for everything else. Never negative.
 * Immutable.
 */
public final class Usage {
    /** Decimal places that a quantity other than tokens can have. */
    public static final int QUANTITY_SCALE = 9;

    /** Units of input tokens come before those of output tokens. */
    private static final long INPUT = (1L << Unit.OUTPUT_TEXT.index()) - 1;

    public static final Usage NONE = new Usage(new long[Unit.TOKEN_UNITS], Collections.emptySortedMap());

    private final long[] tokens;
    /** One bit for each unit with tokens: a call has a few of the many. */
    private final long used;

    private final SortedMap<Unit, BigDecimal> others;

    private Usage(long[] tokens, SortedMap<Unit, BigDecimal> others) {
        this.tokens = tokens;
        this.used = used(tokens);
        this.others = others;
    }

    private static long used(long[] tokens) {
        long used = 0;
        for (int i = 0; i < tokens.length; i++) {
            used |= tokens[i] == 0 ? 0 : 1L << i;
        }
        return used;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Tokens of a unit that counts tokens; 0 where there are none. */
    public long tokens(Unit unit) {
        return tokens[unit.index()];
    }

    /** Tokens of the known token unit with this index. */
    public long tokens(int index) {
        return tokens[index];
    }

    /** One bit for each known token unit with a quantity above 0, at its index. */
    long used() {
        return used;
    }

    public BigDecimal quantity(Unit unit) {
        return unit.countsTokens()
                ? BigDecimal.valueOf(tokens[unit.index()])
                : others.getOrDefault(unit, BigDecimal.ZERO);
    }

    /** Units that do not count tokens, sorted by name, each with a quantity above 0. */
    public Map<Unit, BigDecimal> others() {
        return others;
    }

    public boolean isEmpty() {
        return others.isEmpty() && used == 0;
    }

    /** All input tokens: cache reads, cache writes, audio, image, video and tool tokens included. */
    public long inputTokens() {
        return sum(used & INPUT);
    }

    /** All output tokens, reasoning included. */
    public long outputTokens() {
        return sum(used & ~INPUT);
    }

    private long sum(long units) {
        long sum = 0;
        for (long rest = units; rest != 0; rest &= rest - 1) {
            sum = Math.addExact(sum, tokens[Long.numberOfTrailingZeros(rest)]);
        }
        return sum;
    }

    /** Calls the consumer for each token unit with a quantity above 0, in the order of the units. */
    public void forEachTokens(ObjLongConsumer<Unit> consumer) {
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] != 0) {
                consumer.accept(Unit.known(i), tokens[i]);
            }
        }
    }

    /** Calls the consumer for every unit with a quantity above 0: tokens first, then the others by name. */
    public void forEach(BiConsumer<Unit, BigDecimal> consumer) {
        forEachTokens((unit, quantity) -> consumer.accept(unit, BigDecimal.valueOf(quantity)));
        others.forEach(consumer);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Usage other && Arrays.equals(tokens, other.tokens) && others.equals(other.others);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(tokens) + others.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Usage{");
        forEach((unit, quantity) -> text.append(text.length() > 6 ? ", " : "")
                .append(unit)
                .append('=')
                .append(quantity.toPlainString()));
        return text.append('}').toString();
    }

    /** Collects quantities. Not thread-safe. */
    public static final class Builder {
        private long[] tokens = new long[Unit.TOKEN_UNITS];
        private SortedMap<Unit, BigDecimal> others = Collections.emptySortedMap();
        /** Whether both belong to what was built. */
        private boolean built;

        private Builder() {}

        /** Sets the tokens of a unit that counts tokens. */
        public Builder tokens(Unit unit, long quantity) {
            if (!unit.countsTokens()) {
                throw new IllegalArgumentException(unit + " does not count tokens");
            }
            if (quantity < 0) {
                throw new IllegalArgumentException(unit + " is " + quantity + ", but a quantity is never negative");
            }
            own();
            tokens[unit.index()] = quantity;
            return this;
        }

        /** Sets the quantity of any unit; tokens must be whole, others have at most nine decimal places. */
        public Builder quantity(Unit unit, BigDecimal quantity) {
            if (unit.countsTokens()) {
                return tokens(unit, quantity.longValueExact());
            }
            if (quantity.signum() < 0) {
                throw new IllegalArgumentException(unit + " is " + quantity + ", but a quantity is never negative");
            }
            BigDecimal stripped = quantity.stripTrailingZeros();
            if (stripped.scale() > QUANTITY_SCALE) {
                throw new IllegalArgumentException(unit + " is " + quantity + ", more than nine decimal places");
            }
            if (stripped.signum() != 0 || others.containsKey(unit)) {
                own();
                if (others.isEmpty()) {
                    others = new TreeMap<>();
                }
                if (stripped.signum() == 0) {
                    others.remove(unit);
                } else {
                    others.put(unit, stripped);
                }
            }
            return this;
        }

        private void own() {
            if (built) {
                tokens = tokens.clone();
                others = others.isEmpty() ? others : new TreeMap<>(others);
                built = false;
            }
        }

        public Usage build() {
            built = true;
            return new Usage(
                    tokens,
                    others.isEmpty() ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(others));
        }
    }
}
