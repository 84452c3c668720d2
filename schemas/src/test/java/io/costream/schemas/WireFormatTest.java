package io.costream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, Integer.MAX_VALUE})
    void headerHoldsTheId(int id) {
        byte[] header = WireFormat.header(id);

        assertThat(header).hasSize(WireFormat.HEADER_SIZE);
        assertThat(WireFormat.schemaId(header)).isEqualTo(id);
    }

    @Test
    void idIsWrittenMostSignificantByteFirst() {
        byte[] header = WireFormat.header(0x01020304);

        assertThat(header).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void refusesAnotherFirstByte() {
        byte[] json = "{\"model\":1}".getBytes(UTF_8);

        assertThatThrownBy(() -> WireFormat.schemaId(json))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("byte 123");
    }

    @Test
    void refusesAValueShorterThanTheHeader() {
        assertThatThrownBy(() -> WireFormat.schemaId(new byte[4])).isInstanceOf(SerializationException.class);
    }
}
