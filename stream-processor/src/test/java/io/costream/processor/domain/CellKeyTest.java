package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellKeyTest {
    private static final Rollup PROVIDER_MODEL = Rollup.named("provider,model");

    @Test
    void readsBackWhatIsWritten() {
        CellKey key = new CellKey("akmé", PROVIDER_MODEL, WindowKind.DAY, -5, List.of("", "gpt-4"));

        CellKey read = CellKey.fromBytes(key.toBytes());

        assertThat(read).isEqualTo(key);
        assertThat(CellKey.tenantOf(key.toBytes())).isEqualTo("akmé");
    }

    @Test
    void readsBackATag() {
        Rollup byTeam = Rollup.named("model,tag.team");
        CellKey key = new CellKey("acme", byTeam, WindowKind.DAY, 0, List.of("search", "gpt-4"));

        CellKey read = CellKey.fromBytes(key.toBytes());

        assertThat(read).isEqualTo(key);
        assertThat(read.rollup().label()).isEqualTo("tag.team,model");
    }

    @Test
    void sortsByTenantThenRollupThenTime() {
        byte[] first = new CellKey("a", Rollup.TOTAL, WindowKind.HOUR, -1, List.of()).toBytes();
        byte[] second = new CellKey("a", Rollup.TOTAL, WindowKind.HOUR, 1, List.of()).toBytes();
        byte[] third = new CellKey("a", PROVIDER_MODEL, WindowKind.HOUR, 0, List.of("x", "y")).toBytes();
        byte[] fourth = new CellKey("ab", Rollup.TOTAL, WindowKind.HOUR, 0, List.of()).toBytes();

        assertThat(List.of(first, second, third, fourth)).isSortedAccordingTo(Arrays::compareUnsigned);
    }
}
