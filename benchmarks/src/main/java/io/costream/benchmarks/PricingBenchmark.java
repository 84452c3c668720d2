package io.costream.benchmarks;

import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PricingContext;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to price one call from the built-in catalogue. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PricingBenchmark {
    private static final Instant AT = Instant.parse("2025-10-01T12:00:00Z");

    private final PriceBook book = PriceBook.of(BuiltinCatalogue.load());
    private final Consumption simple = consumption(
            "openai",
            "gpt-4o",
            Usage.builder().tokens(Unit.INPUT_UNCACHED, 1_000).tokens(Unit.OUTPUT_TEXT, 500));
    private final Consumption cached = consumption(
            "anthropic",
            "claude-sonnet-4-5",
            Usage.builder()
                    .tokens(Unit.INPUT_UNCACHED, 1_000)
                    .tokens(Unit.INPUT_CACHE_READ, 8_192)
                    .tokens(Unit.INPUT_CACHE_WRITE_5M, 2_048)
                    .tokens(Unit.OUTPUT_TEXT, 500));
    private final Consumption tiered = consumption(
            "google",
            "gemini-2.5-pro",
            Usage.builder().tokens(Unit.INPUT_UNCACHED, 250_000).tokens(Unit.OUTPUT_TEXT, 500));

    private static Consumption consumption(String provider, String model, Usage.Builder usage) {
        return new Consumption("acme", provider, model, AT, PricingContext.STANDARD, usage.build());
    }

    /** Input and output tokens only. */
    @Benchmark
    public Charge simpleCall() {
        return book.price(simple);
    }

    /** Tokens read from and written to a cache as well. */
    @Benchmark
    public Charge cachedCall() {
        return book.price(cached);
    }

    /** A model whose rates depend on the size of the request. */
    @Benchmark
    public Charge tieredCall() {
        return book.price(tiered);
    }
}
