package io.costream.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NameRuleTest {
    private static final NameRule GPT = new NameRule.Prefix("gpt-");
    private static final NameRule MINI = new NameRule.Suffix("-mini");

    @ParameterizedTest
    @MethodSource("rules")
    void matchesWhatItSaysInAnyCase(NameRule rule, String matching, String other, String text) {
        assertThat(rule.matches(matching)).isTrue();
        assertThat(rule.matches(other)).isFalse();
        assertThat(rule.text()).isEqualTo(text);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(NameRule.equalTo("gpt-4"), "GPT-4", "gpt-4o", "name gpt-4"),
                Arguments.of(GPT, "Gpt-4", "my-gpt-4", "prefix gpt-"),
                Arguments.of(MINI, "gpt-4o-MINI", "gpt-4o-mini-2024", "suffix -mini"),
                Arguments.of(MINI, "-mini", "ini", "suffix -mini"),
                Arguments.of(new NameRule.Contains("Sonnet"), "claude-SONNET-4", "claude-opus", "contains Sonnet"),
                Arguments.of(NameRule.Regex.of("^o[134](-|$)"), "O3-mini", "go3", "regex ^o[134](-|$)"),
                Arguments.of(
                        new NameRule.Any(List.of(GPT, MINI)), "o3-mini", "o3", "any of (prefix gpt-, suffix -mini)"),
                Arguments.of(
                        new NameRule.All(List.of(GPT, MINI)),
                        "gpt-4o-mini",
                        "gpt-4o",
                        "all of (prefix gpt-, suffix -mini)"));
    }

    @Test
    void expressionsAreEqualByTheirText() {
        assertThat(NameRule.Regex.of("a.c")).isEqualTo(NameRule.Regex.of("a.c"));
        assertThat(NameRule.Regex.of("a.c")).hasSameHashCodeAs(NameRule.Regex.of("a.c"));
        assertThat(NameRule.Regex.of("a.c")).isNotEqualTo(NameRule.Regex.of("a.d"));
        assertThat(NameRule.Regex.of("a.c")).isNotEqualTo(NameRule.equalTo("a.c"));
        assertThat(NameRule.Regex.of("a.c").hashCode()).isNotZero();
    }

    @Test
    void providerToInheritFromIsNamed() {
        assertThatThrownBy(() -> Naming.of(Naming.Role.INHERITS, GPT)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Naming.of(Naming.Role.INHERITS, NameRule.equalTo("p")).rule())
                .isEqualTo(NameRule.equalTo("p"));
        assertThat(Naming.of(Naming.Role.MODEL, GPT).rule()).isEqualTo(GPT);
    }

    @Test
    void namingIsKnownFromItsRevisionUntilItIsWithdrawn() {
        Naming naming = new Naming(Naming.Role.MODEL, GPT, 3, 5);

        assertThat(List.of(2L, 3L, 4L, 5L, 6L)).map(naming::isKnownIn).containsExactly(false, true, true, false, false);
    }
}
