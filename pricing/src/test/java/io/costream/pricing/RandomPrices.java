package io.costream.pricing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random but repeatable prices, usages and instants. */
final class RandomPrices {
    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
    private static final List<Unit> OTHERS =
            List.of(Unit.IMAGE_COUNT, Unit.AUDIO_SECONDS, Unit.WEB_SEARCHES, Unit.PAGES, Unit.of("something_new"));

    private final Random random;

    RandomPrices(long seed) {
        random = new Random(seed);
    }

    /** Prices of any scale, also ones without a last digit. */
    Rate rate() {
        BigDecimal usd = new BigDecimal(new BigInteger(40, random), random.nextInt(14));
        return switch (random.nextInt(4)) {
            case 0 -> Rate.each(usd.movePointLeft(9));
            case 1 -> new Rate(usd, BigDecimal.valueOf(3600));
            default -> Rate.perMillion(usd.movePointLeft(4));
        };
    }

    Map<Unit, Rate> rates() {
        Map<Unit, Rate> rates = new HashMap<>();
        rates.put(Unit.INPUT_UNCACHED, rate());
        rates.put(Unit.OUTPUT_TEXT, rate());
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            if (random.nextInt(3) == 0) {
                rates.put(Unit.known(i), rate());
            }
        }
        OTHERS.forEach(unit -> {
            if (random.nextBoolean()) {
                rates.put(unit, rate());
            }
        });
        return rates;
    }

    /** An entry whose larger sizes are never cheaper. */
    PriceEntry entry(long revision) {
        Map<Unit, Rate> base = rates();
        PriceEntryBuilder entry = PriceEntry.builder().revision(revision).rates(base);
        if (random.nextBoolean()) {
            Map<Unit, Rate> larger = new HashMap<>();
            base.forEach((unit, rate) -> larger.put(unit, rate.times(new BigDecimal("1.5"))));
            entry.set(RateSet.of(Map.of(), SizeTier.above(random.nextInt(100_000)), larger));
        }
        if (random.nextBoolean()) {
            entry.set(RateSet.factor(Map.of(PricingContext.SERVICE_TIER, "batch"), new BigDecimal("0.5")));
        }
        if (random.nextInt(3) == 0) {
            entry.window(DailyWindow.daily(ZoneId.of("Asia/Shanghai"), time(), time()));
        }
        if (random.nextBoolean()) {
            Instant from = instant();
            entry.from(from).to(from.plus(Duration.ofDays(1 + random.nextInt(400))));
        }
        return entry.build();
    }

    ModelPrices model(int revisions) {
        List<PriceEntry> entries = new ArrayList<>();
        for (int revision = 1; revision <= revisions; revision++) {
            entries.add(entry(revision));
        }
        return new ModelPrices("p", "m", List.of(), entries);
    }

    /** Tokens of one to six units, some of them more than fit the fast arithmetic. */
    Usage tokens() {
        Usage.Builder usage = Usage.builder();
        int units = 1 + random.nextInt(6);
        for (int i = 0; i < units; i++) {
            int most = random.nextBoolean() ? 1000 : 2_000_000_000;
            usage.tokens(Unit.known(random.nextInt(Unit.TOKEN_UNITS)), random.nextInt(most));
        }
        return usage.build();
    }

    Usage usage() {
        Usage.Builder usage = Usage.builder();
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            if (random.nextInt(4) == 0) {
                usage.tokens(Unit.known(i), random.nextInt(random.nextBoolean() ? 1000 : 1_000_000_000));
            }
        }
        OTHERS.forEach(unit -> {
            if (random.nextInt(3) == 0) {
                usage.quantity(unit, BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(10)));
            }
        });
        return usage.build();
    }

    Instant instant() {
        return BEGIN.plusSeconds(random.nextInt(80_000_000));
    }

    PricingContext context() {
        return random.nextBoolean()
                ? PricingContext.STANDARD
                : PricingContext.STANDARD.with(PricingContext.SERVICE_TIER, "batch");
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    private LocalTime time() {
        return LocalTime.ofSecondOfDay(random.nextInt(86_400));
    }
}
