package io.costream.producer.usage;

import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Quantities that are not tokens, as a usage can hold them. */
final class Quantities {
    private static final BigDecimal LARGEST = BigDecimal.TEN.pow(12);

    private Quantities() {}

    /** The quantity; empty where it is 0, negative or beyond belief. */
    static Optional<BigDecimal> of(BigDecimal number) {
        if (number.signum() <= 0 || number.compareTo(LARGEST) > 0) {
            return Optional.empty();
        }
        BigDecimal quantity = number.setScale(Usage.QUANTITY_SCALE, RoundingMode.HALF_EVEN);
        return quantity.signum() == 0 ? Optional.empty() : Optional.of(quantity);
    }
}
