package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.pricing.Usage;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollupsTest {
    private static final Rollups DEFAULTS = Rollups.parse(Rollups.DEFAULT);

    private static CallFacts call(String user, Map<String, String> tags) {
        Usage usage = Usage.builder().build();
        return new CallFacts("acme", "openai", "gpt-4", "chat", "", user, "", 0, Outcome.OK, 0, usage, tags);
    }

    private static String covering(WindowKind window, Dimension... asked) {
        return DEFAULTS.covering(Set.of(asked), window)
                .map(kept -> kept.rollup().label())
                .orElse("none");
    }

    @Test
    void readsBackWhatItWrites() {
        assertThat(Rollups.parse(DEFAULTS.text()).text()).isEqualTo(DEFAULTS.text());
        assertThat(Rollups.parse(" model,PROVIDER :day,hour ; total: month").text())
                .isEqualTo("provider, model: hour, day; total: month");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "total",
                "total:",
                "total: week",
                "total: day, day",
                "total: all, day",
                "colour: day",
                "model, model: day",
                "total: day; total: hour",
                "tag.team, tag.env: day",
                "tag.: day"
            })
    void refusesWhatCannotBeKept(String text) {
        assertThatThrownBy(() -> Rollups.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answersFromTheFewestDimensionsThatHoldTheAskedOnes() {
        assertThat(covering(WindowKind.DAY)).isEqualTo("total");
        assertThat(covering(WindowKind.DAY, Dimension.MODEL)).isEqualTo("provider,model,operation,framework");
        assertThat(covering(WindowKind.DAY, Dimension.MODEL, Dimension.USER)).isEqualTo("user,provider,model");
    }

    @Test
    void sumsLargerWindowsOfSmallerOnes() {
        assertThat(DEFAULTS.covering(Set.of(Dimension.USER), WindowKind.MONTH)
                        .orElseThrow()
                        .within(WindowKind.MONTH))
                .containsExactly(WindowKind.DAY);
        assertThat(DEFAULTS.covering(Set.of(), WindowKind.WEEK).orElseThrow().within(WindowKind.WEEK))
                .containsExactly(WindowKind.HOUR, WindowKind.DAY);
    }

    @Test
    void neverAnswersAsmallerWindowFromALargerOne() {
        assertThat(covering(WindowKind.HOUR, Dimension.USER)).isEqualTo("none");
        assertThat(covering(WindowKind.DAY, Dimension.SESSION)).isEqualTo("none");
    }

    @Test
    void leavesCallsWithoutTheTagOutOfItsTotals() {
        Rollup byTeam = Rollup.named("tag.team,model");

        assertThat(byTeam.takes(call("", Map.of("team", "search")))).isTrue();
        assertThat(byTeam.takes(call("", Map.of("env", "prod")))).isFalse();
        assertThat(byTeam.takes(call("", Map.of("team", "t".repeat(512))))).isTrue();
        assertThat(byTeam.takes(call("", Map.of("team", "t".repeat(513))))).isFalse();
        assertThat(byTeam.takes(call("", Map.of("team", "se\0arch")))).isFalse();
        assertThat(byTeam.covers(Set.of(Dimension.MODEL))).isFalse();
        assertThat(byTeam.covers(Set.of(Dimension.tag("team")))).isTrue();
    }

    @Test
    void leavesCallsWithoutAUserOutOfTheTotalsOfUsers() {
        Rollup byUser = Rollup.of(Dimension.USER);

        assertThat(byUser.takes(call("chris", Map.of()))).isTrue();
        assertThat(byUser.takes(call("", Map.of()))).isFalse();
        assertThat(byUser.covers(Set.of())).isFalse();
    }
}
