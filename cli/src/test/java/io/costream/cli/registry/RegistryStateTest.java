package io.costream.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegistryStateTest {
    private static RegistryState state(SchemaRecords.Entry... entries) {
        return SchemaRecords.state(Stream.of(entries)
                .collect(Collectors.toMap(SchemaRecords.Entry::key, SchemaRecords.Entry::value, (old, next) -> next)));
    }

    private static SchemaRecords.Entry version(String subject, int version, int id, boolean deleted) {
        return SchemaRecords.of(new SchemaVersion(subject, version, id, "\"schema-" + id + "\"", deleted));
    }

    @Test
    void startsEmptyAndBackward() {
        RegistryState state = state();

        assertThat(state.subjects()).isEmpty();
        assertThat(state.nextId()).isEqualTo(1);
        assertThat(state.nextVersion("s")).isEqualTo(1);
        assertThat(state.level("s")).isEqualTo(Compatibility.BACKWARD);
    }

    @Test
    void deletedVersionsKeepTheirIdAndNumber() {
        RegistryState state = state(version("s", 1, 1, false), version("s", 1, 1, true));

        assertThat(state.subjects()).isEmpty();
        assertThat(state.schema(1)).hasValue("\"schema-1\"");
        assertThat(state.nextId()).isEqualTo(2);
        assertThat(state.nextVersion("s")).isEqualTo(2);
    }

    @Test
    void ownLevelGoesBeforeTheGlobalOne() {
        RegistryState state = state(
                SchemaRecords.of(RegistryState.GLOBAL, Compatibility.FULL), SchemaRecords.of("s", Compatibility.NONE));

        assertThat(state.level("s")).isEqualTo(Compatibility.NONE);
        assertThat(state.level("other")).isEqualTo(Compatibility.FULL);
    }

    @Test
    void usesAreSortedBySubjectAndVersion() {
        RegistryState state = state(version("b", 1, 1, false), version("a", 2, 1, false), version("a", 1, 2, false));

        assertThat(state.uses(1)).extracting(SchemaVersion::subject).isEqualTo(List.of("a", "b"));
    }

    @Test
    void otherKindsOfRecordsArePassedOver() {
        RegistryState state = SchemaRecords.state(Map.of("{\"keytype\":\"NOOP\",\"magic\":0}", "{}"));

        assertThat(state.subjects()).isEmpty();
    }
}
