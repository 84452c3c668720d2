package io.costream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics first = Topics.withPrefix("a.");

    @Test
    void sharesWhatIsDeclaredAndSeparatesWhatIsMadeOfIt() {
        Topics second = first.generation(2);

        List<String> shared =
                names(second).stream().filter(names(first)::contains).toList();

        assertThat(shared)
                .containsExactly("a.calls", "a.prices", "a.exchange-rates", "a.tenants", "a.budgets", "a.imports");
        assertThat(names(second))
                .filteredOn(name -> !shared.contains(name))
                .containsExactlyInAnyOrderElementsOf(second.ofGeneration())
                .allMatch(name -> name.endsWith("-2"));
    }

    @Test
    void namesTheFirstGenerationAsIfThereWereNoOther() {
        assertThat(names(first)).isEqualTo(names(first.generation(1))).contains("a.priced-calls");
    }

    @Test
    void refusesAGenerationBeforeTheFirst() {
        assertThatThrownBy(() -> first.generation(0)).hasMessageContaining("generation is 0");
    }

    private static List<String> names(Topics topics) {
        return topics.all().stream().map(TopicSpec::name).toList();
    }
}
