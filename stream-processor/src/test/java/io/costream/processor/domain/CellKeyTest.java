package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellKeyTest {
    @Test
    void readsBackWhatIsWritten() {
        CellKey key = new CellKey("akmé", Rollup.PROVIDER_MODEL, WindowKind.DAY, -5, List.of("", "gpt-4"));

        CellKey read = CellKey.fromBytes(key.toBytes());

        assertThat(read).isEqualTo(key);
        assertThat(CellKey.tenantOf(key.toBytes())).isEqualTo("akmé");
    }

    @Test
    void sortsByTenantThenRollupThenTime() {
        byte[] first = new CellKey("a", Rollup.TOTAL, WindowKind.HOUR, -1, List.of()).toBytes();
        byte[] second = new CellKey("a", Rollup.TOTAL, WindowKind.HOUR, 1, List.of()).toBytes();
        byte[] third = new CellKey("a", Rollup.PROVIDER_MODEL, WindowKind.HOUR, 0, List.of("x", "y")).toBytes();
        byte[] fourth = new CellKey("ab", Rollup.TOTAL, WindowKind.HOUR, 0, List.of()).toBytes();

        assertThat(List.of(first, second, third, fourth)).isSortedAccordingTo(Arrays::compareUnsigned);
    }
}
