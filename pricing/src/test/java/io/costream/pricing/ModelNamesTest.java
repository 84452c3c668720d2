package io.costream.pricing;

import static io.costream.pricing.Books.book;
import static io.costream.pricing.Books.call;
import static io.costream.pricing.Books.rates;
import static io.costream.pricing.Books.usage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelNamesTest {
    private final PriceBook book = book(
            record(
                    "openai",
                    "*",
                    Naming.of(Naming.Role.OWNS, new NameRule.Prefix("gpt-")),
                    Naming.of(Naming.Role.PROVIDER, new NameRule.Contains("open"))),
            named("openai", "gpt-4o", Naming.alias("gpt-4o-2024-08-06")),
            named("openai", "gpt-4o-mini"),
            named("openai", "o-any", Naming.of(Naming.Role.MODEL, new NameRule.Prefix("omni-"))),
            named("openai", "o-other", Naming.of(Naming.Role.MODEL, new NameRule.Prefix("omni-x"))),
            named("openai", "ft:gpt-4o-mini"),
            record("azure", "*", Naming.of(Naming.Role.INHERITS, NameRule.equalTo("openai"))),
            named("azure", "gpt-4o"),
            named("anthropic", "claude-3-5-sonnet-20241022"),
            named("aws", "anthropic.claude-3-5-sonnet-20241022-v2:0"),
            named("meta", "twin"),
            named("groq", "twin"));

    private static ModelPrices named(String provider, String model, Naming... names) {
        return new ModelPrices(
                provider, model, List.of(names), List.of(rates("1", "2").build()));
    }

    private static ModelPrices record(String provider, String model, Naming... names) {
        return new ModelPrices(provider, model, List.of(names), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o, openai/gpt-4o (name)",
        "OpenAI, GPT-4o, openai/gpt-4o (name)",
        "open-ai, gpt-4o, openai/gpt-4o (name)",
        "openai, gpt-4o-2024-08-06, openai/gpt-4o (alias gpt-4o-2024-08-06)",
        "openai, gpt-4o-2024-11-20, 'openai/gpt-4o (dated name)'",
        "openai, omni-x1, openai/o-any (prefix omni-)",
        "openai, ft:gpt-4o-mini:acme::x1, 'openai/ft:gpt-4o-mini (fine-tune)'",
        "openai, ft:gpt-4o-2024-08-06:acme, 'openai/gpt-4o (fine-tune''s base, alias gpt-4o-2024-08-06)'",
        "openai, openai/gpt-4o, openai/gpt-4o (name)",
        "anthropic, claude-3.5-sonnet-20241022, anthropic/claude-3-5-sonnet-20241022 (name)",
        "azure, gpt-4o-mini, 'openai/gpt-4o-mini (list of openai, name)'",
        "azure, gpt-4o, azure/gpt-4o (name)",
        "aws, us.anthropic.claude-3-5-sonnet-20241022-v2:0,"
                + " aws/anthropic.claude-3-5-sonnet-20241022-v2:0 (regional name)",
        "'', gpt-4o, openai/gpt-4o (name)",
        "'', azure/gpt-4o, azure/gpt-4o (name)",
        "'', azure:gpt-4o, azure/gpt-4o (name)",
        "'', claude-3-5-sonnet-20241022, anthropic/claude-3-5-sonnet-20241022 (name)"
    })
    void nameMeansOneModelAndSaysWhy(String provider, String model, String matched) {
        Charge charge = book.price(call(provider, model, Books.NOON, usage(1, 1)));

        assertThat(charge.matched()).isEqualTo(matched);
    }

    @ParameterizedTest
    @CsvSource({"'', twin", "unheard-of, gpt-4o", "anthropic, gpt-4o", "'', no-such-model", "openai, gpt-4x"})
    void nameThatIsNotSureIsUnpriced(String provider, String model) {
        Charge charge = book.price(call(provider, model, Books.NOON, usage(1, 1)));

        assertThat(charge.isPriced()).isFalse();
    }

    @Test
    void nearestModelIsFlagged() {
        Charge charge = book.price(call("openai", "gpt-4o-2031-01-01", Books.NOON, usage(1, 1)));

        assertThat(charge.flags()).containsExactly(Flags.NEAREST_MODEL);
    }
}
