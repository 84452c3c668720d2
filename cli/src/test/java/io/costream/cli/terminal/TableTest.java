package io.costream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {
    private static final String LONG = "a".repeat(200);

    @Test
    void alignsNamesLeftAndFiguresRight() {
        Table table = Table.of("lr").row("gpt-4", "1").row("o1", "1,000");

        assertThat(table.lines()).containsExactly("  gpt-4       1", "  o1      1,000");
    }

    @Test
    void cutsALongNameSoThatTheFiguresStayInSight() {
        Table table = Table.of("lr").row(LONG, "1");

        assertThat(table.lines().get(0)).endsWith("a…   1").hasSizeLessThan(100);
    }

    @Test
    void leavesASentenceInTheLastColumnWhole() {
        Table table = Table.of("ll").row("note", LONG);

        assertThat(table.lines().get(0)).endsWith(LONG);
    }

    @Test
    void refusesARowOfAnotherWidth() {
        assertThatIllegalArgumentException().isThrownBy(() -> Table.of("lr").row("alone"));
    }
}
