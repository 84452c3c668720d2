package io.costream.processor.domain;

import io.costream.pricing.Component;
import io.costream.pricing.Direction;
import io.costream.pricing.Unit;

/**
 * What the columns of {@link CellNumbers} are, each of which is a bit: tokens by the index of their unit, calls of some
 * kinds, amounts, and the upper halves of amounts that do not fit a long.
 */
final class Columns {
    static final int TIMEOUTS = Unit.TOKEN_UNITS;
    static final int CANCELLED = TIMEOUTS + 1;
    static final int ERRORS = CANCELLED + 1;
    static final int UNPRICED = ERRORS + 1;
    static final int FIRST_AMOUNT = UNPRICED + 1;

    /** Amounts stand in the order of {@link Component} and {@link Direction}, which is part of the stored form. */
    static final int FIRST_DIRECTION = Component.values().length;

    static final int SAVINGS = FIRST_DIRECTION + Direction.values().length;
    static final int ADJUSTED = SAVINGS + 1;
    /** How many amounts there are. */
    static final int AMOUNTS = ADJUSTED + 1;

    static final int FIRST_UPPER = FIRST_AMOUNT + AMOUNTS;

    static final long TOKENS = (1L << Unit.TOKEN_UNITS) - 1;
    /** Tokens and calls. */
    static final long COUNTS = (1L << FIRST_AMOUNT) - 1;

    static final long UPPERS = -1L << FIRST_UPPER;

    private Columns() {}
}
