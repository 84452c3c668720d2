package io.costream.pricing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.ModelPrices;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ContextWindowsTest {
    private final ContextWindows windows = ContextWindows.builtin();

    @Test
    void knowsModelsOfTheCatalogueOnly() {
        Set<String> catalogue =
                BuiltinCatalogue.load().stream().map(ModelPrices::key).collect(Collectors.toSet());

        assertThat(windows.models()).isNotEmpty().isSubsetOf(catalogue);
    }

    @Test
    void saysThatItDoesNotKnow() {
        assertThat(windows.of("openai/gpt-4")).isEqualTo(OptionalLong.of(8_192));
        assertThat(windows.of("openai/no-such-model")).isEmpty();
    }
}
