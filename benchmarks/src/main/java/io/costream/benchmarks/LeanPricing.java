package io.costream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.costream.pricing.Consumption;
import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PricingContext;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.util.Utf8;

/**
 * The least that pricing can be: three rates per model as whole numbers, and the call's bytes with the total behind
 * them. It knows no dates, tiers, contracts or lines: a floor, not a way to price.
 */
final class LeanPricing implements CallPricing {
    private static final long TOKENS = 1_000_000;

    private final LeanCall call = new LeanCall();
    private final Map<Utf8, long[]> picosPerToken = new HashMap<>();

    LeanPricing(PriceBook book) {
        for (Model model : Traffic.models()) {
            picosPerToken.put(new Utf8(model.name()), new long[] {
                rate(book, model, Unit.INPUT_UNCACHED),
                rate(book, model, Unit.INPUT_CACHE_READ),
                rate(book, model, Unit.OUTPUT_TEXT)
            });
        }
    }

    private static long rate(PriceBook book, Model model, Unit unit) {
        Money million = book.price(new Consumption(
                        "default",
                        model.provider(),
                        model.name(),
                        Instant.now(),
                        PricingContext.STANDARD,
                        Usage.builder().tokens(unit, TOKENS).build()))
                .total();
        return million.toBigDecimal().movePointRight(Money.SCALE - 6).longValue();
    }

    @Override
    public byte[] price(byte[] bytes, long offset) {
        call.read(bytes);
        long[] rates = requireNonNull(picosPerToken.get(call.model()));
        long total = call.input * rates[0] + call.cached * rates[1] + call.output * rates[2];
        byte[] posting = Arrays.copyOf(bytes, bytes.length + 2 * Long.BYTES);
        ByteBuffer.wrap(posting, bytes.length, 2 * Long.BYTES).putLong(total).putLong(offset);
        return posting;
    }
}
