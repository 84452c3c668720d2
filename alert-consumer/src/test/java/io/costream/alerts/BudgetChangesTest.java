package io.costream.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Budget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetChangesTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    @Test
    void writesWhatIsNewOrSaysSomethingElse() {
        Map<String, Budget> applied = Map.of("same", budget("same", "5", 3), "other", budget("other", "5", 3));
        List<Budget> wanted = List.of(budget("same", "5", 0), budget("other", "6", 0), budget("new", "7", 0));

        BudgetChanges changes = BudgetChanges.between(applied, wanted, BudgetChanges.LeftOut.STAYS, NOW);

        assertThat(changes.created()).containsExactly("new");
        assertThat(changes.changed()).containsExactly("other");
        assertThat(changes.unchanged()).containsExactly("same");
        assertThat(changes.written()).extracting(Budget::getId).containsExactly("other", "new");
        assertThat(changes.written()).allMatch(budget -> budget.getRevision() == NOW.toEpochMilli());
        assertThat(changes.written()).allMatch(budget -> budget.getAppliedAt().equals(NOW));
    }

    @Test
    void countsTheRevisionUpEvenWhereTheClockStandsBack() {
        Map<String, Budget> applied = Map.of("a", budget("a", "5", NOW.toEpochMilli() + 10));

        BudgetChanges changes =
                BudgetChanges.between(applied, List.of(budget("a", "6", 0)), BudgetChanges.LeftOut.STAYS, NOW);

        assertThat(changes.written().get(0).getRevision()).isEqualTo(NOW.toEpochMilli() + 11);
    }

    @Test
    void deletesWhatAFileLeavesOutOnlyWhenAsked() {
        Map<String, Budget> applied = Map.of("a", budget("a", "5", 3));

        BudgetChanges kept = BudgetChanges.between(applied, List.of(), BudgetChanges.LeftOut.STAYS, NOW);
        BudgetChanges pruned = BudgetChanges.between(applied, List.of(), BudgetChanges.LeftOut.IS_DELETED, NOW);

        assertThat(kept.deleted()).isEmpty();
        assertThat(pruned.deleted()).containsExactly("a");
    }

    private static Budget budget(String id, String daily, long revision) {
        return Budget.newBuilder()
                .setId(id)
                .setRevision(revision)
                .setLimits(Map.of("day", daily))
                .setAppliedAt(Instant.ofEpochSecond(revision))
                .build();
    }
}
