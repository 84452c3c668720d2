package io.costream.producer.usage;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers out of foreign text, of a size with which one can calculate. */
final class Decimals {
    private static final int LONGEST = 40;
    private static final int LARGEST_SCALE = 40;

    private Decimals() {}

    /** The number; empty for what is no number, or one whose exponent would make arithmetic endless. */
    static Optional<BigDecimal> parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) <= LARGEST_SCALE ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
