package io.costream.pricing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PricingContext;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteLlmPricesTest {
    private static final String FILE = """
            {"sample_spec": {"litellm_provider": "one of many", "input_cost_per_token": 0},
             "gpt-x": {"litellm_provider": "openai", "mode": "chat", "supports_vision": true,
               "input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06, "cache_read_input_token_cost": 5e-07,
               "output_cost_per_reasoning_token": 8e-06,
               "input_cost_per_token_above_200k_tokens": 4e-06, "output_cost_per_token_above_200k_tokens": 1.2e-05,
               "input_cost_per_token_flex": 1e-06, "output_cost_per_token_flex": 4e-06,
               "input_cost_per_token_batches": 1.5e-06, "output_cost_per_token_batches": 6e-06,
               "regional_processing_uplift_multiplier_eu": 1.1, "provider_specific_entry": {"fast": 6.0},
               "search_context_cost_per_query": {"search_context_size_low": 0.03, "search_context_size_medium": 0.035}},
             "plain": {"litellm_provider": "vertex_ai-language-models", "mode": "chat",
               "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06},
             "tiers": {"litellm_provider": "dashscope", "mode": "chat", "tiered_pricing": [
               {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "range": [0, 32000]},
               {"input_cost_per_token": 3e-06, "output_cost_per_token": 6e-06, "range": [32000, 1000000]}]},
             "scribe": {"litellm_provider": "elevenlabs", "mode": "audio_transcription",
               "input_cost_per_second": 0.0001, "output_cost_per_second": 0.0},
             "film": {"litellm_provider": "gemini", "mode": "video_generation", "output_cost_per_second": 0.4},
             "painter": {"litellm_provider": "openai", "mode": "image_generation", "output_cost_per_image": 0.04},
             "hd/1024-x-512/painter": {"litellm_provider": "openai", "mode": "image_generation",
               "input_cost_per_pixel": 1e-07},
             "sketcher": {"litellm_provider": "openai", "mode": "image_generation", "output_cost_per_image": 0.04},
             "medium/512-x-512/sketcher": {"litellm_provider": "openai", "mode": "image_generation",
               "input_cost_per_image": 0.03},
             "high/256-x-256/sketcher": {"litellm_provider": "openai", "mode": "image_generation",
               "input_cost_per_image": 0.13},
             "medium/256-x-256/sketcher": {"litellm_provider": "openai", "mode": "image_generation",
               "input_cost_per_image": 0.02},
             "256-x-256/sketcher": {"litellm_provider": "openai", "mode": "image_generation",
               "input_cost_per_image": 0.01},
             "seeker": {"litellm_provider": "exa_ai", "mode": "search", "tiered_pricing": [
               {"input_cost_per_query": 0.005, "max_results_range": [0, 25]},
               {"input_cost_per_query": 0.025, "max_results_range": [26, 100]}]},
             "openai/container": {"litellm_provider": "openai", "mode": "chat", "code_interpreter_cost_per_session": 0.03},
             "odd": {"litellm_provider": "openai", "mode": "chat", "cost_per_moon_phase": 3}}
            """;

    private final PriceFile file = read(FILE);
    private final PriceBook book = PriceBook.of(file.models());

    @ParameterizedTest
    @CsvSource({
        "input_uncached, 1000, '', '', 0.002",
        "input_cache_read, 1000, '', '', 0.0005",
        "input_uncached, 200001, '', '', 0.800004",
        "input_uncached, 1000, service_tier, flex, 0.001",
        "input_cache_read, 1000, service_tier, flex, 0.0005",
        "input_uncached, 200001, service_tier, flex, 0.800004",
        "output_reasoning, 1000, service_tier, flex, 0.004",
        "input_uncached, 1000, service_tier, batch, 0.0015",
        "input_cache_read, 1000, service_tier, batch, 0.0015",
        "input_uncached, 200001, service_tier, batch, 0.600003",
        "input_cache_read, 200001, service_tier, batch, 0.600003",
        "input_uncached, 1000, region, eu, 0.0022",
        "input_uncached, 1000, speed, fast, 0.012"
    })
    void costFieldsHoldInTheirContextAndSize(String unit, long tokens, String name, String value, String total) {
        PricingContext context = name.isEmpty() ? PricingContext.STANDARD : PricingContext.STANDARD.with(name, value);

        Charge charge = price("gpt-x", context, Unit.of(unit), tokens);

        assertThat(charge.total()).isEqualTo(Money.of(total));
    }

    @ParameterizedTest
    @CsvSource({
        "scribe, audio_seconds, 10, 0.001",
        "film, video_seconds, 10, 4",
        "painter, images, 2, 0.08",
        "hd/1024-x-512/painter, images, 2, 0.1048576",
        "seeker, search_queries, 2, 0.01",
        "gpt-x, web_searches, 2, 0.07",
        "gpt-x, code_interpreter_sessions, 2, 0.06",
        "gpt-x, file_search_calls, 2, 0.005",
        "tiers, input_uncached, 32000, 0.032",
        "tiers, input_uncached, 32001, 0.096003",
        "tiers, input_cache_read, 1000, 0.001"
    })
    void kindOfModelDecidesWhatIsCounted(String model, String unit, long quantity, String total) {
        Charge charge = price(model, PricingContext.STANDARD, Unit.of(unit), quantity);

        assertThat(charge.total()).isEqualTo(Money.of(total));
    }

    @Test
    void sizeAndQualityInAKeySelectThePriceOfTheModel() {
        PricingContext hd =
                PricingContext.STANDARD.with("image_size", "1024x512").with("image_quality", "hd");

        assertThat(price("painter", hd, Unit.IMAGE_COUNT, 2).total()).isEqualTo(Money.of("0.1048576"));
    }

    @ParameterizedTest
    @CsvSource({
        "256x256, '', 0.01",
        "256x256, hd, 0.01",
        "256x256, medium, 0.02",
        "256x256, high, 0.13",
        "512x512, '', 0.03",
        "512x512, high, 0.03",
        "64x64, high, 0.04"
    })
    void sizeAloneComesBeforeMediumQuality(String size, String quality, String total) {
        PricingContext context =
                PricingContext.STANDARD.with("image_size", size).with("image_quality", quality);

        assertThat(price("sketcher", context, Unit.IMAGE_COUNT, 1).total()).isEqualTo(Money.of(total));
    }

    @Test
    void batchWithoutAPriceCostsHalf() {
        PricingContext batch = PricingContext.STANDARD.with(PricingContext.SERVICE_TIER, "batch");

        assertThat(price("plain", batch, Unit.INPUT_UNCACHED, 1000).total()).isEqualTo(Money.of("0.0005"));
    }

    @Test
    void providerOfSeveralInterfacesIsOne() {
        assertThat(book.find("vertex_ai", "plain")).isPresent();
        assertThat(book.find("vertex_ai-language-models", "plain")).isPresent();
    }

    @Test
    void fieldThatIsNotUnderstoodIsReported() {
        assertThat(file.notUnderstood()).containsExactly("odd: cost_per_moon_phase");
    }

    @Test
    void whatIsNotSuchAFileIsRefused() {
        assertThatThrownBy(() -> read("[1]")).isInstanceOf(PriceFileException.class);
        assertThatThrownBy(() -> read("{")).isInstanceOf(PriceFileException.class);
    }

    private Charge price(String model, PricingContext context, Unit unit, long quantity) {
        Usage usage =
                Usage.builder().quantity(unit, BigDecimal.valueOf(quantity)).build();
        return book.price(new Consumption("default", "", model, Instant.EPOCH, context, usage));
    }

    private static PriceFile read(String text) {
        try {
            return PriceFormat.of("litellm").read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
