package io.costream.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    private static final Schema A =
            SchemaBuilder.record("R").fields().requiredString("a").endRecord();
    private static final Schema A_AND_OPTIONAL_B = SchemaBuilder.record("R")
            .fields()
            .requiredString("a")
            .optionalString("b")
            .endRecord();
    private static final Schema A_AND_B = SchemaBuilder.record("R")
            .fields()
            .requiredString("a")
            .requiredString("b")
            .endRecord();

    @ParameterizedTest
    @CsvSource({
        // A field more, without default: old readers skip it, new readers miss it.
        "NONE, true",
        "BACKWARD, false",
        "FORWARD, true",
        "FULL, false",
        "BACKWARD_TRANSITIVE, false",
        "FORWARD_TRANSITIVE, true",
        "FULL_TRANSITIVE, false"
    })
    void aRequiredFieldMoreIsAllowedForwardOnly(Compatibility level, boolean allowed) {
        assertThat(level.violations(A_AND_B, List.of(A)).isEmpty()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"BACKWARD, true", "FORWARD, true", "FULL, true", "BACKWARD_TRANSITIVE, false", "FULL_TRANSITIVE, false"
    })
    void onlyTransitiveLevelsLookBehindTheNewest(Compatibility level, boolean allowed) {
        // The newest version has b, only the first has not.
        List<Schema> versions = List.of(A, A_AND_B);

        assertThat(level.violations(A_AND_B, versions).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void theFirstVersionIsFree() {
        assertThat(Compatibility.FULL_TRANSITIVE.violations(A, List.of())).isEmpty();
    }

    @Test
    void anOptionalFieldMoreIsCompatibleBothWays() {
        assertThat(Compatibility.FULL.violations(A_AND_OPTIONAL_B, List.of(A))).isEmpty();
    }

    @Test
    void anotherScaleIsFoundInsideUnionsMapsAndArrays() {
        assertThat(Compatibility.BACKWARD.violations(nested(12), List.of(nested(9))))
                .singleElement()
                .asString()
                .contains("DECIMAL_SCALE at /amounts/values/items, 12 instead of 9");
        assertThat(Compatibility.BACKWARD.violations(nested(9), List.of(nested(9))))
                .isEmpty();
    }

    private static Schema nested(int scale) {
        Schema decimal = LogicalTypes.decimal(38, scale).addToSchema(Schema.create(Schema.Type.BYTES));
        Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), decimal);
        return SchemaBuilder.record("R")
                .fields()
                .name("amounts")
                .type(Schema.createMap(Schema.createArray(union)))
                .noDefault()
                .endRecord();
    }

    @Test
    void anUnknownLevelIsNamed() {
        assertThatThrownBy(() -> Compatibility.named("SOME"))
                .isInstanceOfSatisfying(
                        RegistryError.class, e -> assertThat(e.code()).isEqualTo(42203))
                .hasMessageContaining("SOME");
    }
}
