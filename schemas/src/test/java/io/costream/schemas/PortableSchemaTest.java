package io.costream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Call;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class PortableSchemaTest {
    @Test
    void leavesTheJavaStringTypeOut() {
        Schema portable = PortableSchema.of(Call.getClassSchema());

        assertThat(portable.toString())
                .doesNotContain("avro.java.string")
                .contains("{\"name\":\"model\",\"type\":\"string\"");
    }

    @Test
    void keepsFieldsDefaultsAndLogicalTypes() {
        Schema portable = PortableSchema.of(Call.getClassSchema());

        assertThat(portable.getFields()).hasSameSizeAs(Call.getClassSchema().getFields());
        assertThat(portable.getField("tenant").defaultVal()).isEqualTo("default");
        assertThat(portable.getField("event_time").schema().getLogicalType().getName())
                .isEqualTo("timestamp-micros");
        assertThat(portable.getDoc()).isEqualTo(Call.getClassSchema().getDoc());
    }
}
