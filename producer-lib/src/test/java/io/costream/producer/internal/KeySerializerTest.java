package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KeySerializerTest {
    @Test
    void givesTheBytesOfKafkasOwnSerializerHoweverManyKeysThereAre() {
        KeySerializer keys = new KeySerializer();
        StringSerializer expected = new StringSerializer();

        assertThat(IntStream.range(0, 3_000).mapToObj(i -> "ténant-" + i % 1_000))
                .allSatisfy(
                        key -> assertThat(keys.serialize("calls", key)).isEqualTo(expected.serialize("calls", key)));
    }
}
