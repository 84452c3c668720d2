package io.costream.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Budget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetFileTest {
    private static final BudgetFile.Known KNOWN = new BudgetFile.Known() {
        @Override
        public boolean isModel(String model) {
            return Set.of("gpt-4", "claude-3-haiku").contains(model);
        }

        @Override
        public boolean isProvider(String provider) {
            return provider.equals("openai");
        }

        @Override
        public Set<String> budgets() {
            return Set.of("acme-month");
        }
    };

    @Test
    void readsEveryField() {
        BudgetFile.Result result = BudgetFile.read("""
                - id: acme-daily            # unique
                  name: Production budget
                  scope: {tenant: acme, model: openai/gpt-4}
                  each: user
                  limits: {request: 1.00, hour: 5, day: 50.00, week: 200, month: 1000.00, total: 5000}
                  currency: USD
                  zone: Europe/Paris
                  week_start: sunday
                  enforcement: hard
                  thresholds: [1.0, 0.5]
                  degrade: [{at: 0.8, step: reduce_max_tokens}, {at: 0.9, step: use_smaller_model}]
                  fallback_models: [claude-3-haiku]
                  parent: acme-month
                  when_stale: closed
                  enabled: false
                """, KNOWN);

        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        Budget budget = result.budgets().get(0);
        assertThat(budget.getScope()).isEqualTo(Map.of("tenant", "acme", "provider", "openai", "model", "gpt-4"));
        assertThat(budget.getEach()).isEqualTo("user");
        assertThat(budget.getLimits())
                .isEqualTo(Map.of(
                        "request", "1", "hour", "5", "day", "50", "week", "200", "month", "1000", "total", "5000"));
        assertThat(budget.getThresholds()).containsExactly("0.5", "1.0");
        assertThat(budget.getEnabled()).isFalse();
        assertThat(budget.getSettings())
                .containsEntry("degrade", "0.8=reduce_max_tokens,0.9=use_smaller_model")
                .containsEntry("fallback_models", "claude-3-haiku")
                .containsEntry("parent", "acme-month")
                .containsEntry("when_stale", "closed");
        assertThat(BudgetMapping.toDomain(budget).calendar().zone().getId()).isEqualTo("Europe/Paris");
    }

    @Test
    void hasDefaults() {
        BudgetFile.Result result = BudgetFile.read("[{id: a, limits: {day: 50}}]", KNOWN);

        assertThat(result.errors()).isEmpty();
        assertThat(result.budgets().get(0).getThresholds()).containsExactly("0.5", "0.75", "0.9", "1.0");
        assertThat(result.budgets().get(0).getZone()).isEqualTo("UTC");
        assertThat(result.budgets().get(0).getEnabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "limits: {day: -1}         | limits.day is '-1'; a number above 0",
                "limits: {day: fifty}      | limits.day is 'fifty'; a number above 0",
                "limits: {year: 5}         | limits: 'year' is none; allowed are request, hour, day, week, month, total",
                "limits: 50                | limits: pairs are expected",
                "limit: {day: 5}           | 'limit' is no field of a budget; allowed are id, name, scope",
                "id: a/b                   | id is 'a/b'; allowed are up to 100 letters",
                "scope: {team: x}          | scope: 'team' is no dimension; allowed are tenant, user, session",
                "scope: {tenant: }         | scope.tenant: a text is expected",
                "each: team                | each: 'team' is no dimension; allowed are tenant",
                "currency: EUR             | currency is 'EUR'; budgets in other currencies than USD are not supported yet",
                "zone: Mars/Base           | zone is 'Mars/Base'; a time zone such as",
                "week_start: someday       | week_start is 'someday'; allowed are monday, tuesday",
                "enforcement: strict       | enforcement is 'strict'; allowed are hard, soft, adaptive",
                "thresholds: [50]          | thresholds is 50, but a fraction of the limit is meant: 0.9 for 90 %",
                "thresholds: [0.5, 0.50]   | thresholds has 0.50 twice",
                "thresholds: []            | thresholds: a list is expected",
                "degrade: [{at: 1, step: x}] | degrade.step is 'x'; allowed are reduce_max_tokens",
                "degrade: [{at: 1}]        | degrade: each step is written {at: 0.8, step: reduce_max_tokens}",
                "parent: nobody            | parent: there is no budget with the id 'nobody'",
                "when_stale: maybe         | when_stale is 'maybe'; allowed are open, closed",
                "enabled: perhaps          | enabled is 'perhaps'; allowed are true, false",
                "raise: {to: {day: 80}}    | raise: a limit for a time is not supported yet",
            })
    void namesTheLineAndWhatIsAllowed(String line, String message) {
        String field = line.substring(0, line.indexOf(':'));
        String before = field.equals("id") ? "- name: n\n" : "- id: x\n";
        String rest = field.equals("limits") ? "" : "\n  limits: {day: 1}";

        BudgetFile.Result result = BudgetFile.read(before + "  " + line + rest, KNOWN);

        assertThat(result.budgets()).isEmpty();
        assertThat(result.errors()).singleElement().asString().startsWith("line 2: " + message);
    }

    @Test
    void findsAllErrorsInOneGo() {
        BudgetFile.Result result = BudgetFile.read("""
                - id: a
                  limits: {day: 0}
                - name: no id
                  limits: {day: 5}
                - id: a
                  limits: {day: 5}
                """, KNOWN);

        assertThat(result.budgets()).isEmpty();
        assertThat(result.errors().stream().map(BudgetFile.Problem::line)).isEqualTo(List.of(2, 3, 5));
    }

    @Test
    void acceptsNothingOfAFileThatIsNoYaml() {
        BudgetFile.Result result = BudgetFile.read("- id: a\n  limits: {day: 5\n", KNOWN);

        assertThat(result.budgets()).isEmpty();
        assertThat(result.errors()).singleElement().asString().startsWith("line ");
    }

    @Test
    void takesAnEmptyFileForAMistake() {
        BudgetFile.Result result = BudgetFile.read("# nothing yet\n", KNOWN);

        assertThat(result.errors()).singleElement().asString().contains("a list of budgets is expected");
    }

    @Test
    void takesAnEmptyListForNoBudgets() {
        assertThat(BudgetFile.read("[]", KNOWN).isValid()).isTrue();
    }

    @Test
    void warnsOfAModelWithoutAPrice() {
        BudgetFile.Result result = BudgetFile.read("- id: a\n  scope: {model: gpt-5x}\n  limits: {day: 5}\n", KNOWN);

        assertThat(result.budgets()).hasSize(1);
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .isEqualTo("line 2: scope.model: no price is known for the model 'gpt-5x'");
    }
}
